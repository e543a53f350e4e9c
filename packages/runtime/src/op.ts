// An op is what a Plan's step calls: an ordinary function of arguments, inputs and a context. Exported programs call the same ones.
import type { ModelGateway, TokenMeter } from '@parley/models';
import type {
  ContextFit,
  Document,
  DocumentRef,
  Fault,
  MissingVoice,
  OpName,
  Passage,
  RunInput,
  Spend,
  Value,
} from '@parley/spec';

/** A step wired to a tolerant port that gave nothing. */
export interface MissingInput {
  readonly kind: 'missing';
  readonly missing: MissingVoice;
}

/** Values by port id, in edge order; a port without edges is absent. */
export type OpInputs = Readonly<Record<string, readonly (Value | MissingInput)[]>>;

/** What a step says while it works. */
export type StepSignal =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'passage'; readonly passage: Passage }
  /** A call used this much more than was told of it before; all of them together are what the step used. */
  | { readonly type: 'spend'; readonly spend: Spend }
  | { readonly type: 'context-fit'; readonly fit: ContextFit }
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number; readonly fault: Fault };

export interface DocumentReader {
  /** The document with its text; AppError `user/not-found` when the store no longer has it. */
  read(ref: DocumentRef): Promise<Document>;
}

/** What ops need from their host; the same for every step of a run. */
export interface RunResources {
  readonly models: ModelGateway;
  readonly documents: DocumentReader;
  /** Shared by all steps of the process, so that it learns from all of them. */
  readonly meter: TokenMeter;
}

export interface OpContext extends RunResources {
  readonly nodeId: string;
  readonly title: string;
  readonly signal: AbortSignal;
  /** What the person gave this node for this run, if anything. */
  readonly runInput: RunInput | undefined;
  signalStep(signal: StepSignal): void;
  /**
   * Does `body` at most once per run for this name and input, also across crashes: its result is journalled before
   * this resolves. Results must be JSON. Only paid or unrepeatable work belongs in it.
   */
  durable<Result>(name: string, input: unknown, body: () => Promise<Result>): Promise<Result>;
}

// oxlint-disable-next-line typescript/no-explicit-any
export type Op = (args: any, inputs: OpInputs, context: OpContext) => Promise<Value>;
export type Ops = Readonly<Record<OpName, Op>>;
