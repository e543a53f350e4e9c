// parseDates: dates in a sentence as far as they are given. Works nothing out from a clock; "yesterday" is no date here.
import type { Span } from './claim.ts';

export interface DateFact {
  readonly text: string;
  readonly span: Span;
  readonly year?: number;
  /** 1 to 4. */
  readonly quarter?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
}

/** Month names and their usual short forms in English, German, French and Spanish. */
const months: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner', 'janvier', 'enero'],
  ['february', 'feb', 'februar', 'février', 'febrero'],
  ['march', 'mar', 'märz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'],
  ['july', 'jul', 'juli', 'juillet', 'julio'],
  ['august', 'aug', 'août', 'agosto'],
  ['september', 'sept', 'sep', 'septembre', 'septiembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'],
  ['december', 'dec', 'dezember', 'dez', 'décembre', 'diciembre'],
];
const monthName = months
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
const year = /(?:1[0-9]|20|21)\d\d/u.source;
const edge = '(?![\\p{L}\\p{N}])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  erste: 1,
  zweite: 2,
  dritte: 3,
  vierte: 4,
};

const anyMonth = new RegExp(monthName, 'iu');
const anyQuarter = /quarter|quartal/iu;
const anyYear = new RegExp(year, 'u');

/** In order of how much they say; what one has matched is not read again. `needs` is a cheap sign without which there is no match. */
const patterns: readonly { readonly needs: RegExp; readonly pattern: RegExp }[] = [
  {
    needs: /\d-\d/u,
    pattern: new RegExp(`(?<y>${year})-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\\d|3[01])(?:T[\\d:.]+Z?)?${edge}`, 'giu'),
  },
  {
    needs: /\d\.\s?\d/u,
    pattern: new RegExp(`(?<d>${day})\\.\\s?(?<m>0?[1-9]|1[0-2])\\.\\s?(?<y>${year})${edge}`, 'giu'),
  },
  { needs: /\d\/\d/u, pattern: new RegExp(`(?<a>${day})/(?<b>${day})/(?<y>${year})${edge}`, 'giu') },
  {
    needs: anyMonth,
    pattern: new RegExp(
      `(?<d>${day})(?:\\.|st|nd|rd|th|er|º)?(?:\\s+of|\\s+de)?\\s+(?<name>${monthName})\\.?(?:,?\\s+(?:de\\s+)?(?<y>${year}))?${edge}`,
      'giu',
    ),
  },
  {
    needs: anyMonth,
    pattern: new RegExp(
      `(?<name>${monthName})\\.?\\s+(?<d>${day})(?:st|nd|rd|th)?(?:,?\\s+(?<y>${year}))?${edge}`,
      'giu',
    ),
  },
  {
    needs: anyMonth,
    pattern: new RegExp(`(?<name>${monthName})\\.?,?\\s+(?:of\\s+|de\\s+)?(?<y>${year})${edge}`, 'giu'),
  },
  { needs: /Q[1-4]/u, pattern: new RegExp(`Q(?<q>[1-4])[\\s/]*(?:of\\s+)?(?<y>${year})?${edge}`, 'gu') },
  { needs: /\dQ|\d[\s-]Q/u, pattern: new RegExp(`(?<y>${year})[\\s-]?Q(?<q>[1-4])${edge}`, 'gu') },
  {
    needs: anyQuarter,
    pattern: new RegExp(
      `(?<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th)|(?:erste|zweite|dritte|vierte)[sn]?)\\s+(?:quarter|quartal)(?:\\s+(?:of\\s+)?(?<y>${year}))?${edge}`,
      'giu',
    ),
  },
  {
    needs: anyYear,
    pattern: new RegExp(
      `(?<=\\b(?:in|since|by|of|until|till|from|after|before|during|around|year|early|late|mid|for|to|and|im|seit|bis|ab|jahr|en|depuis|desde|hasta)[\\s-]|[(,–-]\\s?|^)(?<y>${year})(?=[\\s]*(?:$|[.,;:)!?–-]|(?:and|to|und|bis|until|was|were|is|the|when|as|by|with|at|compared|versus|vs)\\b)|\\s+\\p{Lu})${edge}`,
      'giu',
    ),
  },
];

/** Dates in order. In 3/4/2024 only the year is sure, because both orders are in use; 3/14/2024 is whole. */
export function parseDates(text: string): DateFact[] {
  const found: DateFact[] = [];
  for (const { needs, pattern } of patterns) {
    if (!needs.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const span: Span = [match.index, match.index + match[0].length];
      const isInside = /[\p{L}\p{N}]/u.test(text.charAt(span[0] - 1));
      if (isInside || found.some((other) => span[0] < other.span[1] && other.span[0] < span[1])) continue;
      const fields = readFields(match.groups ?? {});
      if (Object.keys(fields).length > 0) found.push({ text: match[0], span, ...fields });
    }
  }
  return found.sort((a, b) => a.span[0] - b.span[0]);
}

/** False when a part that both give differs; "March 2024" and "2024" can be the same. */
export function sameDate(a: DateFact, b: DateFact): boolean {
  const quarterOf = (date: DateFact) =>
    date.quarter ?? (date.month === undefined ? undefined : Math.ceil(date.month / 3));
  const differ = (x: number | undefined, y: number | undefined) => x !== undefined && y !== undefined && x !== y;
  return !(
    differ(a.year, b.year) ||
    differ(quarterOf(a), quarterOf(b)) ||
    differ(a.month, b.month) ||
    differ(a.day, b.day)
  );
}

function readFields(
  groups: Readonly<Record<string, string | undefined>>,
): Pick<DateFact, 'year' | 'quarter' | 'month' | 'day'> {
  const { y, m, d, a, b, q, name, ordinal } = groups;
  const named = name === undefined ? -1 : months.findIndex((names) => names.includes(name.toLowerCase()));
  const [first, second] = [Number(a), Number(b)];
  const slashed =
    a === undefined
      ? {}
      : first > 12
        ? { day: first, month: second }
        : second > 12
          ? { day: second, month: first }
          : {};
  const quarter = q === undefined ? ordinal && ordinals[ordinal.toLowerCase().replace(/(?<=e)[sn]$/u, '')] : Number(q);
  return {
    ...(y !== undefined && { year: Number(y) }),
    ...(quarter && { quarter }),
    ...(m !== undefined && { month: Number(m) }),
    ...(named >= 0 && { month: named + 1 }),
    ...(d !== undefined && { day: Number(d) }),
    ...slashed,
  };
}
