// parseNumbers: amounts in a sentence as intervals with units. Knows nothing of what is counted; dates are parsed elsewhere.
import { numberWords } from '../text/number-words.ts';
import type { Span } from './claim.ts';

export interface NumberFact {
  /** As it is written, unit included. */
  readonly text: string;
  readonly span: Span;
  /**
   * What it can mean, likeliest first: [low, high], equal ends for a plain number. "1.234" has two readings, because its
   * point may divide thousands; "at least 5" is [5, Infinity]; "10 to 15" is [10, 15].
   */
  readonly readings: readonly (readonly [low: number, high: number])[];
  /** Half a unit of the last digit that is written, or 5 % after "about": what lies nearer is not different. 0 for counts. */
  readonly tolerance: number;
  /** `%`, `pp`, a currency code, or empty. */
  readonly unit: string;
  /** Up to three words that follow, in lower case: what is counted. */
  readonly counted: readonly string[];
}

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  usd: 'USD',
  eur: 'EUR',
  gbp: 'GBP',
  jpy: 'JPY',
  chf: 'CHF',
  inr: 'INR',
  dollar: 'USD',
  dollars: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  pound: 'GBP',
  pounds: 'GBP',
  franken: 'CHF',
  yen: 'JPY',
};
const magnitudes: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  mille: 1e3,
  mil: 1e3,
  lakh: 1e5,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millones: 1e6,
  mio: 1e6,
  mn: 1e6,
  crore: 1e7,
  billion: 1e9,
  billions: 1e9,
  bn: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  milliard: 1e9,
  milliards: 1e9,
  mrd: 1e9,
  trillion: 1e12,
  trillions: 1e12,
  billionen: 1e12,
};
const words: Readonly<Record<string, number>> = {
  ...numberWords,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  dozen: 12,
};

const anyNumber = new RegExp(`\\d|\\b(?:${Object.keys(words).join('|')})\\b`, 'iu');
const figure = /\d(?:[\d.,]|['’\u00a0\u202f _](?=\d{3}(?!\d)))*/u.source;
const scale = `(?:\\s?(?:${Object.keys(magnitudes)
  .filter((name) => name !== 'k')
  .join('|')})\\b|[kK]\\b|(?<=[$€£]\\s?\\d[\\d.,]{0,12})[mMbB]\\b)?`;
const unit =
  /\s?(?:%|‰|percentage points?|pp\b|per\s?cent\b|percent\b|Prozentpunkte?n?\b|Prozent\b|pour cent\b|por ciento\b|[€$£¥₹]|(?:USD|EUR|GBP|JPY|CHF|INR|dollars?|euros?|pounds?|Franken|yen)\b)/u
    .source;
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}_#.,]|\\d[:/])(?<before>(?:USD|EUR|GBP|JPY|CHF|INR|[$€£¥₹])\\s?)?(?<sign>[-−](?=\\d))?(?<digits>${figure}|\\b(?:${Object.keys(words).join('|')})\\b)(?<scale>${scale})(?<unit>${unit})?(?![\\p{L}\\p{N}])(?!(?<=\\d)[.:/]\\d)`,
  'giu',
);

/** Amounts in order. Ordinals, versions, times and what stands inside words are none; `skip` holds ranges (dates) to leave out. */
export function parseNumbers(text: string, skip: readonly Span[] = []): NumberFact[] {
  const found: NumberFact[] = [];
  if (!anyNumber.test(text)) return found;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    let written = match[0].trimEnd();
    const { digits = '', before = '', sign, scale: by = '', unit: after = '' } = match.groups ?? {};
    // A comma or point that ends the clause is no part of the number.
    const bare = digits.replace(/[.,]+$/u, '');
    if (bare !== digits && (by || after)) continue;
    if (bare !== digits) written = written.slice(0, written.length - (digits.length - bare.length));
    const end = start + written.length;
    if (skip.some(([from, to]) => start < to && from < end)) continue;
    const factor = (magnitudes[by.trim().toLowerCase()] ?? shortScale(by)) * (sign ? -1 : 1);
    const values = readFigure(bare).map((value) => value * factor);
    if (values.length === 0) continue;
    const rest = text.slice(end, end + 80);
    const lead = text.slice(Math.max(0, start - LONGEST_LEAD), start);
    const isAbout =
      /\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.|etwa|rund|environ|unos)\s*$|[~≈]\s*$/iu.test(
        lead,
      );
    const last = values[0] ?? 0;
    const unit = unitOf(before, after);
    const step = Math.abs(factor) * 10 ** -decimals(bare);
    // Whole numbers without a unit are counts: 12 people are not 12.4, but 12 % may be 12.4 % rounded.
    const rounding = unit === '' && step === 1 ? 0 : step / 2;
    found.push({
      text: written,
      span: [start, end],
      readings: values.map((value) => bounds(value, lead, rest)),
      tolerance: Math.max(rounding, isAbout ? Math.abs(last) * ABOUT : 0),
      unit,
      counted:
        (/^[\s-]*([^.;:!?()]*)/u.exec(rest)?.[1] ?? '')
          .toLowerCase()
          .match(/\p{L}{2,}/gu)
          ?.slice(0, 3) ?? [],
    });
  }
  return joinRanges(text, found);
}

