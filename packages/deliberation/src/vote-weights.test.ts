import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createRandom } from './bootstrap.ts';
import { choosePanel } from './choose-panel.ts';
import { estimateFromCrowd } from './dawid-skene.ts';
import { panelWeights } from './panel-weights.ts';
import { solveSymmetric } from './solve-linear.ts';
import {
  covarianceWeights,
  estimateAccuracies,
  estimateOptionCount,
  logOddsWeights,
  varianceWeights,
} from './vote-weights.ts';

const marks = (rows: readonly string[]): boolean[][] => rows.map((row) => Array.from(row).map((mark) => mark === '1'));

describe('what a record says', () => {
  it("is Laplace's rule", () => {
    expect(estimateAccuracies(marks(['1110', '0000']))).toEqual([4 / 6, 1 / 6]);
    expect(estimateAccuracies([])).toEqual([]);
    expect(() => estimateAccuracies(marks(['1', '11']))).toThrow(RangeError);
  });

  it('tells for how many options an open question stands', () => {
    // Wrong pairs: item 1 three (one the same), item 2 one (not the same), item 3 none.
    const answers = [
      ['x', 'x', 'A'],
      ['x', 'y', 'A'],
      ['z', 'A', 'q'],
    ];
    expect(estimateOptionCount(answers, ['A', 'A', 'A'])).toBe(1 + 6 / 2);
    expect(estimateOptionCount([], [])).toBe(3);
  });
});

describe('weights from accuracy', () => {
  it('are log-odds, floored at chance', () => {
    expect(logOddsWeights([0.8, 0.5, 0.2], 2)).toEqual([Math.log(0.8 / (1 - 0.8)), 0, 0]);
    expect(logOddsWeights([0.4], 4)[0]).toBeCloseTo(Math.log((0.4 * 3) / 0.6), 12);
    expect(() => logOddsWeights([1], 2)).toThrow(RangeError);
    expect(() => logOddsWeights([0.5], 1)).toThrow(
      new RangeError('A question must have at least 2 options, but it has 1.'),
    );
  });

  it('are gain over variance', () => {
    expect(varianceWeights([0.8, 0.25, 0.1], 4)).toEqual([(0.8 - 0.25) / (0.8 * (1 - 0.8)), 0, 0]);
  });
});

describe('weights from covariance', () => {
  it('are worked by hand for two voices', () => {
    // p = 4/6, 3/6. Covariance (N-1): .25, 1/3 and 1/6. Shrunk by one half to the mean variance 7/24, and the ridge.
    const [a, b, c] = [0.125 + 7 / 48 + 1e-4, 1 / 6 + 7 / 48 + 1e-4, 1 / 12];
    const [x, y] = [4 / 6 - 0.25, 0.5 - 0.25];
    const determinant = a * b - c * c;
    const weights = covarianceWeights(marks(['1110', '1010']), 4, 0.5);
    expect(weights[0]).toBeCloseTo((b * x - c * y) / determinant, 9);
    expect(weights[1]).toBeCloseTo((a * y - c * x) / determinant, 9);
  });

  it('share one vote among copies', () => {
    const random = createRandom(3);
    const voice = (): boolean[] => Array.from({ length: 200 }, () => random() < 0.7);
    const [copied, other] = [voice(), voice()];
    const [one = 0, two = 0, stranger = 0] = covarianceWeights([copied, copied, other], 2, 0.05);
    expect(one).toBeCloseTo(two, 9);
    expect(one + two).toBeLessThan(1.3 * stranger);
  });

  it('need two items', () => {
    expect(() => covarianceWeights(marks(['1']), 2)).toThrow(
      new RangeError('Covariance needs at least 2 graded items, but there are 1.'),
    );
    expect(() => covarianceWeights(marks(['10']), 2, 2)).toThrow(RangeError);
    expect(covarianceWeights([], 2)).toEqual([]);
  });

  test('follow the voices when these change places, and are never negative', () => {
    const record = fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(record, (rows) => {
        const weights = covarianceWeights(rows, 4);
        const turned = covarianceWeights(rows.toReversed(), 4).toReversed();
        for (const [voice, weight] of weights.entries()) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(turned[voice]).toBeCloseTo(weight, 6);
        }
      }),
    );
  });
});

