// What a file of answers is once read: many voices on the same graded items, or one model asked many times. It knows no file format.
import type { Ballot, Option } from '@parley/deliberation';

export interface Member {
  readonly id: string;
  readonly vendor: string;
  /** The lineage: what the file calls the family, else what the name tells. */
  readonly line: string;
}

/** One answer of each member to each item. Every list of items has the same length and order. */
export interface AnswerSet {
  readonly kind: 'answers';
  readonly name: string;
  readonly members: readonly Member[];
  /** Member x item. */
  readonly answers: readonly (readonly Ballot[])[];
  readonly gold: readonly Option[];
  /** null for an open question. */
  readonly optionCounts: readonly (number | null)[];
  /** What was left out in reading, in sentences. */
  readonly remarks: readonly string[];
}

/** Repeated answers of one model under one prompt and temperature: item x draw. */
export interface SampleRun {
  readonly exam: string;
  readonly member: Member;
  readonly agent: string;
  readonly temperature: number | null;
  readonly draws: readonly (readonly Ballot[])[];
}

export interface SampleSet {
  readonly kind: 'samples';
  readonly name: string;
  readonly exams: ReadonlyMap<string, readonly (Option | null)[]>;
  readonly runs: readonly SampleRun[];
  readonly remarks: readonly string[];
}

export type DataSet = AnswerSet | SampleSet;

/** The number of options when every item has one: their mean. null as soon as one is an open question. */
export function optionCountOf({ optionCounts }: Pick<AnswerSet, 'optionCounts'>): number | null {
  let sum = 0;
  for (const count of optionCounts) {
    if (count === null) return null;
    sum += count;
  }
  return optionCounts.length === 0 ? null : sum / optionCounts.length;
}
