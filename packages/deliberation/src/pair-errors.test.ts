import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorsOfPairs } from './pair-errors.ts';
import { type GradedQuestion, readPanelHistory } from './panel-history.ts';

const origins = ['a', 'b', 'c'].map((model) => ({ model, line: model }));
const question = fc
  .record({
    decision: fc.constantFrom('x', 'y', null),
    truth: fc.constantFrom('x', 'y', null),
    right: fc.boolean(),
    votes: fc.array(fc.record({ origin: fc.constantFrom(...origins), answer: fc.constantFrom('x', 'Y', null) }), {
      maxLength: 6,
    }),
  })
  .map(
    ({ votes, ...rest }): GradedQuestion => ({
      ...rest,
      outcome: 'majority',
      options: 2,
      votes: votes.map(({ origin, answer }) => ({ ...origin, answer })),
    }),
  );

test('every pair is told as the history of a panel of the two tells it', () => {
  fc.assert(
    fc.property(fc.array(question, { maxLength: 30 }), (questions) => {
      const errors = errorsOfPairs(questions);
      for (const one of origins) {
        for (const other of origins) {
          const { phi, items } = readPanelHistory(questions, [one, other]).pair(0, 1);
          const found = errors(one.model, other.model);
          expect(found.items).toBe(items);
          if (phi === null) expect(found.phi).toBeNull();
          else expect(found.phi).toBeCloseTo(phi, 10);
        }
      }
    }),
  );
});

test('models that never met have no errors in common', () => {
  expect(errorsOfPairs([])('a', 'b')).toEqual({ phi: null, items: 0 });
});
