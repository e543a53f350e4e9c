// What a run would ask of models, in words. Pure.
import { formatUsd, type PlanEstimate } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** "4 calls, about 12,000 tokens"; readers call nothing, so a mesh of readers has "no model calls". */
export function estimateWords({ calls, inputTokens }: PlanEstimate): string {
  if (calls.most === 0) return 'no model calls';
  const tokens = roundCoarsely((inputTokens.least + inputTokens.most) / 2);
  return `${rangeWords(calls, 'call')}, about ${countWords(tokens, 'token')}`;
}

/** "about $0.02 to $0.31, 5 s to 2 min"; empty when nothing is called. */
export function estimateCostWords({ calls, usd, unpricedCalls, seconds }: PlanEstimate): string {
  if (calls.most === 0) return '';
  return `${priceWords(usd, unpricedCalls, calls)}, ${secondsWords(seconds)}`;
}

/** The same with what it leaves open. */
export function estimateDetail(estimate: PlanEstimate): string {
  const { calls, inputTokens, longestPath, usd, unpricedCalls, seconds, secondsFrom } = estimate;
  if (calls.most === 0) return 'Local readers and joins run on this machine and cost nothing.';
  const wait =
    longestPath > 1
      ? `Up to ${longestPath} calls wait for one another`
      : calls.most > 1
        ? 'All calls run side by side'
        : 'It is one call';
  return [
    `A guess from the length of the material: models read ${rangeWords(inputTokens, 'token')}, and write 200 to 2,000 in each call.`,
    unpricedCalls.most === calls.most ? '' : `By list prices that costs about ${usdWords(usd)}.`,
    unpricedCalls.most === 0
      ? ''
      : `Nobody knows the price of ${rangeWords(unpricedCalls, 'call')}${unpricedCalls.most === calls.most ? '' : ': that comes on top'}.`,
    `${wait}, about ${secondsWords(seconds)} in all, ${paces[secondsFrom]}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const paces: Record<PlanEstimate['secondsFrom'], string> = {
  history: 'by how long earlier calls of the same models took here',
  assumed: 'taking 30 to 80 tokens a second for granted',
  both: 'by how long earlier calls took here, and 30 to 80 tokens a second for models without any',
};

/** "about $0.02 to $0.31", "price unknown", "no cost", or the least where some prices are unknown. */
export function priceWords(
  usd: PlanEstimate['usd'],
  unpriced: PlanEstimate['calls'],
  calls: PlanEstimate['calls'],
): string {
  if (unpriced.most === calls.most) return 'price unknown';
  if (unpriced.most > 0) return `at least ${formatUsd(usd.least)}`;
  return usd.most === 0 ? 'no cost' : `about ${usdWords(usd)}`;
}

function usdWords({ least, most }: PlanEstimate['usd']): string {
  const [from, to] = [formatUsd(least), formatUsd(most)];
  return from === to ? to : `${from} to ${to}`;
}

/** "5 s to 2 min", "8 s": seconds up to a minute and a half, then minutes. */
function secondsWords({ least, most }: PlanEstimate['seconds']): string {
  const words = (seconds: number) =>
    seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
  const [from, to] = [words(least), words(most)];
  return from === to ? to : `${from} to ${to}`;
}

function rangeWords({ least, most }: PlanEstimate['calls'], one: string): string {
  return least === most ? countWords(most, one) : `${least.toLocaleString('en')} to ${countWords(most, one)}`;
}

/** To two digits: more would claim to know more. */
function roundCoarsely(tokens: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 1);
  return Math.round(tokens / step) * step;
}
