// Runs a Plan in this process, with the same engine and ops as the server. It keeps nothing: no journal, no history.
import { randomUUID } from 'node:crypto';
import { createTransientHost, runPlan } from '@parley/engine';
import { ops } from '@parley/runtime';
import { createRunEventRedactor } from '@parley/server/local';
import {
  type Document,
  type InputAnswer,
  type Plan,
  type RunEvent,
  type RunEventBody,
  type RunInputs,
  toFault,
} from '@parley/spec';
import { calculator, createDocumentsTool, createEgressGuard, createPageTool, createToolbox } from '@parley/tools';
import type { Local } from '../local/open-local.ts';
import type { Store } from '../local/open-store.ts';
import { createDocumentReader } from '../mesh/create-document-reader.ts';
import type { LiveRun } from './live-run.ts';

interface RunHere {
  readonly plan: Plan;
  readonly inputs: RunInputs;
  /** Texts that the product's store does not need to have, by id. */
  readonly documents: readonly Document[];
  readonly local: Local;
  /** The product's own, once it is open: its documents and its limits. */
  readonly store: Store | undefined;
  readonly privateHosts: readonly string[];
  readonly signal: AbortSignal;
  /** Whether somebody can answer. If not, a run that asks ends with `run-wait` once nothing else can go on. */
  readonly canAsk: boolean;
}

/** Starts at once. Ends as cancelled when the signal aborts. */
export function runHere(options: RunHere): LiveRun {
  const { plan, inputs, local, store, canAsk } = options;
  const runId = randomUUID();
  const queue: RunEvent[] = [];
  const stop = new AbortController();
  const answers = new Map<string, PromiseWithResolvers<InputAnswer>>();
  let wake: (() => void) | undefined;
  let ended = false;
  let seq = 0;

  const redact = createRunEventRedactor(local.secrets);
  const append = (body: RunEventBody): void => {
    if (ended) return;
    for (const clean of redact(body)) {
      seq += 1;
      queue.push({ ...clean, runId, seq, at: new Date().toISOString() });
    }
    ended = body.type === 'run-end' || body.type === 'run-wait';
    wake?.();
  };
  const answerTo = (requestId: string): PromiseWithResolvers<InputAnswer> => {
    const known = answers.get(requestId) ?? Promise.withResolvers<InputAnswer>();
    answers.set(requestId, known);
    return known;
  };
  const gateway = local.gateway();
  const guard = createEgressGuard({ privateHosts: options.privateHosts });
  const host = createTransientHost({
    ops,
    inputs,
    signal: AbortSignal.any([options.signal, stop.signal]),
    emit: append,
    answer: (requestId) => answerTo(requestId).promise,
    resources: {
      models: store ? store.guard(gateway, runId, local.meter, local.priceOf) : gateway,
      documents: { read: createDocumentReader(options.documents, store) },
      tools: createToolbox([calculator, createDocumentsTool(), createPageTool(guard)]),
      meter: local.meter,
      reportBug: (message, error) => local.log.error(message, { error }),
    },
  });
  const rest = (): void => {
    if (canAsk) return;
    append({ type: 'run-wait' });
    stop.abort();
  };
  runPlan(plan, { ...host, rest }).catch((error: unknown) => {
    local.log.error('The engine broke.', { error });
    append({ type: 'run-end', status: 'failed', fault: toFault(error) });
  });

  async function* follow(): AsyncGenerator<RunEvent> {
    for (;;) {
      const events = queue.splice(0);
      yield* events;
      if (ended && queue.length === 0) return;
      if (queue.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  return {
    runId,
    events: follow(),
    async answer(requestId, answer) {
      answerTo(requestId).resolve(answer);
    },
    leave: () => stop.abort(),
  };
}
