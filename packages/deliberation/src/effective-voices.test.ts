import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clusterVoices, mergeVoices } from './cluster-voices.ts';
import { copyDiscount, effectiveVoices, voiceDiscounts } from './effective-voices.ts';
import { blendCorrelation, correlateVoices, rungOf } from './voice-correlation.ts';

/** Voices in blocks: `within` inside one, `between` otherwise. */
function blocks(sizes: readonly number[], within: number, between: number): number[][] {
  const block = sizes.flatMap((size, place) => Array.from({ length: size }, () => place));
  return block.map((one, a) => block.map((other, b) => (a === b ? 1 : one === other ? within : between)));
}

describe('effective voices', () => {
  it('is n/(1+(n-1)rho) when all are alike', () => {
    expect(effectiveVoices(blocks([9], 0.46, 0))).toBeCloseTo(9 / (1 + 8 * 0.46), 12);
    expect(effectiveVoices(blocks([1, 1, 1], 1, 0))).toBe(3);
    expect(effectiveVoices(blocks([5], 1, 0))).toBeCloseTo(1, 12);
    expect(effectiveVoices([])).toBe(0);
  });

  it('is (sum w)^2/(w R w) with weights, and takes negative correlation as none', () => {
    expect(
      effectiveVoices(
        [
          [1, 0.5],
          [0.5, 1],
        ],
        [2, 1],
      ),
    ).toBeCloseTo(9 / (4 + 1 + 2), 12);
    expect(
      effectiveVoices([
        [1, -0.5],
        [-0.5, 1],
      ]),
    ).toBe(2);
    expect(
      effectiveVoices(
        [
          [1, 0.5],
          [0.5, 1],
        ],
        [0, 0],
      ),
    ).toBe(0);
  });

  it('says what is wrong with correlations', () => {
    expect(() =>
      effectiveVoices([
        [1, 0.2],
        [0.3, 1],
      ]),
    ).toThrow(new RangeError('Correlations must be the same both ways.'));
    expect(() => effectiveVoices([[0.5]])).toThrow(new RangeError('A voice must correlate with itself by 1.'));
    expect(() =>
      effectiveVoices([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(RangeError);
    expect(() => effectiveVoices([[1, 0]])).toThrow(RangeError);
  });

  test('never fewer than one, never more than there are, and the order does not show', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, within, part) => {
          const rho = blocks(sizes, within, within * part);
          const counted = effectiveVoices(rho);
          expect(counted).toBeGreaterThanOrEqual(1 - 1e-9);
          expect(counted).toBeLessThanOrEqual(rho.length + 1e-9);
          expect(effectiveVoices(rho.toReversed().map((row) => row.toReversed()))).toBeCloseTo(counted, 9);
        },
      ),
    );
  });
});

describe('how much of a voice each one is', () => {
  it('is n_eff/n when all are alike', () => {
    const each = 1 / (1 + 4 * 0.65);
    for (const discount of voiceDiscounts(blocks([5], 0.65, 0))) expect(discount).toBeCloseTo(each, 5);
  });

  it('is the copy discount for a block of copies beside strangers', () => {
    const discounts = voiceDiscounts(blocks([5, 1, 1, 1], 0.65, 0));
    const expected = [...Array.from({ length: 5 }, () => copyDiscount(5, 0.65)), 1, 1, 1];
    for (const [voice, value] of expected.entries()) expect(discounts[voice]).toBeCloseTo(value, 5);
  });

  it('shares one voice among exact copies', () => {
    for (const discount of voiceDiscounts(blocks([4], 1, 0))) expect(discount).toBeCloseTo(0.25, 5);
  });

  it('holds for measured pairs that do not fit together', () => {
    const discounts = voiceDiscounts([
      [1, 0.9, 0],
      [0.9, 1, 0.9],
      [0, 0.9, 1],
    ]);
    expect(discounts.every((discount) => discount >= 0 && discount <= 1)).toBe(true);
    expect(discounts[0]).toBeCloseTo(discounts[2] ?? Number.NaN, 5);
  });

  test('exact copies add nothing to the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (strangers, copies, rho) => {
          const sum = (sizes: number[]) => voiceDiscounts(blocks(sizes, 1, rho)).reduce((total, one) => total + one, 0);
          const others = Array.from({ length: strangers }, () => 1);
          expect(sum([copies, ...others])).toBeCloseTo(sum([1, ...others]), 4);
        },
      ),
    );
  });

  it('discounts copies by the design effect', () => {
    expect([copyDiscount(1, 0.65), copyDiscount(3, 0.5), copyDiscount(4, 1)]).toEqual([1, 0.5, 0.25]);
    expect(() => copyDiscount(0, 0.5)).toThrow(RangeError);
    expect(() => copyDiscount(2, 1.5)).toThrow(RangeError);
  });
});

