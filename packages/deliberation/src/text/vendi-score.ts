// The Vendi score: how many different things a set of n texts amounts to. It measures spread and never correctness.
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

/**
 * exp(-sum l ln l) over the eigenvalues l of K/n (Friedman and Dieng 2023), from 1 (all the same) to n. `similarities` is a
 * symmetric positive semi-definite n x n matrix with 1 on its diagonal; 0 for an empty one. Tiny negative eigenvalues, which
 * rounding makes, count as 0.
 */
export function vendiScore(similarities: readonly (readonly number[])[]): number {
  const n = similarities.length;
  if (n === 0) return 0;
  const shares = symmetricEigenvalues(similarities).map((value) => Math.max(0, value / n));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const entropy = shares.reduce((sum, share) => (share > 0 ? sum - (share / total) * Math.log(share / total) : sum), 0);
  return Math.min(n, Math.exp(entropy));
}
