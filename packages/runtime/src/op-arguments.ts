// The literal arguments of each op: what a node type compiles to and what an exported program passes. JSON only.
import type {
  AnswerAs,
  ChoiceForm,
  Debate,
  DecisionRule,
  DocumentRef,
  FitStrategy,
  PairChoice,
  VoteRule,
} from '@parley/spec';
import type { Condition } from './branch/condition.ts';

/** A reference as a Graph stores it: named, without its text. */
export type StoredDocument = Omit<DocumentRef, 'text'>;

export type BriefArguments = {
  readonly question: string;
  /** Pasted text; becomes a document of its own when it is not blank. */
  readonly text: string;
  readonly documents: readonly StoredDocument[];
};

/** Rounds of calls that an agent has when nothing else is said. */
export const usualRounds = 6;

export type GenerateArguments = {
  readonly family: string;
  /** Empty for the family's default model. */
  readonly model: string;
  readonly domain: string;
  readonly instructions: string;
  /** Options to choose between; empty when no stance is asked for. */
  readonly stances: readonly string[];
  /** How it chooses among them; absent: `one`. */
  readonly choice?: ChoiceForm;
  /** How many passages a reader quotes at most. */
  readonly passages: number;
  /** What to do with material that is larger than the model's window. */
  readonly fit: FitStrategy;
  /** Absent: `text`. */
  readonly form?: AnswerAs;
  /** Ids of the tools it may call; absent: none. */
  readonly tools?: readonly string[];
  /** How often it may call tools before it must answer; absent: `usualRounds`. */
  readonly toolRounds?: number;
};

export type ConsensusArguments = {
  /** The rule that decides; `majority` where a plan of an earlier version does not say. */
  readonly rule?: DecisionRule;
  /** The share of all voices, 0 to 1, that a quorum needs; two thirds unless told. */
  readonly quorum?: number;
  /** With the rule `person`: the rule by which the voices settle it without one; `unanimity` unless told. */
  readonly settledBy?: VoteRule;
  /** Who decides what an answer says to a claim where nothing else can; absent: nobody is asked. */
  readonly judge?: {
    readonly family: string;
    /** Empty for the family's default model. */
    readonly model: string;
    /** About how many pairs of a claim and an answer it is asked at most. */
    readonly questions: number;
  };
};

/** What the op is called with: a loop adds what came of its rounds. */
export type CompareArguments = ConsensusArguments & { readonly debate?: Debate };

/** Rounds of a debate unless told. */
export const usualDebateRounds = 3;

/** What ends a debate before its last round: that all agree or nobody moved, or only that nobody moved. */
export const debateEnds = ['agreed', 'unmoved'] as const;

/** A debate compares the answers of each round as a consensus does. */
export type LoopArguments = ConsensusArguments & {
  /** At most; from 2 to 5, 3 unless told. */
  readonly rounds?: number;
  /** `agreed` unless told. */
  readonly until?: (typeof debateEnds)[number];
};

/** The ways on from a branch. */
export const branchSides = ['settled', 'open'] as const;

/** What a side of a branch hands on: the port it takes it from. */
export const passable = ['verdict', 'brief'] as const;
export type Passable = (typeof passable)[number];

export type BranchArguments = {
  /** All of them hold: the settled side is taken. One does not: the open side is. */
  readonly conditions: readonly Condition[];
  /** What each side hands on. */
  readonly passes: Readonly<Record<(typeof branchSides)[number], Passable>>;
};

export type IntersectArguments = {
  /** The explorer: who looks for what lies between two domains. */
  readonly family: string;
  /** Empty for the family's default model. */
  readonly model: string;
  readonly instructions: string;
  /** Which pairs of domains are explored. */
  readonly choose: PairChoice;
  /** Pairs by name, in either order; only `picked` asks for them. */
  readonly picked: readonly { readonly first: string; readonly second: string }[];
  /** Calls of models at most, all together. */
  readonly budget: number;
  /** Ideas that are asked for in one cell. */
  readonly ideas: number;
  /** Whether each cell is asked for controls too. */
  readonly controls: boolean;
  /** Who judges plausibility and what follows from one domain alone; absent: nobody. */
  readonly judge?: { readonly family: string; readonly model: string };
};

/** For ops whose inputs say everything. */
export type NoArguments = Readonly<Record<string, never>>;

export type SynthesiseArguments = {
  /** The family that writes; empty to join the answers without a model. */
  readonly family: string;
  readonly model: string;
  readonly instructions: string;
  /** What to do with answers that are larger than the writer's window; absent: `trim`. */
  readonly fit?: FitStrategy;
};
