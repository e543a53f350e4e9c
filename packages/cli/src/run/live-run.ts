// LiveRun: a run as the terminal follows it, wherever it takes place.
import type { InputAnswer, RunEvent } from '@parley/spec';

export interface LiveRun {
  readonly runId: string;
  /**
   * Every event from the first, in order. Ends after `run-end`; also after `run-wait` where the run cannot go on without this
   * program.
   */
  readonly events: AsyncIterable<RunEvent>;
  /** Gives the run a person's answer. */
  answer(requestId: string, answer: InputAnswer): Promise<void>;
  /** The person is gone and will not answer: a run that is kept waits for them elsewhere, any other ends. */
  leave(): void;
  /** Where the run is found afterwards; absent when it is kept nowhere. */
  readonly keptAt?: string;
}
