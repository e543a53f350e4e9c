// parseNames: proper names in a sentence, seen by their capitals. Knows no list of people or places.
import type { Span } from './claim.ts';

export interface NameFact {
  readonly text: string;
  readonly span: Span;
}

const word = /(?:\p{Lu}[\p{L}\p{N}'’&-]*|\d*\p{Lu}[\p{L}\p{N}]*)/u.source;
const sequence = new RegExp(
  `(?<![\\p{L}\\p{N}])${word}(?:(?:\\.)?[ \\u00a0](?:(?:of|the|de|del|la|von|van|der|di|da|du|al|bin|and(?=[ ]\\p{Lu}\\p{L}+[ ](?:Inc|Co|Sons))) ){0,2}${word})*`,
  'gu',
);
/** Capitals that make no name: pronouns, openers, days, months. */
const ordinary =
  /^(?:I|The|A|An|In|On|At|It|Its|This|That|These|Those|They|We|Our|He|She|His|Her|If|When|While|For|As|But|And|Or|So|By|To|From|No|Not|All|Each|Every|Both|Since|After|Before|Under|With|Without|However|Therefore|Thus|Hence|There|Here|Some|Most|Many|Such|Q[1-4]|H[12]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|USD|EUR|GBP|CHF|JPY|INR)$/u;
/** German writes every noun with a capital, so capitals say nothing there. */
const german = /\b(?:der|die|das|und|ist|nicht|ein|eine|mit|auf|für|wird|sind|von|den|dem)\b/gu;

/** Names in order. A capital at the start of the sentence counts only within a longer name, or in capitals throughout. */
export function parseNames(text: string): NameFact[] {
  if ((text.match(german) ?? []).length > 1) return [];
  const found: NameFact[] = [];
  for (const { 0: matched, index } of text.matchAll(sequence)) {
    let name = matched;
    let start = index;
    // "The European Union": the opener goes, the name stays.
    for (let space = name.indexOf(' '); space > 0 && ordinary.test(name.slice(0, space)); space = name.indexOf(' ')) {
      start += space + 1;
      name = name.slice(space + 1);
    }
    const isFirst = !/[\p{L}\p{N}]/u.test(text.slice(0, start));
    const isLone = !name.includes(' ') && !/^\P{L}*\p{Lu}.*[\p{Lu}\p{N}]/u.test(name);
    if (ordinary.test(name) || (isFirst && isLone) || !/\p{L}{2}/u.test(name)) continue;
    found.push({ text: name, span: [start, start + name.length] });
  }
  return found;
}
