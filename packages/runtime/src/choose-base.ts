// chooseBase: the answer a report starts from. Editing the best-supported answer beats blending all of them, so one is chosen and said.
import type { Answer, Report, Verdict } from '@parley/spec';
import { count } from './wording.ts';

/**
 * Of the models that spoke (of the readers where no model did) the one that chose what was decided (what most chose where nobody decides), then the one that supports most
 * of what several lines claim, less what it disputes of it; ties by edge order. Undefined with fewer than two answers.
 */
export function chooseBase(
  answers: readonly Answer[],
  claims: Verdict['claims'],
  decision: { readonly stance: string; readonly isVerdict: boolean } | undefined,
): Report['base'] {
  const models = answers.filter(({ voice }) => voice.kind === 'model');
  const candidates = models.length > 0 ? models : answers;
  if (answers.length < 2) return undefined;
  const shared = (claims?.claims ?? []).filter(({ bucket }) => bucket === 'consensus');
  const ranked = candidates
    .map((answer) => {
      const stances = shared.map(
        ({ relations }) => relations.find(({ voice }) => voice === answer.voice.nodeId)?.stance ?? 'silent',
      );
      const supports = stances.filter((stance) => stance === 'supports').length;
      const disputes = stances.filter((stance) => stance === 'disputes').length;
      const chose = decision !== undefined && answer.stance?.toLowerCase() === decision.stance.toLowerCase();
      return { voice: answer.voice, chose, supports, disputes, whole: answer.outcome === 'complete' };
    })
    .toSorted(
      (one, other) =>
        Number(other.whole) - Number(one.whole) ||
        Number(other.chose) - Number(one.chose) ||
        other.supports - other.disputes - (one.supports - one.disputes),
    );
  const [best, second] = ranked;
  if (!best) return undefined;
  const isLevel =
    second !== undefined &&
    best.chose === second.chose &&
    best.whole === second.whole &&
    best.supports - best.disputes === second.supports - second.disputes;
  const reasons = [
    best.chose &&
      decision &&
      `it chose "${decision.stance}", ${decision.isVerdict ? 'which was decided' : 'as did most of those that chose'}`,
    shared.length > 0 &&
      `it supports ${best.supports} of ${count(shared.length, 'claim')} that several families share${best.disputes > 0 ? ` and disputes ${best.disputes}` : ''}`,
    isLevel && 'others are supported as well, and it comes first',
  ].filter((reason) => typeof reason === 'string');
  const words = reasons.length > 0 ? reasons.join('; ') : 'it is the first that is whole';
  return { voice: best.voice.nodeId, reason: `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.` };
}
