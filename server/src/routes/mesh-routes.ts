// HTTP for what a canvas asks beside its mesh: health, families, a check without a run, and the schemas of this API.
import {
  diagnosticSchema,
  familyStatusSchema,
  graphSchema,
  type Health,
  healthSchema,
  planEstimateSchema,
} from '@parley/spec';
import { contextWindow, type PriceOf, type RoutedGateway } from '@parley/models';
import { estimatePlan } from '@parley/runtime';
import { Hono } from 'hono';
import { z } from 'zod';
import type { GraphDoor } from '../graphs/graph-door.ts';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import { readGraph } from '../http/read-graph.ts';
import { refuseGraph } from '../http/request-refused.ts';
import { sendJson } from '../http/send-json.ts';
import type { ModelLists } from '../providers/model-lists.ts';
import { readCallFacts } from '../spending/read-call-facts.ts';
import type { SpendLedger } from '../spending/spend-ledger.ts';

const graphBody = z.strictObject({ graph: graphSchema });

interface MeshRouteParts {
  readonly door: GraphDoor;
  readonly modelLists: Pick<ModelLists, 'windowsOf'>;
  readonly gateway: RoutedGateway;
  readonly ledger: Pick<SpendLedger, 'secondsOf'>;
  readonly priceOf: PriceOf;
  readonly health: () => Promise<Health>;
}

/** Routes directly under `/api`. */
export function createMeshRoutes({ door, gateway, modelLists, ledger, priceOf, health }: MeshRouteParts) {
  const windowOf = (model: string) => contextWindow(model, modelLists.windowsOf(model));
  return new Hono()
    .get(
      '/health',
      describe({
        summary: 'Whether the server can work',
        tag: 'Server',
        answers: { 200: ['It runs; `status` says whether it can store.', healthSchema] },
      }),
      async (context) => context.json(await health()),
    )
    .get(
      '/families',
      describe({
        summary: 'Model families and local readers, with whether each can speak now',
        tag: 'Models',
        answers: { 200: ['The families.', z.strictObject({ families: z.array(familyStatusSchema) })] },
      }),
      async (context) => context.json({ families: await gateway.families() }),
    )
    .post(
      '/check',
      describe({
        summary: 'Everything that is wrong with a mesh, without running or storing it',
        tag: 'Graphs',
        answers: {
          200: ['The faults; empty when it may run.', z.strictObject({ diagnostics: z.array(diagnosticSchema) })],
        },
        faults: [400, 413, 415, 422],
      }),
      limitBody(4, 'A mesh'),
      requireType('application/json'),
      readGraph(door.parse),
      readRequest('json', graphBody),
      async (context) => sendJson(context, { diagnostics: await door.check(context.req.valid('json').graph) }),
    )
    .post(
      '/estimate',
      describe({
        summary: 'What a run of a mesh would ask of models: calls, tokens, cost, the longest chain; nothing is called',
        tag: 'Graphs',
        answers: { 200: ['A guess from lengths, and from how long calls took before.', planEstimateSchema] },
        faults: [400, 413, 415, 422],
      }),
      limitBody(4, 'A mesh'),
      requireType('application/json'),
      readGraph(door.parse),
      readRequest('json', graphBody),
      async (context) => {
        const [compiled, families] = await Promise.all([
          door.compile(context.req.valid('json').graph),
          gateway.families(),
        ]);
        if ('diagnostics' in compiled) throw refuseGraph(compiled.diagnostics, 'Nothing was estimated.');
        const known = await readCallFacts(compiled.plan, { gateway, ledger, priceOf });
        return context.json(estimatePlan(compiled.plan, { families, windowOf, ...known }));
      },
    )
    .get(
      '/schema/graph.json',
      describe({
        summary: 'The JSON Schema of a mesh',
        tag: 'Graphs',
        answers: { 200: ['A JSON Schema (2020-12).', z.record(z.string(), z.unknown())] },
      }),
      (context) => context.json(graphJsonSchema()),
    );
}

function graphJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(graphSchema, { io: 'input' });
  return { $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema', title: 'Parley Graph', ...rest };
}
