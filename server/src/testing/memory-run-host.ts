// A RunHost in memory: a test writes the events, the routes read them. It runs nothing.
import { randomUUID } from 'node:crypto';
import {
  createRunState,
  type InputAnswer,
  reduceRunEvents,
  type RunEvent,
  type RunEventBody,
  type RunSummary,
} from '@parley/spec';
import type { RunHost, StartRun } from '../runs/run-host.ts';

interface MemoryRun extends StartRun {
  readonly runId: string;
  readonly events: RunEvent[];
  /** By request id. */
  readonly answers: Map<string, InputAnswer>;
  cancelled: boolean;
}

export interface MemoryRunHost extends RunHost {
  readonly runs: Map<string, MemoryRun>;
  /** How many event iterators are open now. */
  watchers(): number;
  append(runId: string, body: RunEventBody): RunEvent;
}

export function createMemoryRunHost(): MemoryRunHost {
  const runs = new Map<string, MemoryRun>();
  const waiting = new Set<() => void>();
  let watchers = 0;
  const stateOf = (run: MemoryRun) => reduceRunEvents(createRunState(run.runId, run.graph.name), run.events);
  const summarise = (run: MemoryRun): RunSummary => ({
    runId: run.runId,
    name: run.graph.name,
    status: stateOf(run).status,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...(run.graphId !== undefined && { graphId: run.graphId }),
  });
  return {
    runs,
    watchers: () => watchers,
    append(runId, body) {
      const run = runs.get(runId);
      if (!run) throw new Error(`no run ${runId}`);
      const event = { ...body, runId, seq: run.events.length + 1, at: '2026-01-01T00:00:00.000Z' };
      run.events.push(event);
      for (const wake of waiting) wake();
      return event;
    },
    async start(started) {
      const runId = randomUUID();
      runs.set(runId, { ...started, runId, events: [], answers: new Map(), cancelled: false });
      return runId;
    },
    async state(runId) {
      const run = runs.get(runId);
      return run && stateOf(run);
    },
    graph: async (runId) => runs.get(runId)?.graph,
    list: async ({ graphId, limit }) =>
      [...runs.values()]
        .filter((run) => graphId === undefined || run.graphId === graphId)
        .toReversed()
        .slice(0, limit)
        .map(summarise),
    async *events(runId, seq, signal) {
      watchers += 1;
      try {
        for (let next = seq; !signal.aborted; ) {
          const event = runs.get(runId)?.events[next];
          if (event) {
            next += 1;
            yield event;
            if (event.type === 'run-end') return;
          } else {
            await new Promise<void>((resolve) => {
              waiting.add(resolve);
              signal.addEventListener('abort', () => resolve(), { once: true });
            });
          }
        }
      } finally {
        watchers -= 1;
      }
    },
    async cancel(runId) {
      const run = runs.get(runId);
      if (run) run.cancelled = true;
      return run !== undefined;
    },
    async answer(runId, requestId, answer) {
      runs.get(runId)?.answers.set(requestId, answer);
      return runs.has(runId);
    },
    resume: async (runId) => runs.has(runId),
  };
}