/** Whether the two can be the same amount under some reading. */
export function sameAmount(a: NumberFact, b: NumberFact): boolean {
  const slack = Math.max(a.tolerance, b.tolerance) + 1e-9 * Math.max(largestEnd(a), largestEnd(b));
  for (const [low, high] of a.readings)
    for (const [from, to] of b.readings) if (low <= to + slack && from <= high + slack) return true;
  return false;
}

function largestEnd({ readings }: NumberFact): number {
  let largest = 0;
  for (const reading of readings)
    for (const end of reading) if (Number.isFinite(end)) largest = Math.max(largest, Math.abs(end));
  return largest;
}

function shortScale(by: string): number {
  return /m/iu.test(by) ? 1e6 : /b/iu.test(by) ? 1e9 : 1;
}

/** Decimals as written under the likeliest reading. */
function decimals(bare: string): number {
  const written = /[.,](\d+)$/u.exec(bare)?.[1]?.length ?? 0;
  return written === 3 && Number.isInteger(readFigure(bare)[0]) ? 0 : written;
}

/** How far "about 100" may lie from 100. */
const ABOUT = 0.05;
/** "approximately " and "no fewer than " fit. */
const LONGEST_LEAD = 16;
const commaGroups = /^\d{1,3}(?:,\d{3})+$/u;
const pointGroups = /^\d{1,3}(?:\.\d{3})+$/u;

/** Values a row of digits and separators can have, likeliest first; none when it is no number (a version, an address). */
function readFigure(bare: string): number[] {
  const word = words[bare.toLowerCase()];
  if (word !== undefined) return [word];
  const compact = bare.replace(/['’\u00a0\u202f _]/gu, '');
  const points = compact.split('.').length - 1;
  const commas = compact.split(',').length - 1;
  const grouped = (mark: string) => (mark === ',' ? commaGroups : pointGroups);
  const plain = (decimal: string) => Number(compact.replaceAll(decimal === '.' ? ',' : '.', '').replace(decimal, '.'));
  if (points > 0 && commas > 0) {
    const decimal = compact.lastIndexOf('.') > compact.lastIndexOf(',') ? '.' : ',';
    const [whole = '', ...rest] = compact.split(decimal);
    return rest.length === 1 && grouped(decimal === '.' ? ',' : '.').test(whole) ? [plain(decimal)] : [];
  }
  const mark = points > 0 ? '.' : ',';
  if (points + commas === 0) return [Number(compact)];
  const isGrouped = grouped(mark).test(compact) && !compact.startsWith('0');
  if (points + commas > 1) return isGrouped ? [Number(compact.replaceAll(mark, ''))] : [];
  const asDecimal = Number(compact.replace(',', '.'));
  if (!isGrouped) return [asDecimal];
  const asThousands = Number(compact.replace(mark, ''));
  return mark === ',' ? [asThousands, asDecimal] : [asDecimal, asThousands];
}

function bounds(value: number, lead: string, rest: string): readonly [number, number] {
  if (
    /\b(?:at least|no (?:less|fewer) than|more than|over|above|exceed(?:s|ed|ing)?|mindestens|mehr als|über|plus de|más de)\s*$|[>≥]=?\s*$/iu.test(
      lead,
    ) ||
    /^(?:\s*or (?:more|higher)|\+(?!\s*[\d(]))/u.test(rest)
  )
    return [value, Number.POSITIVE_INFINITY];
  if (
    /\b(?:at most|no more than|less than|fewer than|under|below|up to|höchstens|weniger als|bis zu|moins de|menos de)\s*$|[<≤]=?\s*$/iu.test(
      lead,
    ) ||
    /^\s*(?:or less|or fewer)/u.test(rest)
  )
    return [Number.NEGATIVE_INFINITY, value];
  return [value, value];
}

function unitOf(before: string, after: string): string {
  const sign = after.trim().toLowerCase();
  if (/^(?:%|per\s?cent|percent|prozent|pour cent|por ciento)$/u.test(sign)) return '%';
  if (/^(?:pp|percentage points?|prozentpunkte?n?)$/u.test(sign)) return 'pp';
  return currencies[before.trim().toLowerCase()] ?? currencies[sign] ?? (sign === '‰' ? '‰' : '');
}

/** "10 to 15 %" and "between 10 and 15" are one amount. */
function joinRanges(text: string, facts: readonly NumberFact[]): NumberFact[] {
  const joined: NumberFact[] = [];
  for (const fact of facts) {
    const last = joined.at(-1);
    const gap = last && text.slice(last.span[1], fact.span[0]);
    const lead = last && text.slice(Math.max(0, last.span[0] - 12), last.span[0]);
    const isRange =
      gap !== undefined &&
      (/^\s*(?:[-–—]|to|bis|à|a)\s*$/u.test(gap) ||
        (/^\s*(?:and|und|et|y)\s*$/u.test(gap) && /\b(?:between|zwischen|entre)\s*$/iu.test(lead ?? '')));
    if (last && isRange && (last.unit === '' || last.unit === fact.unit)) {
      joined.pop();
      const ends = [last, fact].flatMap(({ readings }) => readings[0] ?? []);
      joined.push({
        ...fact,
        text: text.slice(last.span[0], fact.span[1]),
        span: [last.span[0], fact.span[1]],
        readings: [[Math.min(...ends), Math.max(...ends)]],
      });
    } else joined.push(fact);
  }
  return joined;
}
