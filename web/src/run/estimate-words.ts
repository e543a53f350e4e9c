// What a run would ask of models, in words. Pure.
import type { PlanEstimate } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** "4 calls, about 12,000 tokens"; readers call nothing, so a mesh of readers has "no model calls". */
export function estimateWords({ calls, inputTokens }: PlanEstimate): string {
  if (calls.most === 0) return 'no model calls';
  const tokens = roundCoarsely((inputTokens.least + inputTokens.most) / 2);
  return `${rangeWords(calls, 'call')}, about ${countWords(tokens, 'token')}`;
}

/** The same with what it leaves open. */
export function estimateDetail({ calls, inputTokens, longestPath }: PlanEstimate): string {
  if (calls.most === 0) return 'Local readers and joins run on this machine and cost nothing.';
  const wait =
    longestPath > 1
      ? ` Up to ${longestPath} calls wait for one another.`
      : calls.most > 1
        ? ' All of them run side by side.'
        : '';
  return `A guess from the length of the material: models read ${rangeWords(inputTokens, 'token')}, and what they write comes on top.${wait}`;
}

function rangeWords({ least, most }: PlanEstimate['calls'], one: string): string {
  return least === most ? countWords(most, one) : `${least.toLocaleString('en')} to ${countWords(most, one)}`;
}

/** To two digits: more would claim to know more. */
function roundCoarsely(tokens: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 1);
  return Math.round(tokens / step) * step;
}
