// What the engine asks of whoever runs it. The host decides what durable means; the engine knows no database.
import type { Ops, RunResources } from '@parley/runtime';
import type { RunEventBody, RunInputs, Value } from '@parley/spec';

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
  readonly ops: Ops;
  readonly resources: RunResources;
  readonly inputs: RunInputs;
  /** Aborting it cancels the run: no further step starts and calls in flight stop. */
  readonly signal: AbortSignal;
  /** Steps not to be done again, by step id. Empty for a first sitting. */
  readonly finished: ReadonlyMap<string, FinishedStep>;
  /** Attempts made in earlier sittings, by step id. */
  readonly attempts: ReadonlyMap<string, number>;
  /** Whether the run goes on after an earlier sitting. */
  readonly resumed: boolean;
  /** Takes events in order; must not throw and must not wait. */
  emit(event: RunEventBody): void;
  /** Resolves with the journalled result of `stepPath` for this input, or calls `body` and journals what it gives. */
  durable<Result>(stepPath: string, input: unknown, body: () => Promise<Result>): Promise<DurableResult<Result>>;
}

/** A host that keeps nothing: for programs and tests that need no durability. */
export function createTransientHost(
  parts: Pick<EngineHost, 'ops' | 'resources'> & Partial<Pick<EngineHost, 'inputs' | 'signal' | 'emit'>>,
): EngineHost {
  return {
    ops: parts.ops,
    resources: parts.resources,
    inputs: parts.inputs ?? {},
    signal: parts.signal ?? new AbortController().signal,
    finished: new Map(),
    attempts: new Map(),
    resumed: false,
    emit: parts.emit ?? (() => {}),
    durable: async (_stepPath, _input, body) => ({ result: await body(), reused: false }),
  };
}
