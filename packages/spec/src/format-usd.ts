// US dollars as people read them, from fractions of a cent up. Pure.

/** "$12.30", "$0.12", "$0.05", "$0.0042", "under $0.0001"; "$0" only for nothing. */
export function formatUsd(usd: number): string {
  if (usd <= 0) return '$0';
  if (usd < 0.0001) return 'under $0.0001';
  if (usd >= 0.0995) {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    return `$${usd.toLocaleString('en', digits)}`;
  }
  // Two digits that count, and never more than hundredths of a cent.
  const decimals = Math.min(4, 1 - Math.floor(Math.log10(usd)));
  return `$${usd.toFixed(decimals).replace(/(\.\d\d)0+$/u, '$1')}`;
}
