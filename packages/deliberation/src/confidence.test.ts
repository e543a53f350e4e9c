import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answerConfidence } from './answer-confidence.ts';
import { createRandom } from './bootstrap.ts';
import { brierScore, calibrationError, historyBand, reliabilityBins } from './calibration.ts';
import { voiceDiscounts } from './effective-voices.ts';
import { fitLogarithmic, fitSaturating } from './fit-curve.ts';
import { fitSharpness } from './fit-sharpness.ts';
import { correlateVoices } from './voice-correlation.ts';

describe('confidence of an answer', () => {
  it('is the posterior over what was named, and one part for what was not', () => {
    const w = Math.log(3);
    const { options, unnamed } = answerConfidence(['a', 'a', 'b', null], { weights: [w, w, w, w] });
    expect(options.map(({ option }) => option)).toEqual(['a', 'b']);
    expect(options[0]?.probability).toBeCloseTo(9 / 13, 12);
    expect(unnamed).toBeCloseTo(1 / 13, 12);
  });

  it('leaves nothing unnamed when all options are named', () => {
    const { options, unnamed } = answerConfidence(['a', 'b'], { weights: [Math.log(4), 0], optionCount: 2 });
    expect(options[0]?.probability).toBeCloseTo(0.8, 12);
    expect(unnamed).toBe(0);
  });

  it('is discounted by n_eff/n where all voices are alike', () => {
    const weights = [1, 1, 1, 1, 1];
    const discounts = voiceDiscounts(weights.map((_, a) => weights.map((_, b) => (a === b ? 1 : 0.6))));
    const [front] = answerConfidence(['a', 'a', 'a', 'a', 'a'], { weights, discounts }).options;
    const evidence = 5 / (1 + 4 * 0.6);
    expect(front?.probability).toBeCloseTo(Math.exp(evidence) / (Math.exp(evidence) + 1), 5);
  });

  it('does not overflow, and knows an empty vote', () => {
    expect(answerConfidence(['a'], { weights: [5000] }).options).toEqual([{ option: 'a', probability: 1 }]);
    expect(answerConfidence([null], { weights: [1] })).toEqual({ options: [], unnamed: 1 });
  });

  it('says what is wrong with its basis', () => {
    expect(() => answerConfidence(['a'], { weights: [] })).toThrow(RangeError);
    expect(() => answerConfidence(['a'], { weights: [1], discounts: [1.5] })).toThrow(
      new RangeError('A discount must lie between 0 and 1, but one is 1.5.'),
    );
    expect(() => answerConfidence(['a'], { weights: [Number.POSITIVE_INFINITY] })).toThrow(RangeError);
  });

  test('adds up to 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', null), fc.double({ min: 0, max: 20, noNaN: true }))),
        (voices) => {
          const { options, unnamed } = answerConfidence(
            voices.map(([ballot]) => ballot),
            { weights: voices.map(([, weight]) => weight) },
          );
          expect(options.reduce((sum, { probability }) => sum + probability, unnamed)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  describe('copies never count as independent voices', () => {
    /** The confidence in 'a' of a panel against others that say 'b', when `extra` more voices say 'a'. */
    function confidence(extra: number, kind: 'copies' | 'independent', others: number, weight: number): number {
      const panel = [
        { model: 'm', line: 'x' },
        ...Array.from({ length: others }, (_, place) => ({ model: `o${place}`, line: `o${place}` })),
        ...Array.from({ length: extra }, (_, place) =>
          kind === 'copies' ? { model: 'm', line: 'x' } : { model: `i${place}`, line: `i${place}` },
        ),
      ];
      const ballots = panel.map((_, place) => (place > 0 && place <= others ? 'b' : 'a'));
      const { rho } = correlateVoices(panel);
      const { options } = answerConfidence(ballots, {
        weights: panel.map(() => weight),
        discounts: voiceDiscounts(rho),
      });
      return options.find(({ option }) => option === 'a')?.probability ?? 0;
    }

    test('k copies move the confidence less than k voices of other lines do', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 0, max: 5 }),
          fc.double({ min: 0.2, max: 3, noNaN: true }),
          (extra, others, weight) => {
            expect(confidence(extra, 'copies', others, weight)).toBeLessThan(
              confidence(extra, 'independent', others, weight),
            );
          },
        ),
      );
    });

    test('exact copies do not move it at all, also beside other voices', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4 }), (copies, others) => {
          const at = (count: number): number => {
            const size = 1 + others + count;
            const isCopy = (place: number): boolean => place === 0 || place > others;
            const rho = Array.from({ length: size }, (_, a) =>
              Array.from({ length: size }, (_, b) => (a === b || (isCopy(a) && isCopy(b)) ? 1 : 0.4)),
            );
            const { options } = answerConfidence(
              rho.map((_, place) => (isCopy(place) ? 'a' : 'b')),
              { weights: rho.map(() => 1.5), discounts: voiceDiscounts(rho) },
            );
            return options.find(({ option }) => option === 'a')?.probability ?? 0;
          };
          expect(at(copies)).toBeCloseTo(at(0), 4);
        }),
      );
    });

    it('nine copies stay below what two strangers give, where the naive form is all but sure', () => {
      const weights = Array.from({ length: 10 }, () => 1.5);
      const [naive] = answerConfidence(
        weights.map(() => 'a'),
        { weights },
      ).options;
      expect(naive?.probability).toBeGreaterThan(0.999);
      expect(confidence(9, 'copies', 0, 1.5)).toBeLessThan(confidence(2, 'independent', 0, 1.5));
    });
  });
});

