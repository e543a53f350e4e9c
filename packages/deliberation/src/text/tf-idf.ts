// TF-IDF over words and bigrams, and the cosine of two texts. Similar is not agreeing: nothing here decides a stance.
import { splitWords } from './split-words.ts';
import { stripMarkdown } from './strip-markdown.ts';

/** A sparse vector of length 1 (0 for a text without words): feature number to weight, by rising feature. */
export interface TextVector {
  readonly features: Int32Array;
  readonly weights: Float64Array;
}

/**
 * One vector a text, in order. Features are words and neighbouring pairs of words of the text without Markdown; weight =
 * (1 + ln count) x (1 + ln((1 + n) / (1 + df))), then divided by the vector's length (sublinear tf, smooth idf). The idf is
 * that of these texts, so cosines compare within one call only.
 */
export function createTextVectors(texts: readonly string[]): TextVector[] {
  const numbers = new Map<string, number>();
  const documentCounts: number[] = [];
  const counts = texts.map((text) => {
    const own = new Map<number, number>();
    const words = splitWords(stripMarkdown(text));
    const add = (feature: string) => {
      const known = numbers.get(feature);
      const number = known ?? numbers.size;
      if (known === undefined) numbers.set(feature, number);
      own.set(number, (own.get(number) ?? 0) + 1);
    };
    for (const [at, word] of words.entries()) {
      add(word);
      const next = words[at + 1];
      if (next !== undefined) add(`${word} ${next}`);
    }
    for (const feature of own.keys()) documentCounts[feature] = (documentCounts[feature] ?? 0) + 1;
    return own;
  });
  return counts.map((own) => {
    const features = Int32Array.from(own.keys()).sort();
    const weights = Float64Array.from(
      features,
      (feature) =>
        (1 + Math.log(own.get(feature) ?? 1)) *
        (1 + Math.log((1 + texts.length) / (1 + (documentCounts[feature] ?? 0)))),
    );
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    return { features, weights: length > 0 ? weights.map((weight) => weight / length) : weights };
  });
}

/** Cosine of two vectors of one `createTextVectors`, 0 to 1; 0 when either text has no words. */
export function vectorCosine(a: TextVector, b: TextVector): number {
  let sum = 0;
  let left = 0;
  let right = 0;
  while (left < a.features.length && right < b.features.length) {
    const difference = (a.features[left] ?? 0) - (b.features[right] ?? 0);
    if (difference === 0) sum += (a.weights[left] ?? 0) * (b.weights[right] ?? 0);
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return Math.min(1, sum);
}

/** Cosines of every pair of texts: symmetric, 1 on the diagonal. */
export function textSimilarities(texts: readonly string[]): number[][] {
  const vectors = createTextVectors(texts);
  const rows = texts.map(() => Array.from({ length: texts.length }, () => 1));
  for (const [a, vector] of vectors.entries()) {
    for (const [b, other] of vectors.slice(0, a).entries()) {
      const cosine = vectorCosine(vector, other);
      const [row, column] = [rows[a], rows[b]];
      if (row) row[b] = cosine;
      if (column) column[a] = cosine;
    }
  }
  return rows;
}
