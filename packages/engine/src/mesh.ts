// What a program that is a mesh is written with: its methods, what flows between them, and what it may be given from outside.
// Types only; `openMesh` makes it.
import type {
  BranchArguments,
  ConsensusArguments,
  GenerateArguments,
  IntersectArguments,
  LoopArguments,
  MissingInput,
  Passable,
  RoundInput,
  SynthesiseArguments,
} from '@parley/runtime';
import type {
  Answer,
  Branch,
  Brief,
  FailurePolicy,
  Findings,
  InputAnswer,
  InputRequest,
  OpName,
  Report,
  RunEventBody,
  Value,
  Verdict,
} from '@parley/spec';

/** A step that failed or was skipped, with its title and the reason. */
export type Missing = MissingInput;

/** What a step came to: its value, why there is none, or undefined where a branch went the other way. */
export type Outcome<Kind extends Value = Value> = Kind | Missing | undefined;

/** What is wired into a step: one outcome or several, in order. */
export type Wire<Kind extends Value> = Outcome<Kind> | readonly Outcome<Kind>[];

/** A document of a program: a file that `MeshOptions.readDocument` finds, or its text. */
export type MeshDocument =
  | { readonly title: string; readonly file: string }
  | { readonly title: string; readonly text: string };

export interface BriefInput {
  readonly question?: string | undefined;
  /** Pasted text; becomes a document of its own. */
  readonly text?: string | undefined;
  readonly documents?: readonly MeshDocument[] | undefined;
}

/** What takes the place of what is written in the mesh: in its first brief, and in others by their titles. */
export interface MeshInput extends BriefInput {
  readonly briefs?: Readonly<Record<string, BriefInput>> | undefined;
}

/** The step that an event is about. */
export interface MeshStep {
  readonly id: string;
  readonly title: string;
  readonly op: OpName;
}

export interface MeshOptions {
  /** Told of everything that happens, in order; `step` is absent for what is about the whole run. */
  readonly onEvent?: ((event: RunEventBody, step?: MeshStep) => void) | undefined;
  /** Told of words as they come: the step's text is cut to `offset`, in UTF-16 code units, and goes on with `text`. */
  readonly onText?: ((said: MeshStep & { readonly text: string; readonly offset: number }) => void) | undefined;
  /** Answers a question of the run; without it a step that asks fails. */
  readonly onQuestion?: ((request: InputRequest, step: MeshStep) => Promise<InputAnswer> | InputAnswer) | undefined;
  /** Stops the run. */
  readonly signal?: AbortSignal | undefined;
  /** The text of a document, by the file that the mesh names. */
  readonly readDocument?: ((file: string) => Promise<string>) | undefined;
}

/** Named parameters of a step: its wires, and of its arguments those that are not the usual ones. */
type Settings<Arguments, Needed extends keyof Arguments = never> = Partial<Omit<Arguments, Needed>> &
  Pick<Arguments, Needed> & { readonly onFailure?: FailurePolicy };

/** Of a judge only the family must be said. */
type WithJudge<Arguments extends { readonly judge?: { readonly family: string } }> = Omit<Arguments, 'judge'> & {
  readonly judge?: { readonly family: string } & Partial<NonNullable<Arguments['judge']>>;
};

type Passed<Kind> = Kind extends 'brief' ? Brief : Verdict;

/** Both ways on from a branch, of which one is taken: it is what flows on, the other is undefined. Both are Missing when it failed. */
export interface Sides<Passes extends BranchArguments['passes']> {
  readonly settled: Outcome<Passed<Passes['settled']>>;
  readonly open: Outcome<Passed<Passes['open']>>;
  /** The decision itself. */
  readonly value: Outcome<Branch>;
}

/** One round of a loop. Its steps take `brief` and `before`; `end` is told what they came to. */
export interface Round {
  readonly round: number;
  readonly brief: Brief;
  /** Undefined in the first round. */
  readonly before: RoundInput | undefined;
  end(results: readonly Outcome<Answer>[]): Promise<void>;
}

export interface Loop {
  /** One round after the other, until the debate ends; none when nothing came to the loop. */
  rounds(): Iterable<Round>;
  /** What flows on, once the last round has ended. */
  readonly verdict: Outcome<Verdict>;
}

/** Whether there is one name only. */
type IsOne<Names, All = Names> = Names extends unknown ? ([All] extends [Names] ? true : false) : never;

/** What `results` gives: the output, or of several those that were taken; the others are undefined. */
export type Results<Given> = {
  [Name in keyof Given]: Exclude<Given[Name], IsOne<keyof Given> extends true ? Missing | undefined : Missing>;
};

/**
 * The methods of a mesh. A step starts when it is called, with what it is given: call those that do not need one another
 * within one `Promise.all`. No method rejects because a model failed; it does when the run is stopped.
 */
export interface Mesh {
  brief(title: string, settings?: BriefInput & { readonly onFailure?: FailurePolicy }): Promise<Outcome<Brief>>;
  generate(
    title: string,
    settings: Settings<GenerateArguments, 'family'> & {
      readonly brief: Wire<Brief>;
      readonly context?: Wire<Answer | Verdict | Report | Findings>;
      readonly before?: RoundInput | undefined;
    },
  ): Promise<Outcome<Answer>>;
  consensus(
    title: string,
    settings: Settings<WithJudge<ConsensusArguments>> & { readonly voices: Wire<Answer> },
  ): Promise<Outcome<Verdict>>;
  synthesise(
    title: string,
    settings: Settings<SynthesiseArguments> & { readonly voices: Wire<Answer>; readonly verdict?: Wire<Verdict> },
  ): Promise<Outcome<Report>>;
  intersect(
    title: string,
    settings: Settings<WithJudge<IntersectArguments>, 'family'> & { readonly voices: Wire<Answer> },
  ): Promise<Outcome<Findings>>;
  branch<const Passes extends BranchArguments['passes'] = { readonly settled: 'verdict'; readonly open: 'brief' }>(
    title: string,
    settings: Settings<Omit<BranchArguments, 'passes'>, 'conditions'> & {
      readonly passes?: Passes & Readonly<Record<'settled' | 'open', Passable>>;
      readonly verdict: Wire<Verdict>;
      readonly brief?: Wire<Brief>;
    },
  ): Promise<Sides<Passes>>;
  output<Kind extends Value>(title: string, settings: { readonly result: Wire<Kind> }): Promise<Outcome<Kind>>;
  loop(title: string, settings: Settings<WithJudge<LoopArguments>> & { readonly brief: Wire<Brief> }): Loop;
  /** Ends the run with these outputs. Throws MeshError when one is missing or none was taken. */
  results<const Given extends Readonly<Record<string, Outcome>>>(given: Given): Results<Given>;
}
