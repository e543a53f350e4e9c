// Spending and its limits, in words. Pure.
import { formatUsd, type Spending } from '@parley/spec';
import { costWords } from '../run/money-words.ts';

/** "This month (November 2026) $1.20 of $20.00." */
export function monthWords({ month, total, limits }: Spending): string {
  const isNothing = total.usd === 0 && total.unpricedTokens === 0;
  const spent = isNothing ? 'nothing' : costWords(total);
  const limit = limits.perMonth === null ? '' : ` of ${formatUsd(limits.perMonth)}`;
  return `Spent this month (${monthName(month)}): ${spent}${limit}.${limits.perRun === null && limits.perMonth === null ? ' There is no limit.' : ''}`;
}

/** A typed amount in US dollars, with or without its sign; null for nothing typed, undefined for what is no amount. */
export function readLimit(typed: string): number | null | undefined {
  const text = typed.trim().replace(/^\$\s*/u, '');
  if (text === '') return null;
  if (!/^\d{1,6}([.,]\d{1,6})?$/u.test(text)) return undefined;
  return Number(text.replace(',', '.'));
}

function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