describe('correlation of two voices', () => {
  const voices = [
    { model: 'gpt-1', line: 'gpt' },
    { model: 'gpt-1', line: 'gpt' },
    { model: 'gpt-2', line: 'gpt' },
    { model: 'claude-1', line: 'claude' },
  ];

  it('goes by the rung they stand on', () => {
    const [first = { model: '', line: '' }] = voices;
    expect(voices.map((voice) => rungOf(first, voice))).toEqual([
      'same-model',
      'same-model',
      'same-line',
      'other-line',
    ]);
  });

  it('is assumed until it is measured', () => {
    expect(correlateVoices(voices)).toEqual({
      rho: [
        [1, 0.65, 0.6, 0.45],
        [0.65, 1, 0.6, 0.45],
        [0.6, 0.6, 1, 0.45],
        [0.45, 0.45, 0.45, 1],
      ],
      basis: 'assumed',
      items: 0,
    });
  });

  it('moves from the assumption to what was measured as items come in', () => {
    expect(blendCorrelation(0.45, 0.1, 19)).toEqual({ rho: 0.45, basis: 'assumed', items: 19 });
    expect(blendCorrelation(0.45, null, 500)).toEqual({ rho: 0.45, basis: 'assumed', items: 500 });
    expect(blendCorrelation(0.4, 0.1, 50)).toEqual({ rho: (50 * 0.1 + 100 * 0.4) / 150, basis: 'blended', items: 50 });
    expect(blendCorrelation(0.4, 0.2, 100)).toEqual({ rho: (20 + 40) / 200, basis: 'measured', items: 100 });
    expect(blendCorrelation(0.4, -1, 900)).toEqual({ rho: 0, basis: 'measured', items: 900 });
    expect(() => blendCorrelation(0.4, 2, 100)).toThrow(RangeError);
    expect(() => blendCorrelation(0.4, 0.2, 1.5)).toThrow(RangeError);
  });

  it('calls the whole what its weakest pair is', () => {
    const table = correlateVoices(voices.slice(1), (a, b) =>
      a + b === 1 ? { phi: 0.6, items: 40 } : { phi: 0.5, items: 200 },
    );
    expect([table.basis, table.items]).toEqual(['blended', 40]);
  });
});

describe('voices that count as one', () => {
  const rho = [
    [1, 0.2, 0.9, 0.1],
    [0.2, 1, 0.3, 0.1],
    [0.9, 0.3, 1, 0.1],
    [0.1, 0.1, 0.1, 1],
  ];

  it('fuses the nearest first, by the mean distance of the groups', () => {
    expect(mergeVoices(rho).map(({ groups, distance }) => ({ groups, distance: Number(distance.toFixed(9)) }))).toEqual(
      [
        { groups: [[0], [2]], distance: 0.1 },
        { groups: [[0, 2], [1]], distance: 0.75 },
        { groups: [[0, 1, 2], [3]], distance: 0.9 },
      ],
    );
  });

  it('leaves as many groups as asked for', () => {
    expect([1, 2, 3, 4, 9].map((count) => clusterVoices(rho, count))).toEqual([
      [[0, 1, 2, 3]],
      [[0, 1, 2], [3]],
      [[0, 2], [1], [3]],
      [[0], [1], [2], [3]],
      [[0], [1], [2], [3]],
    ]);
    expect(clusterVoices([], 2)).toEqual([]);
    expect(() => clusterVoices(rho, 0)).toThrow(RangeError);
  });
});
