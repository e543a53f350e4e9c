import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DebateAnswer, type DebateTask, traceDebate } from './trace-debate.ts';

const question = 'May the tenant keep the café on the ground floor?';
const say = (
  voice: string,
  stance: string | undefined,
  text: string,
  more: Partial<DebateAnswer> = {},
): DebateAnswer => ({
  voice,
  text,
  quotations: [],
  ...(stance !== undefined && { position: { key: stance.toLowerCase(), label: stance } }),
  ...more,
});
const held = (...rounds: DebateAnswer[][]): DebateTask => ({
  question,
  rounds: rounds.map((answers) => ({ answers, missing: [] })),
});

const silence = 'Clause 7.3 counts silence for six weeks as consent to the tenant.';
const first = [
  say('a', 'yes', silence),
  say('b', 'yes', 'The landlord did not answer, so consent counts as given under 7.3.'),
  say('c', 'no', 'Notices under the lease must be signed, and the e-mail was not.'),
];

describe('who moved', () => {
  test('a vote that stays has no moves', () => {
    expect(traceDebate(held(first, first))).toEqual({
      rounds: [
        {
          tally: [
            { stance: 'yes', voices: ['a', 'b'] },
            { stance: 'no', voices: ['c'] },
          ],
          silent: [],
          missing: [],
        },
        {
          tally: [
            { stance: 'yes', voices: ['a', 'b'] },
            { stance: 'no', voices: ['c'] },
          ],
          silent: [],
          missing: [],
        },
      ],
      moves: [],
    });
  });

  test('to the many with their own words, or with talk about the debate, is a move without an argument', () => {
    for (const text of [
      'I agree with the others. Consent counts as given when the landlord does not answer for six weeks.',
      'Having considered the other two answers I change my view: the majority convinced me, and my earlier reasoning was wrong.',
    ]) {
      expect(traceDebate(held(first, [...first.slice(0, 2), say('c', 'yes', text)])).moves).toEqual([
        { voice: 'c', round: 2, from: 'no', to: 'yes', toMajority: true },
      ]);
    }
  });

  test('a statement, a figure or a place that nobody had is an argument, cut when it is long', () => {
    const reason = 'The heating of the building was never licensed for gastronomy by the municipality.';
    const moved = (text: string, more?: Partial<DebateAnswer>) =>
      traceDebate(held(first, [...first.slice(1), say('a', 'no', text, more)])).moves;
    const move = { voice: 'a', round: 2, from: 'yes', to: 'no', toMajority: false };
    expect(moved(`I move. ${reason}`)).toEqual([{ ...move, argument: reason }]);
    expect(moved('The tenant must count from 9 May.')).toEqual([
      { ...move, argument: 'The tenant must count from 9 May.' },
    ]);
    expect(moved('I see it now.', { claims: ['No.', reason] })).toEqual([{ ...move, argument: reason }]);
    const quotation = { document: 'lease', span: [10, 40] as const, text: 'in writing and signed' };
    expect(moved('I see it now.', { quotations: [quotation] })).toEqual([{ ...move, argument: quotation.text }]);
    const [long] = moved(`${Array.from({ length: 200 }, (_, index) => `ground${index}`).join(' ')}.`);
    expect(long?.argument).toHaveLength(300);
  });

  test('what was quoted before is no argument, and neither is an old one said in a later round', () => {
    const quotation = { document: 'lease', span: [10, 40] as const, text: 'in writing and signed' };
    const quoting = first.map((answer) => (answer.voice === 'b' ? { ...answer, quotations: [quotation] } : answer));
    const again = say('c', 'yes', 'I see it now.', { quotations: [{ ...quotation, span: [12, 30] }] });
    expect(traceDebate(held(quoting, [...first.slice(0, 2), again])).moves[0]?.argument).toBeUndefined();
    const second = [
      say('a', 'yes', `${silence} The municipality licensed gastronomy there decades ago.`),
      ...first.slice(1),
    ];
    const third = [...second.slice(0, 2), say('c', 'yes', 'The municipality licensed gastronomy there decades ago.')];
    expect(traceDebate(held(first, second, third)).moves).toEqual([
      { voice: 'c', round: 3, from: 'no', to: 'yes', toMajority: true },
    ]);
  });

  test('of a very long answer the first and the last statements are looked at', () => {
    const old = Array.from({ length: 1_500 }, () => silence);
    const reason = 'The heating of the building was never licensed for gastronomy by the municipality.';
    const argue = (...statements: string[]) =>
      traceDebate(held(first, [...first.slice(1), say('a', 'no', statements.join(' '))])).moves[0]?.argument;
    expect(argue(...old, ...old, reason)).toBe(reason);
    expect(argue(...old, reason, ...old)).toBeUndefined();
  });

  test('more than half of the others is most of them, and a voice that was away is compared with what it said last', () => {
    const level = [...first, say('d', 'no', 'It was not signed.')];
    const after = [...first.slice(1), say('d', 'no', 'It was not signed.')];
    expect(traceDebate(held(level, [...after, say('a', 'no', 'I agree.')])).moves[0]?.toMajority).toBe(true);
    expect(traceDebate(held(first, [...first.slice(1), say('a', 'no', 'I agree.')])).moves[0]?.toMajority).toBe(false);
    const away = {
      question,
      rounds: [
        { answers: first, missing: [] },
        { answers: first.slice(0, 2), missing: ['c'] },
        { answers: [...first.slice(0, 2), say('c', undefined, 'I cannot tell.')], missing: [] },
      ],
    };
    expect(traceDebate(away)).toEqual({
      rounds: [
        expect.anything(),
        { tally: [{ stance: 'yes', voices: ['a', 'b'] }], silent: [], missing: ['c'] },
        { tally: [{ stance: 'yes', voices: ['a', 'b'] }], silent: ['c'], missing: [] },
      ],
      moves: [{ voice: 'c', round: 3, from: 'no', toMajority: false }],
    });
  });
});

