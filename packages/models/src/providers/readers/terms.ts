// Words as terms: lower-cased, stemmed, without stop words. The lexical and the graph reader count these.
import { stemmer } from 'stemmer';

const stopWords = new Set(
  `a about above after again against all also although am among an and any are as at be became because been before being below
  between both but by can cannot could did do does doing done down during each either else ever every few for from further had has
  have having he her here hers him his how however i if in into is it its itself just least less let like made make makes many may me might
  more most much must my near neither no nor not now of off often on once one only onto or other our out over own per rather same
  she should since so some still such than that the their them then there therefore these they this those though through thus to
  too toward under until up upon us very was we were what when where whether which while who whom whose why will with within
  without would yet you your`.split(/\s+/u),
);
const words = /[\p{L}\p{M}\p{N}]+(?:['’.][\p{L}\p{M}\p{N}]+)*/gu;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
let unspacedWords: Intl.Segmenter | undefined;
const stems = new Map<string, string>();
const keptStems = 50_000;

/**
 * The terms of a text in order, repeats included: Unicode words in lower case, English ones stemmed (Porter 1980, by the
 * `stemmer` package), English stop words dropped. Scripts written without spaces are cut by Intl.Segmenter's dictionary.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(words)) {
    const pieces = unspaced.test(word) ? dictionaryWords(word) : [word];
    for (const piece of pieces) if (!stopWords.has(piece)) terms.push(stemOf(piece));
  }
  return terms;
}

function dictionaryWords(run: string): string[] {
  unspacedWords ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return [...unspacedWords.segment(run)].flatMap((part) => (part.isWordLike ? [part.segment] : []));
}

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = /^[a-z][a-z'’]*$/u.test(word) ? stemmer(word.replace(/['’]s?$/u, '')) : word;
  if (stems.size >= keptStems) stems.clear();
  stems.set(word, stem);
  return stem;
}