describe('sharpness', () => {
  const basis = { weights: [1, 1, 1] };

  it('falls when the votes were wrong more often than they claimed, and rises when they were right', () => {
    const ballots = Array.from({ length: 60 }, () => ['a', 'a', 'a']);
    const gold = (right: number) => ballots.map((_, item) => (item < right ? 'a' : 'b'));
    // Three of weight 1 claim e^3/(e^3+1) = .953; with t it is 1/(1+e^-3t).
    expect(fitSharpness(ballots, gold(57), basis)).toBeCloseTo(1, 1);
    expect(fitSharpness(ballots, gold(40), basis)).toBeLessThan(0.5);
    expect(fitSharpness(ballots, gold(60), basis)).toBeGreaterThan(1.2);
  });

  it('is 1 without anything to learn from', () => {
    expect(fitSharpness([], [], basis)).toBe(1);
    expect(fitSharpness([[null, null, null]], ['a'], basis)).toBe(1);
    expect(() => fitSharpness([], ['a'], basis)).toThrow(RangeError);
  });
});

describe('calibration', () => {
  const claims = [
    { confidence: 0.95, right: true },
    { confidence: 0.85, right: true },
    { confidence: 0.85, right: false },
    { confidence: 1, right: true },
  ];

  it('is the mean gap between claimed and true, by bins', () => {
    // Bin .8: |.85 - .5| for two; bin .9: |.975 - 1| for two.
    expect(calibrationError(claims)).toBeCloseTo((2 * 0.35 + 2 * 0.025) / 4, 12);
    expect(brierScore(claims)).toBeCloseTo((0.0025 + 0.0225 + 0.7225 + 0) / 4, 12);
    expect([calibrationError([]), brierScore([])]).toEqual([null, null]);
    expect(() => calibrationError([{ confidence: 1.1, right: true }])).toThrow(RangeError);
  });

  it('keeps empty bins, and 1 in the last', () => {
    const bins = reliabilityBins(claims, 2);
    expect(bins.map(({ from, to, items }) => [from, to, items])).toEqual([
      [0, 0.5, 0],
      [0.5, 1, 4],
    ]);
    expect(bins[0]).toMatchObject({ confidence: null, share: null, low: 0, high: 1 });
  });

  it("is shown as Wilson's interval", () => {
    const { share, low, high, items } = historyBand(8, 10);
    expect([share, items]).toEqual([0.8, 10]);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(historyBand(0, 0)).toEqual({ share: null, low: 0, high: 1, items: 0 });
    expect(() => historyBand(3, 2)).toThrow(RangeError);
  });

  test('lies within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() })),
        (some) => {
          for (const value of [calibrationError(some) ?? 0, brierScore(some) ?? 0]) {
            expect(value >= 0 && value <= 1).toBe(true);
          }
          const { low, high } = historyBand(some.filter(({ right }) => right).length, some.length);
          expect(low >= 0 && low <= high && high <= 1).toBe(true);
        },
      ),
    );
  });
});

describe('the curve of more copies', () => {
  it('finds the numbers a saturating curve was made of', () => {
    const points = [1, 3, 5, 9, 15, 39].map((k) => ({ k, accuracy: 0.66 - 0.09 * Math.exp(-(k - 1) / 3.2) }));
    const { ceiling, gap, tau, r2 } = fitSaturating(points);
    expect([ceiling, gap, tau, r2].map((value) => Number(value.toFixed(4)))).toEqual([0.66, 0.09, 3.2, 1]);
    expect(fitLogarithmic(points).r2).toBeLessThan(0.95);
  });

  it('finds the numbers a logarithmic curve was made of', () => {
    const { start, slope, r2 } = fitLogarithmic([1, 2, 4, 8].map((k) => ({ k, accuracy: 0.5 + 0.05 * Math.log(k) })));
    expect([start, slope, r2].map((value) => Number(value.toFixed(9)))).toEqual([0.5, 0.05, 1]);
  });

  it('fits a flat line, and asks for enough points', () => {
    expect(fitSaturating([1, 3, 5].map((k) => ({ k, accuracy: 0.7 })))).toMatchObject({ r2: 1 });
    expect(() => fitSaturating([1, 1, 3].map((k) => ({ k, accuracy: 0.7 })))).toThrow(
      new RangeError('The fit needs at least 3 different numbers of voices, but there are 2.'),
    );
    expect(() => fitLogarithmic([0, 3].map((k) => ({ k, accuracy: 0.7 })))).toThrow(RangeError);
  });
});

describe('two hundred answers to a hundred items', () => {
  test('are numbers without holes', () => {
    const random = createRandom(1);
    const size = 200;
    const voices = Array.from({ length: size }, (_, place) => ({ model: `m${place % 40}`, line: `l${place % 10}` }));
    const { rho } = correlateVoices(voices);
    const discounts = voiceDiscounts(rho);
    const ballots = voices.map(() => Math.floor(random() * 5));
    const { options, unnamed } = answerConfidence(ballots, { weights: voices.map(() => 1), discounts });
    expect(discounts.every((discount) => discount > 0 && discount < 1)).toBe(true);
    expect(options.reduce((sum, { probability }) => sum + probability, unnamed)).toBeCloseTo(1, 9);
  });
});
