// How far apart embedding vectors lie. The vectors come from outside; what they were made of is not known here.

/**
 * 1 - mean cosine over all pairs, 0 (all alike) to 2; undefined for fewer than two vectors that are not zero. Length and
 * format weigh heavily in embeddings, and a sentence and its opposite lie close together: spread, never correctness.
 */
export function embeddingDispersion(vectors: readonly (readonly number[])[]): number | undefined {
  const units = vectors.flatMap((vector) => {
    const length = Math.hypot(...vector);
    return length > 0 ? [vector.map((value) => value / length)] : [];
  });
  const n = units.length;
  if (n < 2) return undefined;
  // The sum of all pairs' cosines is the squared length of the sum, less the n cosines of a vector with itself.
  const sum: number[] = [];
  for (const unit of units) for (const [index, value] of unit.entries()) sum[index] = (sum[index] ?? 0) + value;
  const squared = sum.reduce((total, value) => total + value * value, 0);
  return 1 - (squared - n) / (n * (n - 1));
}
