// One sitting of one run: folds what is already in the log, runs the rest of the plan, writes events and journal.
import { createHash } from 'node:crypto';
import { type EngineHost, runPlan } from '@parley/engine';
import type { ModelGateway, SecretRedactor } from '@parley/models';
import type { Ops, RunResources } from '@parley/runtime';
import { hasRunEnded, type InputAnswer, openRequests, type RunEvent, type RunState, toFault } from '@parley/spec';
import type { Pool } from 'pg';
import type { Log } from '../http/log.ts';
import { type AnswerDesk, createAnswerDesk, wakeIfAnswered } from './answer-desk.ts';
import { findRedone } from './find-redone.ts';
import type { RunBus } from './run-bus.ts';
import { patientOps, withPatience } from './patience.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import type { RunRow, RunStore } from './run-store.ts';

export interface ExecuteParts {
  readonly pool: Pool;
  readonly store: RunStore;
  readonly bus: RunBus;
  readonly ops: Ops;
  readonly resources: RunResources;
  /** What must not be written into a run's log or journal. */
  readonly secrets?: SecretRedactor;
  readonly log: Log;
  /** Told of events once they are committed; must not throw. */
  readonly onCommitted?: (events: readonly RunEvent[]) => void;
  /** Guards the spending of one sitting; absent where nobody counts. */
  readonly guard?: (gateway: ModelGateway, runId: string) => ModelGateway;
}

export interface Sitting {
  /**
   * Resolves when the sitting is over and everything is committed: the run has ended, or it waits for a person. Never
   * resolves after `park` or a take-over.
   */
  readonly over: Promise<void>;
  /** Ends the run as cancelled. */
  cancel(): void;
  /** A person answered: looks what. */
  lookForAnswers(): void;
  /** Lets go of the run without ending it: a later sitting, here or elsewhere, takes it up. */
  park(): void;
}

/**
 * Starts a sitting. Nothing finished in an earlier one is done again. `onTakenOver` is called when another process
 * writes the run now: this sitting is parked and will never be over.
 */
export function executeRun(runId: string, parts: ExecuteParts, onTakenOver: () => void = () => {}): Sitting {
  const stop = new AbortController();
  let log: RunLog | undefined;
  let desk: AnswerDesk | undefined;
  const parking = new AbortController();

  const park = () => {
    parking.abort();
    log?.abandon();
    stop.abort();
  };

  const sit = async (): Promise<void> => {
    const { store } = parts;
    const read = () => Promise.all([store.find(runId), store.state(runId), store.answers(runId)]);
    const [row, before, answers] = await withPatience(read, parking.signal);
    if (!row || !before || hasRunEnded(row.status)) return;
    // A sitting died as it went to rest.
    if (row.status === 'waiting') return wakeIfAnswered(runId, store, openIds(before));
    if (row.cancelRequested) stop.abort();
    log = createRunLog({
      pool: parts.pool,
      runId,
      lastSeq: before.seq,
      ...(parts.secrets && { secrets: parts.secrets }),
      publish: (events) => {
        parts.bus.publish(runId, events);
        parts.onCommitted?.(events);
      },
      onTakenOver: () => {
        parts.log.warn(`Run ${runId} goes on in another process.`);
        park();
        onTakenOver();
      },
      onCommitFault: (error) => parts.log.warn(`Run ${runId} cannot be stored yet, trying again.`, { error }),
    });
    if (parking.signal.aborted) log.abandon();
    const onFault = (error: unknown) => parts.log.error(`Answers to run ${runId} cannot be read.`, { error });
    desk = createAnswerDesk({ runId, store, log, signal: stop.signal, onFault });
    const again = findRedone(row.plan, before);
    const host = createDurableHost({ runId, row, before, again, answers, log, desk, signal: stop.signal }, parts);
    try {
      const ended = await Promise.race([runPlan(row.plan, host), desk.left]);
      if (ended === undefined) {
        log.abandon();
        stop.abort();
        return;
      }
    } catch (error) {
      parts.log.error(`Run ${runId} broke the engine.`, { error });
      log.append({ type: 'run-end', status: 'failed', fault: toFault(error) });
    }
    await log.flush();
    if (parking.signal.aborted) await new Promise<never>(() => {});
  };

  const over = sit().catch(async (error: unknown) => {
    if (parking.signal.aborted) await new Promise<never>(() => {});
    throw error;
  });
  return { over, cancel: () => stop.abort(), lookForAnswers: () => desk?.look(), park };
}

interface DurableHostParts {
  readonly runId: string;
  readonly row: RunRow;
  readonly before: RunState;
  readonly again: readonly string[];
  readonly answers: ReadonlyMap<string, InputAnswer>;
  readonly log: RunLog;
  readonly desk: AnswerDesk;
  readonly signal: AbortSignal;
}

function createDurableHost(
  { runId, row, before, again, answers, log, desk, signal }: DurableHostParts,
  parts: ExecuteParts,
): EngineHost {
  const steps = Object.values(before.steps);
  const hasEnded = before.endedAt !== undefined;
  /** Paths that this sitting came to at least once. */
  const called = new Set<string>();
  return {
    ops: patientOps(parts.ops),
    resources: { ...parts.resources, ...(parts.guard && { models: parts.guard(parts.resources.models, runId) }) },
    inputs: row.inputs,
    signal,
    finished: new Map(
      steps.flatMap(({ stepId, status, output }) =>
        status === 'done' && output && !again.includes(stepId) ? [[stepId, { output }]] : [],
      ),
    ),
    failed: new Map(
      steps.flatMap(({ stepId, status, fault }) =>
        status === 'failed' && fault && !hasEnded ? [[stepId, fault]] : [],
      ),
    ),
    again,
    requests: new Map(steps.flatMap(({ stepId, requests }) => (requests ? [[stepId, requests]] : []))),
    answers,
    attempts: new Map(steps.map((step) => [step.stepId, step.attempt])),
    resumed: before.seq > 0,
    emit: (event) => log.append(event),
    async durable<Result>(stepPath: string, input: unknown, body: () => Promise<Result>) {
      const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
      // The first call of a first sitting has no journal to look into: one query less. An op that is begun again has.
      const mayHold = before.seq > 0 || called.has(stepPath);
      called.add(stepPath);
      const hit = mayHold ? await parts.store.journalled(runId, stepPath, inputHash) : undefined;
      // The journal holds what `body` gave for the same path and input, so it has Result's shape.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      if (hit) return { result: hit.output as Result, reused: true };
      const result = await body();
      await log.journal({ stepPath, inputHash, output: result });
      return { result, reused: false };
    },
    answer: desk.answer,
    rest: desk.rest,
  };
}

function openIds(state: RunState): string[] {
  return openRequests(state).map(({ request }) => request.requestId);
}
