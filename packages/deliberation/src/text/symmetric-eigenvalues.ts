// Eigenvalues of small symmetric matrices by Jacobi rotations. Knows nothing of what the numbers mean.

const MOST_SWEEPS = 30;

/**
 * All eigenvalues, largest first. Cyclic Jacobi (Golub and Van Loan, section 8.5); only the upper triangle is read. Meant for
 * n up to about 200.
 */
export function symmetricEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const n = matrix.length;
  const a = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = row; column < n; column += 1) {
      const value = matrix[row]?.[column] ?? 0;
      a[row * n + column] = value;
      a[column * n + row] = value;
    }
  }
  const total = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += 2 * at(a, p * n + q) ** 2;
    if (off <= total * 1e-22) break;
    // What is far below the average off-diagonal element is left for a later sweep.
    const skip = Math.sqrt(off / (n * n)) * 1e-3;
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) if (Math.abs(at(a, p * n + q)) > skip) rotate(a, n, p, q);
    }
  }
  return Array.from({ length: n }, (_, index) => at(a, index * n + index)).sort((x, y) => y - x);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

/** Turns the plane of p and q so that a[p][q] becomes 0; rows stay current, columns are mirrored from them. */
function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const apq = at(a, p * n + q);
  const app = at(a, p * n + p);
  const aqq = at(a, q * n + q);
  const theta = (aqq - app) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k += 1) {
    const akp = at(a, p * n + k);
    const akq = at(a, q * n + k);
    const turnedP = c * akp - s * akq;
    const turnedQ = s * akp + c * akq;
    a[p * n + k] = turnedP;
    a[k * n + p] = turnedP;
    a[q * n + k] = turnedQ;
    a[k * n + q] = turnedQ;
  }
  a[p * n + p] = app - t * apq;
  a[q * n + q] = aqq + t * apq;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}
