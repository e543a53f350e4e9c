// The nouns of claim-level deliberation: answers as they come in, claims with their spans, relations between the two.

/** A half-open range of UTF-16 offsets into an answer's text. */
export type Span = readonly [start: number, end: number];

/** What a voice said, as far as claims are concerned. */
export interface SpokenAnswer {
  readonly id: string;
  /** Markdown. */
  readonly text: string;
  /** The line (lineage) of the voice. Support is counted by line, so that copies do not count twice. */
  readonly line: string;
  /** The offered option the voice chose, if one was offered. */
  readonly stance?: string;
}

/** Where a claim came from: the output contract, a model that split the answer, or the answer's own sentence. */
export type ClaimOrigin = 'contract' | 'model' | 'sentence';

/** One statement with its place. `answer.text.slice(...span)` is the source to the letter. */
export interface Claim {
  /** Unique among the claims that are compared; also decides the order of equals. */
  readonly id: string;
  /** The statement without Markdown; hedges and modality stay in it. */
  readonly text: string;
  readonly answerId: string;
  readonly span: Span;
  readonly origin: ClaimOrigin;
  /** The offered option this claim stands for. Options exclude one another. */
  readonly option?: string;
}

/** What an answer says to a claim. `silent` is not disagreement. */
export type ClaimStance = 'supports' | 'disputes' | 'silent';

/**
 * What decided: `stance` the answer's own choice or own words, `parser` numbers, dates or names, `judge` an outside model,
 * `cue` word signs such as negation, the least certain.
 */
export type Decider = 'stance' | 'parser' | 'judge' | 'cue';

/** What was found between a statement and another, with the reason in words. */
export interface Comparison {
  readonly stance: ClaimStance;
  readonly by: Decider;
  /** "numbers differ: 12 % against 15 %". */
  readonly cue: string;
  /** 0 to 1, how much of their content words they share. Decides nothing by itself. */
  readonly overlap: number;
}

/** A claim made in one or more answers, with every place it was made. */
export interface MergedClaim {
  /** The id of its first member. */
  readonly id: string;
  readonly text: string;
  /** By rising id; at least one. */
  readonly members: readonly Claim[];
  readonly option?: string;
}

/** What one answer says to one merged claim. */
export interface ClaimRelation extends Comparison {
  readonly claimId: string;
  readonly answerId: string;
  /** The sentences of the answer that decided or came nearest, best first, at most three. */
  readonly passages: readonly Span[];
  /** True for a silence that shares enough words to be worth a question to a judge. */
  readonly isOpen: boolean;
}