describe('the weights of a panel', () => {
  it('are equal without a record, copies sharing what their block counts', () => {
    const share = 1 / (1 + 2 * 0.65);
    expect(panelWeights(['m', 'm', 'm', 'n'])).toEqual({ weights: [share, share, share, 1], basis: 'equal', items: 0 });
    expect(panelWeights(['m', 'm'])).toEqual({ weights: [1, 1], basis: 'equal', items: 0 });
    expect(panelWeights([])).toEqual({ weights: [], basis: 'equal', items: 0 });
  });

  it('come from the record from thirty items on', () => {
    const record = (items: number) => marks(['1110', '1010', '1000'].map((row) => row.repeat(20).slice(0, items)));
    expect(panelWeights(['a', 'b', 'c'], { marks: record(29) })).toEqual({
      weights: [1, 1, 1],
      basis: 'equal',
      items: 29,
    });
    const graded = panelWeights(['a', 'b', 'c'], { marks: record(30), optionCount: 4 });
    expect([graded.basis, graded.items, graded.weights[0]]).toEqual(['graded', 30, 1]);
    expect((graded.weights[2] ?? 1) < (graded.weights[1] ?? 0)).toBe(true);
  });

  it('are equal when nobody beats chance', () => {
    expect(panelWeights(['a', 'b'], { marks: marks(['0', '0'].map((row) => row.repeat(40))) }).basis).toBe('equal');
    expect(() => panelWeights(['a'], { marks: [] })).toThrow(RangeError);
  });
});

describe('without any grading', () => {
  it('one round is worked by hand', () => {
    // Two against one, each of weight ln(.7/.3): odds 49/9 to 21/9, that is .7 to .3.
    const { accuracies, beliefs } = estimateFromCrowd([['x'], ['x'], ['y']], { rounds: 1 });
    expect(accuracies.map((p) => Number(p.toFixed(9)))).toEqual([0.7, 0.7, 0.3]);
    expect(beliefs[0]?.map(({ option }) => option)).toEqual(['x', 'y']);
    expect(beliefs[0]?.[0]?.probability).toBeCloseTo(0.7, 9);
  });

  it('finds out who knows', () => {
    const random = createRandom(9);
    const gold = Array.from({ length: 300 }, () => Math.floor(random() * 4));
    const speak = (accuracy: number) =>
      gold.map((right) => (random() < accuracy ? right : (right + 1 + Math.floor(random() * 3)) % 4));
    const { accuracies } = estimateFromCrowd([0.9, 0.6, 0.5, 0.4, 0.4].map(speak), { optionCount: 4 });
    expect(accuracies.indexOf(Math.max(...accuracies))).toBe(0);
    expect(accuracies[0]).toBeGreaterThan(0.8);
  });

  it('leaves what nobody answered open', () => {
    expect(estimateFromCrowd([[null], [null]])).toEqual({ accuracies: [0.5, 0.5], beliefs: [[]] });
    expect(() => estimateFromCrowd([['a'], []])).toThrow(RangeError);
    expect(() => estimateFromCrowd([['a']], { rounds: 0 })).toThrow(RangeError);
  });
});

describe('whom to ask', () => {
  it('takes the best first, then who helps it, and not its copy', () => {
    const random = createRandom(5);
    const gold = Array.from({ length: 200 }, () => 'A');
    const speak = (accuracy: number) => gold.map(() => (random() < accuracy ? 'A' : random() < 0.5 ? 'B' : 'C'));
    const best = speak(0.85);
    const panel = choosePanel([speak(0.4), best, [...best], speak(0.7), speak(0.7)], gold, { size: 3, optionCount: 3 });
    expect(panel[0]?.voice).toBe(1);
    expect(new Set(panel.map(({ voice }) => voice))).toEqual(new Set([1, 3, 4]));
    expect(panel[2]?.accuracy).toBeGreaterThan(panel[0]?.accuracy ?? 1);
  });

  it('stops when there is nobody left', () => {
    const rows = [['A', 'A', 'B', 'A']];
    expect(choosePanel(rows, ['A', 'A', 'A', 'A'], { size: 4 })).toEqual([{ voice: 0, accuracy: 0.75 }]);
    expect(() => choosePanel(rows, ['A'], { size: 1 })).toThrow(RangeError);
  });
});

describe('a linear system', () => {
  it('is solved, or known to have no one solution', () => {
    const solved = solveSymmetric(
      [
        [4, 2],
        [2, 3],
      ],
      [2, 5],
    );
    expect(solved?.map((value) => Number(value.toFixed(12)))).toEqual([-0.5, 2]);
    expect(
      solveSymmetric(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 1],
      ),
    ).toBeNull();
    expect(solveSymmetric([], [])).toEqual([]);
    expect(() => solveSymmetric([[1]], [1, 2])).toThrow(RangeError);
  });
});
