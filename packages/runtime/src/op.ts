// An op is what a Plan's step calls: an ordinary function of arguments, inputs and a context. Exported programs call the same ones.
import type { JsonSchema, ModelGateway, TokenMeter } from '@parley/models';
import type {
  Answer,
  CellProgress,
  ContextFit,
  Document,
  DocumentRef,
  Fault,
  Grade,
  InputAnswer,
  InputQuestion,
  MissingVoice,
  OpName,
  Passage,
  RunInput,
  Spend,
  ToolCall,
  ToolResult,
  Value,
} from '@parley/spec';

/** A step wired to a tolerant port that gave nothing. */
export interface MissingInput {
  readonly kind: 'missing';
  readonly missing: MissingVoice;
}

/** What the voices of a debate said last, before the round that now begins; each finds its own answer by its node. */
export interface RoundInput {
  readonly kind: 'round';
  /** The round that begins, from 2. */
  readonly round: number;
  readonly answers: readonly Answer[];
}

/** What comes through a wire. */
export type OpInput = Value | MissingInput | RoundInput;

/** Values by port id, in edge order; a port without edges is absent. */
export type OpInputs = Readonly<Record<string, readonly OpInput[]>>;

/** What a step says while it works. */
export type StepSignal =
  | { readonly type: 'text'; readonly text: string }
  /** The last `length` UTF-16 code units of the text were no part of it after all. */
  | { readonly type: 'text-back'; readonly length: number }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'passage'; readonly passage: Passage }
  /** A call used this much more than was told of it before; all of them together are what the step used. */
  | { readonly type: 'spend'; readonly spend: Spend }
  | { readonly type: 'context-fit'; readonly fit: ContextFit }
  /** `title` is the tool's name for people. */
  | { readonly type: 'tool-call'; readonly call: ToolCall; readonly title: string }
  | { readonly type: 'tool-result'; readonly result: ToolResult }
  /** The exploration of one cell went on. */
  | { readonly type: 'cell'; readonly cell: CellProgress }
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number; readonly fault: Fault };

export interface DocumentReader {
  /** The document with its text; AppError `user/not-found` when the store no longer has it. */
  read(ref: DocumentRef): Promise<Document>;
}

/** What a tool may use besides its input. */
export interface ToolContext {
  readonly signal: AbortSignal;
  /** The documents of the agent that called. */
  readonly documents: readonly Document[];
}

/** What a tool gave: text a model can read. */
export interface ToolOutput {
  readonly text: string;
  /** Every `family/model` whose text is in it. */
  readonly closure?: readonly string[];
}

/** A tool that can be called now. */
export interface Tool {
  /** As a Graph names it: `calculator`, `mcp/<server>/<tool>`. */
  readonly id: string;
  /** As a model names it: letters, digits, `_` and `-`, at most 64, beginning with a letter. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  /**
   * Checks the input itself. Throws AppError with a sentence the model can go on from; anything else thrown is a bug and
   * told as one.
   */
  run(input: unknown, context: ToolContext): Promise<ToolOutput>;
}

/** Where an op finds the tools its agent may call. */
export interface Toolbox {
  /** The tools with these ids, in this order, and those that cannot be used now with the reason in a sentence. */
  find(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<{ tools: readonly Tool[]; missing: readonly { readonly id: string; readonly reason: string }[] }>;
}

/** What people said of earlier decisions. */
export interface DecisionHistory {
  /** Graded decisions of this workspace, newest first, at most some thousands. */
  graded(): Promise<readonly Grade[]>;
}

/** What ops need from their host; the same for every step of a run. */
export interface RunResources {
  readonly models: ModelGateway;
  readonly documents: DocumentReader;
  readonly tools: Toolbox;
  /** Absent where nothing is remembered from run to run. */
  readonly history?: DecisionHistory;
  /** Shared by all steps of the process, so that it learns from all of them. */
  readonly meter: TokenMeter;
  /** Takes what must not reach a person: what broke, for the log. */
  reportBug?(message: string, error: unknown): void;
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
  /**
   * Asks a person, at most once per run for this name, also across crashes; the answer fits the question. It may come
   * days later and in another process: the op is then begun again, so what it paid for before belongs in `durable`.
   * AppError `user/nobody-to-ask` where there is nobody.
   */
  ask(name: string, question: InputQuestion): Promise<InputAnswer>;
}

// oxlint-disable-next-line typescript/no-explicit-any
export type Op = (args: any, inputs: OpInputs, context: OpContext) => Promise<Value>;
/** An op that is a function. The engine itself holds the rounds of a `loop`. */
export type CalledOp = Exclude<OpName, 'loop'>;
export type Ops = Readonly<Record<CalledOp, Op>>;
