// One number learnt from graded questions: how far the evidence of votes is to be trusted as a whole.
import { type Ballot, type Option, requireSameLength } from './ballot.ts';
import { answerConfidence, type ConfidenceBasis } from './answer-confidence.ts';

/**
 * The sharpness t for `answerConfidence` that makes the graded questions likeliest: it minimises the mean log loss of the front option
 * being right plus ln(t)^2 4/N (temperature scaling, Guo et al. 2017, held near 1 when questions are few), over t from .2 to 4. `ballots`
 * is item x voice. 1 without items. Throws a RangeError when the lengths differ.
 */
export function fitSharpness(
  ballots: readonly (readonly Ballot[])[],
  gold: readonly Option[],
  basis: Omit<ConfidenceBasis, 'sharpness'>,
): number {
  requireSameLength(gold, ballots, 'right answers', 'items');
  let [best, least] = [1, Number.POSITIVE_INFINITY];
  for (let step = 0; step <= 40; step += 1) {
    const sharpness = Math.exp(Math.log(0.2) + (step / 40) * Math.log(20));
    let loss = 0;
    let items = 0;
    for (const [item, row] of ballots.entries()) {
      const [front] = answerConfidence(row, { ...basis, sharpness }).options;
      if (!front) continue;
      items += 1;
      const likelihood = front.option === gold[item] ? front.probability : 1 - front.probability;
      loss -= Math.log(Math.max(1e-9, likelihood));
    }
    if (items === 0) return 1;
    const total = (loss + 4 * Math.log(sharpness) ** 2) / items;
    if (total < least) [best, least] = [sharpness, total];
  }
  return best;
}
