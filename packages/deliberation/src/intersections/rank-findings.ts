// The order in which findings are shown, and how many different ones they amount to. No hidden sum of scores.
import { textSimilarities } from '../text/tf-idf.ts';
import { vendiScore } from '../text/vendi-score.ts';
import type { Lift } from './lift-over-control.ts';
import type { FindingScores } from './score-finding.ts';

export interface ScoredFinding {
  readonly id: string;
  readonly text: string;
  readonly scores: FindingScores;
  /** Over the controls; absent where no control was run. */
  readonly lift?: Pick<Lift, 'lift' | 'reading'>;
}

export type RankedFinding<Scored extends ScoredFinding = ScoredFinding> = Scored & {
  /** From 1. */
  readonly rank: number;
  /** Which axis put it after the one before it; absent for the first. */
  readonly decidedBy?: Axis;
};

type Axis = 'control' | 'lift' | 'synergy' | 'plausibility' | 'novelty' | 'id';

/**
 * One axis after the other, the next only where the one before is equal: (1) the reading over control: above, then not to be told
 * from noise or not controlled, then below; (2) lift, to two decimals; (3) synergy before none; (4) plausibility, to one decimal,
 * unjudged last; (5) novelty; (6) id.
 */
export function rankFindings<Scored extends ScoredFinding>(findings: readonly Scored[]): RankedFinding<Scored>[] {
  const ordered = findings.toSorted((a, b) => compareFindings(a, b).order);
  return ordered.map((finding, index) => {
    const before = ordered[index - 1];
    return { ...finding, rank: index + 1, ...(before && { decidedBy: compareFindings(before, finding).axis }) };
  });
}

/** How many different findings the set amounts to: the Vendi score over TF-IDF cosines, 1 to n; 0 for none. */
export function findingSpread(texts: readonly string[]): number {
  return vendiScore(textSimilarities(texts));
}

const readings = { above: 0, noise: 1, below: 2 } as const;

function compareFindings(a: ScoredFinding, b: ScoredFinding): { order: number; axis: Axis } {
  const axes: readonly [Axis, number][] = [
    ['control', readings[a.lift?.reading ?? 'noise'] - readings[b.lift?.reading ?? 'noise']],
    ['lift', step(b.lift?.lift ?? 0, 100) - step(a.lift?.lift ?? 0, 100)],
    ['synergy', Number(b.scores.synergy.isSynergy) - Number(a.scores.synergy.isSynergy)],
    ['plausibility', step(b.scores.plausibility ?? -1, 10) - step(a.scores.plausibility ?? -1, 10)],
    ['novelty', b.scores.novelty - a.scores.novelty],
  ];
  const [axis, order] = axes.find(([, difference]) => difference !== 0) ?? [
    'id',
    a.id < b.id ? -1 : a.id > b.id ? 1 : 0,
  ];
  return { order, axis };
}

function step(value: number, steps: number): number {
  return Math.round(value * steps);
}