describe('whatever is said', () => {
  const answer = fc.record({
    stance: fc.option(fc.constantFrom('yes', 'no'), { nil: undefined }),
    text: fc.string({ maxLength: 60 }),
  });
  const rounds = fc.array(fc.array(answer, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  const toTask = (
    said: readonly (readonly { stance: string | undefined; text: string }[])[],
    order: readonly number[],
  ) =>
    held(
      ...said.map((answers) =>
        order.flatMap((at) => {
          const each = answers[at];
          return each ? [say(`v${at}`, each.stance, each.text)] : [];
        }),
      ),
    );

  test('votes add up, and the order of the voices changes no move', () => {
    fc.assert(
      fc.property(rounds, (said) => {
        const one = traceDebate(toTask(said, [0, 1, 2]));
        const other = traceDebate(toTask(said, [2, 0, 1]));
        const sorted = (moves: typeof one.moves) =>
          moves.toSorted((a, b) => a.round - b.round || (a.voice < b.voice ? -1 : 1));
        expect(sorted(other.moves)).toEqual(sorted(one.moves));
        for (const { tally, silent } of one.rounds) {
          expect(tally.flatMap(({ voices }) => voices).length + silent.length).toBe(3);
        }
        for (const { round, from, to } of one.moves) expect([round >= 2, from === to]).toEqual([true, false]);
      }),
      { numRuns: 200 },
    );
  });

  test('who says again what it said before brings nothing new', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 3, maxLength: 3 }), (said) => {
        const swapped = said.map(({ text }, at) => ({ text, stance: said[(at + 1) % 3]?.stance }));
        expect(
          traceDebate(toTask([said, swapped], [0, 1, 2])).moves.every(({ argument }) => argument === undefined),
        ).toBe(true);
      }),
    );
  });
});
