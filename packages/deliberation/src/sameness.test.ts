import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bootstrapInterval, createRandom } from './bootstrap.ts';
import { markAnswers } from './ballot.ts';
import { measureSameness } from './measure-sameness.ts';
import { capa, capaOfProbabilities, errorConsistency, errorCorrelation, sameWrongAnswer } from './pair-sameness.ts';
import { onePerLine, pseudoGold } from './pseudo-gold.ts';
import { intraclassCorrelation, krippendorffAlpha } from './reliability.ts';

const answer = fc.option(fc.constantFrom('A', 'B', 'C', 'D'), { nil: null });
const paired = fc.array(fc.tuple(answer, answer, fc.constantFrom('A', 'B', 'C', 'D')), { minLength: 1, maxLength: 60 });

describe('CAPA', () => {
  // Four items of four options: a is right on 1 and 2, b on 1; both say C on 3.
  const gold = ['A', 'A', 'A', 'A'];
  const a = ['A', 'A', 'C', 'B'];
  const b = ['A', 'B', 'C', 'D'];

  it('is agreement beyond what two independent voices of these accuracies show', () => {
    const expected = (2 / 4) * (1 / 4) + (1 / 3) * (2 / 4) * (3 / 4);
    expect(capa(a, b, gold, 4)).toEqual({
      value: (0.5 - expected) / (1 - expected),
      observed: 0.5,
      expected,
      items: 4,
    });
  });

  it('takes no chance agreement for open questions, and the number of options of each item otherwise', () => {
    expect(capa(a, b, gold).expected).toBe(0.125);
    expect(capa(a, b, gold, [2, 3, null, 4]).expected).toBeCloseTo(0.125 + ((1 + 0.5 + 0 + 1 / 3) / 4) * 0.375, 12);
  });

  it('never counts two missing answers as agreeing', () => {
    expect(capa([null, 'A'], [null, 'A'], ['A', 'A'], 4).observed).toBe(0.5);
  });

  it('says nothing where nothing can be said', () => {
    expect(capa(['A'], ['A'], ['A'], 4).value).toBeNull();
    expect(capa([], [], []).value).toBeNull();
    expect(() => capa(['A'], ['A'], ['A'], 1)).toThrow(
      new RangeError('A question must have at least 2 options, but one has 1.'),
    );
    expect(() => capa(['A'], ['A', 'B'], ['A'])).toThrow(RangeError);
  });

  it('on certain probabilities is CAPA on answers', () => {
    const rows = (answers: readonly string[]) =>
      answers.map((one) => ['A', 'B', 'C', 'D'].map((option) => (option === one ? 1 : 0)));
    expect(capaOfProbabilities(rows(a), rows(b), [0, 0, 0, 0])).toEqual(capa(a, b, gold, 4));
  });

  it('on probabilities is worked by hand', () => {
    // One item of two options: observed .6*.7+.4*.3 = .54, expected .42 + 1*.4*.3 = .54.
    const { value, observed } = capaOfProbabilities([[0.6, 0.4]], [[0.7, 0.3]], [0]);
    expect(observed).toBeCloseTo(0.54, 12);
    expect(value).toBeCloseTo(0, 12);
    expect(() => capaOfProbabilities([[0.6, 0.6]], [[0.5, 0.5]], [0])).toThrow(RangeError);
    expect(() => capaOfProbabilities([[0.5, 0.5]], [[0.5, 0.5]], [2])).toThrow(RangeError);
  });

  test('is the same both ways, at most 1, and 1 for a voice with itself', () => {
    fc.assert(
      fc.property(paired, (items) => {
        const [one, other, right] = [items.map(([x]) => x), items.map(([, y]) => y), items.map(([, , z]) => z)];
        const there = capa(one, other, right, 4);
        expect(capa(other, one, right, 4).value ?? 9).toBeCloseTo(there.value ?? 9, 9);
        expect(there.value ?? 0).toBeLessThanOrEqual(1);
        const spoken = right.map((_, item) => one[item] ?? 'A');
        expect(capa(spoken, spoken, right, 4).value ?? 1).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('the sameness of a pair as it is shown', () => {
  const gold = Array.from({ length: 80 }, (_, item) => (item % 8 === 7 ? null : 'A'));
  const a = gold.map((_, item) => (item % 4 === 0 ? 'B' : 'A'));
  const b = gold.map((_, item) => (item % 8 === 0 ? 'B' : item % 8 === 4 ? 'C' : 'A'));

  it('is CAPA on the items with gold, within its interval', () => {
    const { value, interval, items } = measureSameness(a, b, gold, { random: createRandom(2), optionCounts: 4 });
    const known = [...gold.keys()].filter((item) => gold[item] !== null);
    const at = (row: readonly (string | null)[]) => known.map((item) => row[item] ?? 'A');
    expect([value, items]).toEqual([capa(at(a), at(b), at(gold), 4).value, 70]);
    expect(interval?.low).toBeLessThan(value ?? 0);
    expect(interval?.high).toBeGreaterThan(value ?? 1);
  });

  it('narrows with more items, and says nothing without any', () => {
    const width = (times: number): number => {
      const many = <Value>(row: readonly Value[]) => Array.from({ length: times }, () => row).flat();
      const { interval } = measureSameness(many(a), many(b), many(gold), { random: createRandom(2), optionCounts: 4 });
      return (interval?.high ?? 0) - (interval?.low ?? 0);
    };
    expect(width(9)).toBeLessThan(width(1) / 2);
    expect(measureSameness(['A'], ['A'], [null], { random: createRandom(2) })).toEqual({
      value: null,
      interval: null,
      items: 0,
    });
  });
});

describe('errors two voices share', () => {
  const one = [true, true, true, false, false, false];
  const other = [true, true, false, true, false, false];

  it('phi is the correlation of the marks', () => {
    // cov = 2/6 - 1/4 = 1/12, variance 1/4 each.
    expect(errorCorrelation(one, other)).toBeCloseTo(1 / 3, 12);
    expect(errorCorrelation(one, one)).toBe(1);
    expect(errorCorrelation([true, true], [true, false])).toBeNull();
  });

  it('error consistency is kappa on the marks', () => {
    const { value, observed, expected } = errorConsistency(one, other);
    expect([observed, expected]).toEqual([4 / 6, 0.5]);
    expect(value).toBeCloseTo(1 / 3, 12);
  });

  it('counts the same wrong answer beside what chance would give', () => {
    const gold = ['A', 'A', 'A', 'A', 'A'];
    const a = ['B', 'B', 'B', 'A', null];
    const b = ['B', 'C', null, 'B', null];
    expect(sameWrongAnswer(a, b, gold, 4)).toEqual({ rate: 1 / 4, chance: (1 / 3 + 1 / 3) / 4, bothWrong: 4 });
    expect(sameWrongAnswer(a, b, gold)).toEqual({ rate: 1 / 4, chance: null, bothWrong: 4 });
    expect(sameWrongAnswer(['A'], ['B'], ['A'])).toEqual({ rate: null, chance: null, bothWrong: 0 });
  });

  it('marks a missing answer as wrong', () => {
    expect(markAnswers(['A', null, 'B'], ['A', 'A', 'A'])).toEqual([true, false, false]);
  });

  test('phi and the rate stay within their bounds and do not mind which voice comes first', () => {
    fc.assert(
      fc.property(paired, (items) => {
        const [left, right, gold] = [items.map(([x]) => x), items.map(([, y]) => y), items.map(([, , z]) => z)];
        const phi = errorCorrelation(markAnswers(left, gold), markAnswers(right, gold));
        expect(errorCorrelation(markAnswers(right, gold), markAnswers(left, gold))).toBe(phi);
        expect(Math.abs(phi ?? 0)).toBeLessThanOrEqual(1);
        const wrong = sameWrongAnswer(left, right, gold, 4);
        expect(sameWrongAnswer(right, left, gold, 4)).toEqual(wrong);
        expect((wrong.rate ?? 0) >= 0 && (wrong.rate ?? 0) <= 1).toBe(true);
      }),
    );
  });
});

describe('without grading', () => {
  it('each line has one vote however many voices it has', () => {
    const answers = [
      ['A', 'A', 'B', null],
      ['A', 'B', 'B', null],
      ['A', null, 'B', null],
      ['B', 'A', 'A', null],
      ['B', 'B', 'C', null],
    ];
    // Item 1: A 1, B 2. Item 2: A 1.5, B 1.5. Item 3: one each. Item 4: nobody.
    expect(pseudoGold(answers, ['x', 'x', 'x', 'y', 'z'])).toEqual(['B', null, null, null]);
  });

  it('takes one voice of each line, the best where it is known', () => {
    expect(onePerLine(['x', 'y', 'x', 'z', 'y'])).toEqual([0, 1, 3]);
    expect(onePerLine(['x', 'y', 'x', 'z', 'y'], [0.1, 0.5, 0.7, 0, 0.5])).toEqual([1, 2, 3]);
  });
});

describe('agreement of many', () => {
  it("is Krippendorff's alpha of his own example, .743 for names, with missing values", () => {
    const ratings = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'].map((row) =>
      Array.from(row).map((value) => (value === '.' ? null : value)),
    );
    const { value, items } = krippendorffAlpha(ratings);
    expect(items).toBe(11);
    expect(value).toBeCloseTo(0.743, 3);
  });

  it('is worked by hand for two raters', () => {
    // Pairs aa, ab, bb: D_o = 2/6; n_a = 3, n_b = 3: D_e = 18/30.
    expect(
      krippendorffAlpha([
        ['a', 'a', 'b'],
        ['a', 'b', 'b'],
      ]).value,
    ).toBeCloseTo(1 - 2 / 6 / (18 / 30), 12);
    expect(krippendorffAlpha([['a'], ['a']]).value).toBeNull();
    expect(() => krippendorffAlpha([['a'], []])).toThrow(RangeError);
  });

  test('alpha does not mind the order of raters', () => {
    fc.assert(
      fc.property(paired, (items) => {
        const rows = [0, 1, 2].map((rater) => items.map((item) => item[rater] ?? null));
        const there = krippendorffAlpha(rows).value;
        const back = krippendorffAlpha(rows.toReversed()).value;
        expect(back === null ? back : Number(back.toFixed(9))).toBe(there === null ? there : Number(there.toFixed(9)));
        expect(there ?? 0).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('of repeated samples is the intraclass correlation', () => {
    // Shares 1, .5, 0 of two samples: variance .5/3, noise .25/3, over .25.
    const halves = [2, 1, 0].map((right) => ({ right, samples: 2 }));
    expect(intraclassCorrelation(halves)).toBeCloseTo(1 / 3, 12);
    expect(intraclassCorrelation([4, 0].map((right) => ({ right, samples: 4 })))).toBe(1);
    expect(intraclassCorrelation([{ right: 2, samples: 2 }])).toBeNull();
    expect(() => intraclassCorrelation([{ right: 1, samples: 1 }])).toThrow(RangeError);
  });
});

describe('chance handed in', () => {
  it('repeats itself for a seed', () => {
    const [one, same, other] = [createRandom(7), createRandom(7), createRandom(8)];
    const draws = Array.from({ length: 5 }, one);
    expect(Array.from({ length: 5 }, same)).toEqual(draws);
    expect(Array.from({ length: 5 }, other)).not.toEqual(draws);
  });

  it('bootstraps a mean to about two standard errors either side', () => {
    const values = Array.from({ length: 400 }, (_, place) => place % 2);
    const interval = bootstrapInterval(
      400,
      (places) => places.reduce((sum, place) => sum + (values[place] ?? 0), 0) / 400,
      createRandom(1),
    );
    expect(interval?.low).toBeCloseTo(0.451, 1);
    expect(interval?.high).toBeCloseTo(0.549, 1);
    expect(bootstrapInterval(3, () => null, createRandom(1))).toBeNull();
    expect(() => bootstrapInterval(0, () => 1, createRandom(1))).toThrow(RangeError);
  });
});
