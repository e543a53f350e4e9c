// Reads and writes of the run tables other than the log's own commits. It knows rows, not queues.
import {
  createRunState,
  type Graph,
  hasRunEnded,
  type InputAnswer,
  inputAnswerSchema,
  type RunEvent,
  type RunState,
  type RunStatus,
  type RunSummary,
  reduceRunEvents,
  runEndStatuses,
} from '@parley/spec';
import { and, asc, desc, eq, gte, inArray, type InferSelectModel, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { runEvents, runs, stepResults } from '../database/schema.ts';
import type { StartRun } from './run-host.ts';

export type RunRow = InferSelectModel<typeof runs>;

/** Batches read at a time when a watcher catches up. */
const BATCHES_PER_READ = 100;
/** Marks an answer among the journalled results; a hash of an input never looks like this. */
const ANSWER = 'answer';
/** A waiting run goes back onto the queue; any other stays as it is. */
const queuedIfWaiting = {
  status: sql<RunStatus>`case when ${runs.status} = 'waiting' then 'queued' else ${runs.status} end`,
  sitting: sql<number>`case when ${runs.status} = 'waiting' then ${runs.sitting} + 1 else ${runs.sitting} end`,
};

type TakenAnswer =
  /** `sitting` is there when the run waited: it is to be queued. */
  { readonly result: 'taken'; readonly sitting: number | undefined } | { readonly result: 'answered' | 'ended' };

export function createRunStore(db: NodePgDatabase) {
  const find = async (runId: string): Promise<RunRow | undefined> => {
    const rows = await db.select().from(runs).where(eq(runs.id, runId));
    return rows[0];
  };

  /** Committed events after `seq`, at most some; call again until it gives none. */
  const eventsAfter = async (runId: string, seq: number): Promise<RunEvent[]> => {
    const batches = await db
      .select({ events: runEvents.events })
      .from(runEvents)
      .where(and(eq(runEvents.runId, runId), gte(runEvents.lastSeq, seq + 1)))
      .orderBy(asc(runEvents.firstSeq))
      .limit(BATCHES_PER_READ);
    return batches.flatMap(({ events }) => events).filter((event) => event.seq > seq);
  };

  return {
    find,
    eventsAfter,

    async insert(runId: string, run: StartRun): Promise<void> {
      await db.insert(runs).values({
        id: runId,
        graphId: run.graphId ?? null,
        name: run.graph.name,
        graph: run.graph,
        plan: run.plan,
        inputs: run.inputs,
        status: 'queued',
      });
    },

    async status(runId: string): Promise<RunStatus | undefined> {
      const rows = await db.select({ status: runs.status }).from(runs).where(eq(runs.id, runId));
      return rows[0]?.status;
    },

    async graph(runId: string): Promise<Graph | undefined> {
      const rows = await db.select({ graph: runs.graph }).from(runs).where(eq(runs.id, runId));
      return rows[0]?.graph;
    },

    /** Folds the whole log. */
    async state(runId: string): Promise<RunState | undefined> {
      const rows = await db.select({ name: runs.name, status: runs.status }).from(runs).where(eq(runs.id, runId));
      const row = rows[0];
      if (!row) return undefined;
      let state = createRunState(runId, row.name);
      for (let events = await eventsAfter(runId, 0); events.length > 0; events = await eventsAfter(runId, state.seq)) {
        state = reduceRunEvents(state, events);
      }
      // Queued again after an end: the log does not know that yet.
      return row.status === 'queued' ? { ...state, status: 'queued' } : state;
    },

    async list({ graphId, limit }: { graphId?: string; limit: number }): Promise<RunSummary[]> {
      const rows = await db
        .select({
          runId: runs.id,
          graphId: runs.graphId,
          name: runs.name,
          status: runs.status,
          createdAt: runs.createdAt,
          endedAt: runs.endedAt,
        })
        .from(runs)
        .where(graphId === undefined ? undefined : eq(runs.graphId, graphId))
        .orderBy(desc(runs.createdAt))
        .limit(limit);
      return rows.map(({ graphId: graph, createdAt, endedAt, ...row }) => ({
        ...row,
        ...(graph !== null && { graphId: graph }),
        createdAt: createdAt.toISOString(),
        ...(endedAt && { endedAt: endedAt.toISOString() }),
      }));
    },

    /** Marks a run that cannot be worked on as failed. */
    async fail(runId: string): Promise<void> {
      await db
        .update(runs)
        .set({ status: 'failed', endedAt: new Date() })
        .where(and(eq(runs.id, runId), inArray(runs.status, ['queued', 'running'])));
    },

    /**
     * Notes the wish; a waiting run is put back to `queued`, so that a sitting can end it. The run's status and sitting
     * after that, or undefined when the run is unknown or has ended.
     */
    async requestCancel(runId: string): Promise<{ status: RunStatus; sitting: number } | undefined> {
      const rows = await db
        .update(runs)
        .set({ cancelRequested: true, ...queuedIfWaiting })
        .where(and(eq(runs.id, runId), inArray(runs.status, ['queued', 'running', 'waiting'])))
        .returning({ status: runs.status, sitting: runs.sitting });
      return rows[0];
    },

    /** What people answered to this run, by request id. */
    async answers(runId: string): Promise<ReadonlyMap<string, InputAnswer>> {
      const rows = await db
        .select({ requestId: stepResults.stepPath, answer: stepResults.output })
        .from(stepResults)
        .where(and(eq(stepResults.runId, runId), eq(stepResults.inputHash, ANSWER)));
      return new Map(rows.map(({ requestId, answer }) => [requestId, inputAnswerSchema.parse(answer)]));
    },

    /** Journals the first answer to a request and puts a waiting run back to `queued`, both or neither. */
    async takeAnswer(runId: string, requestId: string, answer: InputAnswer): Promise<TakenAnswer> {
      return db.transaction(async (tx): Promise<TakenAnswer> => {
        // The row's lock keeps a run from going to rest unnoticed between the two.
        const [row] = await tx.select({ status: runs.status }).from(runs).where(eq(runs.id, runId)).for('update');
        if (!row || hasRunEnded(row.status)) return { result: 'ended' };
        const stored = await tx
          .insert(stepResults)
          .values({ runId, stepPath: requestId, inputHash: ANSWER, output: answer })
          .onConflictDoNothing()
          .returning({ requestId: stepResults.stepPath });
        if (stored.length === 0) return { result: 'answered' };
        if (row.status !== 'waiting') return { result: 'taken', sitting: undefined };
        const [queued] = await tx
          .update(runs)
          .set(queuedIfWaiting)
          .where(eq(runs.id, runId))
          .returning({ sitting: runs.sitting });
        return { result: 'taken', sitting: queued?.sitting };
      });
    },

    /** Puts a run that waits in this sitting back to `queued`; whoever looks after stranded runs takes it up. */
    async wake(runId: string, sitting: number): Promise<void> {
      await db
        .update(runs)
        .set(queuedIfWaiting)
        .where(and(eq(runs.id, runId), eq(runs.sitting, sitting), eq(runs.status, 'waiting')));
    },

    /** Puts an ended run back to `queued`; answers its new sitting, or undefined when it has not ended. */
    async requeue(runId: string, sitting: number): Promise<number | undefined> {
      const rows = await db
        .update(runs)
        .set({ status: 'queued', cancelRequested: false, sitting: sitting + 1, endedAt: null })
        .where(and(eq(runs.id, runId), eq(runs.sitting, sitting), inArray(runs.status, runEndStatuses)))
        .returning({ sitting: runs.sitting });
      return rows[0]?.sitting;
    },

    /** The journalled result of a paid call, wrapped so that a result of `null` is still a result. */
    async journalled(runId: string, stepPath: string, inputHash: string): Promise<{ output: unknown } | undefined> {
      const rows = await db
        .select({ output: stepResults.output })
        .from(stepResults)
        .where(
          and(eq(stepResults.runId, runId), eq(stepResults.stepPath, stepPath), eq(stepResults.inputHash, inputHash)),
        );
      return rows[0];
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;
