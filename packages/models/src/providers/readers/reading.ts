// What a reading engine is given and what it owes: the contract between the provider and its three engines.
import type { Candidate } from './candidates.ts';
import type { Pace } from './pace.ts';

/** One reading task. */
export interface Reading {
  readonly candidates: readonly Candidate[];
  readonly question: string;
  readonly domain: string;
  /** How many candidates to choose at most; at least 1. */
  readonly limit: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/**
 * Chooses candidates, the strongest first, yielding each as soon as it is chosen; none when nothing is relevant. The same
 * reading gives the same choice.
 */
export type ReadingEngine = (reading: Reading) => AsyncIterable<Candidate>;
