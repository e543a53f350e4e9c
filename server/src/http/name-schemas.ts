// Names for the nouns of the API, so that its OpenAPI description says each once and refers to it.
import {
  diagnosticSchema,
  documentRefSchema,
  documentSchema,
  errorBodySchema,
  familyStatusSchema,
  faultSchema,
  graphRecordSchema,
  graphSchema,
  graphSummarySchema,
  healthSchema,
  localServerSchema,
  offeredToolSchema,
  passageSchema,
  providerStatusSchema,
  runEventSchema,
  runInputsSchema,
  runStateSchema,
  runSummarySchema,
  spendingSchema,
  stepStateSchema,
  toolServerSchema,
  toolStatusSchema,
  valueSchema,
} from '@parley/spec';
import { z } from 'zod';

const named = {
  Diagnostic: diagnosticSchema,
  Document: documentSchema,
  DocumentRef: documentRefSchema,
  ErrorBody: errorBodySchema,
  FamilyStatus: familyStatusSchema,
  Fault: faultSchema,
  Graph: graphSchema,
  GraphRecord: graphRecordSchema,
  GraphSummary: graphSummarySchema,
  Health: healthSchema,
  LocalServer: localServerSchema,
  OfferedTool: offeredToolSchema,
  Passage: passageSchema,
  ProviderStatus: providerStatusSchema,
  RunEvent: runEventSchema,
  RunInputs: runInputsSchema,
  RunState: runStateSchema,
  RunSummary: runSummarySchema,
  Spending: spendingSchema,
  StepState: stepStateSchema,
  ToolServer: toolServerSchema,
  ToolStatus: toolStatusSchema,
  Value: valueSchema,
};

/** Registers the names with zod; harmless when called again. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
}
