// Small dense symmetric systems, for panels of up to a few hundred voices.

/**
 * Solves A x = b by Cholesky's factorisation, O(n^3). A is symmetric, n x n; null when it is not positive definite. Throws a RangeError
 * when the shapes differ.
 */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  if (matrix.length !== n || matrix.some((row) => row.length !== n)) {
    throw new RangeError(`The matrix must be ${n} x ${n}, as long as the right side.`);
  }
  const lower: Float64Array[] = [];
  for (const [i, given] of matrix.entries()) {
    const row = new Float64Array(n);
    lower.push(row);
    for (const [j, other] of lower.entries()) {
      let sum = given[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i !== j) row[j] = sum / (other[j] ?? 1);
      else if (sum > 1e-12) row[j] = Math.sqrt(sum);
      else return null;
    }
  }
  const x = Float64Array.from(right);
  for (const [i, row] of lower.entries()) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - (row[k] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (row[i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] ?? 0) - (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (lower[i]?.[i] ?? 1);
  }
  return [...x];
}
