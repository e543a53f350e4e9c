// The durable host: a run is one DBOS workflow on a queue; the log and the journal are the truth about it.
// See docs/decisions/0001 and 0002.
import { randomUUID } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { AppError, lacksVoices, type SpendTotal } from '@parley/spec';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type ExecuteParts, executeRun, type Sitting } from './execute-run.ts';
import { takeLiveness } from './liveness.ts';
import { createRunBus } from './run-bus.ts';
import type { RunHost } from './run-host.ts';
import { createRunStore } from './run-store.ts';
import { takeAnswer } from './take-answer.ts';
import { watchRun } from './watch-run.ts';

export interface RunHostOptions extends Omit<ExecuteParts, 'store' | 'bus'> {
  /** A direct URL: advisory locks and LISTEN do not pass a pooler in transaction mode. */
  readonly databaseUrl: string;
  readonly db: NodePgDatabase;
  /** What runs spent; absent where nobody counts. */
  readonly spentByRuns?: (runIds: readonly string[]) => Promise<ReadonlyMap<string, SpendTotal>>;
}

const QUEUE = 'runs';
/** Runs one process works on at a time; the rest wait in the queue. A run's calls are I/O, so many fit. */
const RUNS_AT_ONCE = 20;
/** Pinned: by default DBOS hashes the source, and after an upgrade old runs would never be taken up. */
const APPLICATION_VERSION = 'engine-1';

// DBOS knows one set of workflows a process, so the host that works for it is one too.
let execute: ((runId: string) => Promise<void>) | undefined;
const runMesh = DBOS.registerWorkflow(
  async (runId: string) => {
    await DBOS.runStep(async () => execute?.(runId), { name: 'run' });
  },
  { name: 'runMesh' },
);

/** Connects to the queue and takes up whatever an earlier process left. One a process. */
export async function createRunHost(options: RunHostOptions): Promise<RunHost & { close(): Promise<void> }> {
  if (execute) throw new AppError('internal/bug', 'There is already a run host in this process.');
  const { databaseUrl, db, log } = options;
  const executorId = randomUUID();
  const store = createRunStore(db);
  const bus = createRunBus(databaseUrl, (error) => log.warn('The run bus lost its connection.', { error }));
  const sittings = new Map<string, Sitting>();
  const parts: ExecuteParts = { ...options, store, bus };

  execute = async (runId) => {
    // The queue may hand out a run twice after a take-over; it is worked on once.
    // A sitting that goes to rest may still be leaving when an answer has queued the next one: that one waits its turn.
    for (let known = sittings.get(runId); known; known = sittings.get(runId)) await known.over.catch(() => {});
    const forget = () => {
      if (sittings.get(runId) === sitting) sittings.delete(runId);
    };
    // A sitting that was taken over is never over: were it kept, this process could never take the run up again.
    const sitting = executeRun(runId, parts, forget);
    sittings.set(runId, sitting);
    try {
      await sitting.over;
    } catch (error) {
      // A log that cannot be read or folded stays so: better a failed run, which can be looked at, than one that hangs.
      log.error(`Run ${runId} could not be taken up.`, { error });
      await store.fail(runId);
    } finally {
      forget();
    }
  };
  bus.onCancel((runId) => sittings.get(runId)?.cancel());
  bus.onAnswer((runId) => sittings.get(runId)?.lookForAnswers());

  const enqueue = async (runId: string, sitting: number) => {
    await DBOS.startWorkflow(runMesh, { workflowID: `${runId}.${sitting}`, queueName: QUEUE })(runId);
  };

  DBOS.setConfig({
    name: 'parley',
    systemDatabaseUrl: databaseUrl,
    executorID: executorId,
    applicationVersion: APPLICATION_VERSION,
    logger: createDbosLogger(log),
  });
  const liveness = await takeLiveness(databaseUrl, executorId, (message, error) => log.warn(message, { error }));
  await DBOS.launch();
  await DBOS.registerQueue(QUEUE, { workerConcurrency: RUNS_AT_ONCE, minPollingIntervalMs: 200 });
  // The workflow id makes a second enqueue harmless.
  liveness.startReaper(QUEUE, enqueue);

  return {
    async start(run) {
      const runId = randomUUID();
      await store.insert(runId, run);
      await enqueue(runId, 1);
      return runId;
    },
    state: (runId) => store.state(runId),
    graph: (runId) => store.graph(runId),
    async list(filter) {
      const found = await store.list(filter);
      const spent = await options.spentByRuns?.(found.map(({ runId }) => runId));
      return found.map((run) => {
        const total = spent?.get(run.runId);
        return total ? { ...run, spent: total } : run;
      });
    },
    events: (runId, seq, signal) => watchRun({ store, bus }, runId, seq, signal),
    async cancel(runId) {
      const asked = await store.requestCancel(runId);
      if (!asked) return (await store.status(runId)) !== undefined;
      // A run that waited has no sitting to hear of it: it gets one. For any other queued run this changes nothing.
      if (asked.status === 'queued') await enqueue(runId, asked.sitting);
      bus.announceCancel(runId);
      return true;
    },
    async answer(runId, requestId, answer) {
      const state = await store.state(runId);
      if (!state) return false;
      const sitting = await takeAnswer(state, requestId, answer, store);
      if (sitting === undefined) bus.announceAnswer(runId);
      else await enqueue(runId, sitting);
      return true;
    },
    async resume(runId) {
      const row = await store.find(runId);
      if (!row) return false;
      const state = row.status === 'done' ? await store.state(runId) : undefined;
      if (state && !lacksVoices(state)) {
        throw new AppError('user/conflict', 'Every voice of this run answered. Start a new run instead.');
      }
      const sitting = await store.requeue(runId, row.sitting);
      if (sitting === undefined) {
        throw new AppError(
          'user/conflict',
          row.status === 'waiting'
            ? 'This run waits for an answer. Answer it, and the run goes on by itself.'
            : 'This run has not ended, so there is nothing to take up.',
        );
      }
      await enqueue(runId, sitting);
      return true;
    },
    async close() {
      for (const sitting of sittings.values()) sitting.park();
      await liveness.close();
      await bus.close();
      await DBOS.shutdown();
      execute = undefined;
    },
  };
}

/** DBOS's own words go to our log, warnings and errors only. */
function createDbosLogger(log: ExecuteParts['log']) {
  return {
    debug: () => {},
    info: () => {},
    warn: (entry: unknown) => log.warn(`dbos: ${String(entry)}`),
    error: (entry: unknown) => log.error(`dbos: ${String(entry)}`),
  };
}
