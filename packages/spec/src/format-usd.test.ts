import { expect, test } from 'vitest';
import { formatUsd } from './format-usd.ts';

test('dollars keep two digits that count, down to hundredths of a cent', () => {
  const told = [0, 0.00003, 0.0001, 0.00416, 0.0096, 0.042, 0.05, 0.0996, 0.12, 0.995, 1, 12.3, 1234.5];
  expect(told.map(formatUsd)).toEqual([
    '$0',
    'under $0.0001',
    '$0.0001',
    '$0.0042',
    '$0.0096',
    '$0.042',
    '$0.05',
    '$0.10',
    '$0.12',
    '$1.00',
    '$1.00',
    '$12.30',
    '$1,234.50',
  ]);
});
