// What the engine asks of whoever runs it. The host decides what durable means; the engine knows no database.
import type { Ops, RunResources } from '@parley/runtime';
import {
  AppError,
  type Fault,
  type InputAnswer,
  type InputRequest,
  type RunEventBody,
  type RunInputs,
  type Value,
} from '@parley/spec';

/** A step that ended in an earlier sitting of the same run. */
export interface FinishedStep {
  readonly output: Value;
}

export interface DurableResult<Result> {
  readonly result: Result;
  /** True when the result came from the journal and `body` was not called. */
  readonly reused: boolean;
}

export interface EngineHost {
  /** Those that this run has steps of. */
  readonly ops: Partial<Ops>;
  readonly resources: RunResources;
  readonly inputs: RunInputs;
  /** Aborting it cancels the run: no further step starts and calls in flight stop. */
  readonly signal: AbortSignal;
  /** Steps not to be done again, by step id. Empty for a first sitting. */
  readonly finished: ReadonlyMap<string, FinishedStep>;
  /** Steps that failed in an earlier sitting and are not tried again, by step id. */
  readonly failed: ReadonlyMap<string, Fault>;
  /** Ids of steps that were finished and are done anew; they are not among `finished`. */
  readonly again: readonly string[];
  /** Questions that earlier sittings asked and that are open as far as the log knows, by step id. */
  readonly requests: ReadonlyMap<string, readonly InputRequest[]>;
  /** What a person answered in earlier sittings, by request id. */
  readonly answers: ReadonlyMap<string, InputAnswer>;
  /** Attempts made in earlier sittings, by step id. */
  readonly attempts: ReadonlyMap<string, number>;
  /** Whether the run goes on after an earlier sitting. */
  readonly resumed: boolean;
  /** Takes events in order; must not throw and must not wait. */
  emit(event: RunEventBody): void;
  /** Resolves with the journalled result of `stepPath` for this input, or calls `body` and journals what it gives. */
  durable<Result>(stepPath: string, input: unknown, body: () => Promise<Result>): Promise<DurableResult<Result>>;
  /** Resolves with what a person answers, whenever that is; for requests that `answers` does not hold. */
  answer(requestId: string): Promise<InputAnswer>;
  /** Called when nothing works any more and only answers can change that: the host may let go of the run. */
  rest(): void;
}

/**
 * A host that keeps nothing: for programs and tests that need no durability. Without `answer` nobody can be asked: a
 * step that asks fails, and a failed voice is gone on without.
 */
export function createTransientHost(
  parts: Pick<EngineHost, 'ops' | 'resources'> & Partial<Pick<EngineHost, 'inputs' | 'signal' | 'emit' | 'answer'>>,
): EngineHost {
  return {
    ops: parts.ops,
    resources: parts.resources,
    inputs: parts.inputs ?? {},
    signal: parts.signal ?? new AbortController().signal,
    finished: new Map(),
    failed: new Map(),
    again: [],
    requests: new Map(),
    answers: new Map(),
    attempts: new Map(),
    resumed: false,
    emit: parts.emit ?? (() => {}),
    durable: async (_stepPath, _input, body) => ({ result: await body(), reused: false }),
    answer: parts.answer ?? refuseToAsk,
    rest: () => {},
  };
}

async function refuseToAsk(): Promise<never> {
  throw new AppError('user/nobody-to-ask', 'This run asks a person, and there is nobody here who could answer.');
}
