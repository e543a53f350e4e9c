// The contract between HTTP and the durable host: start, watch, cancel and resume runs.
import type { Graph, InputAnswer, Plan, RunEvent, RunInputs, RunState, RunSummary } from '@parley/spec';

export interface StartRun {
  readonly graph: Graph;
  readonly graphId?: string;
  readonly plan: Plan;
  readonly inputs: RunInputs;
}

export interface RunHost {
  /** Stores the run, puts it on the queue and answers its id. */
  start(run: StartRun): Promise<string>;
  /** The folded state, or undefined for an unknown run. */
  state(runId: string): Promise<RunState | undefined>;
  /** The Graph as it was when the run started. */
  graph(runId: string): Promise<Graph | undefined>;
  /** Newest first. */
  list(filter: { readonly graphId?: string; readonly limit: number }): Promise<RunSummary[]>;
  /**
   * Committed events after `seq`, in order, without a gap or a repeat; waits for more until the run has ended
   * or the signal aborts. Every event it yields survives a crash.
   */
  events(runId: string, seq: number, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Asks a run to stop; calls in flight end at once. False for an unknown run; nothing happens to an ended one. */
  cancel(runId: string): Promise<boolean>;
  /**
   * Gives a run what a person answers to one of its questions. False for an unknown run; AppErrors as `takeAnswer` has
   * them.
   */
  answer(runId: string, requestId: string, answer: InputAnswer): Promise<boolean>;
  /**
   * Queues a failed or cancelled run again, or a done one that lacks voices; it goes on from the journal.
   * `user/conflict` when it is not ended that way.
   */
  resume(runId: string): Promise<boolean>;
}
