import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HeldAnswer, readPattern } from './divergence-pattern.ts';

/** "xxx xy" is one family with three voices for x and one with x and y; "-" is silent. */
function hold(shape: string): HeldAnswer[] {
  return shape.split(' ').flatMap((voices, index) =>
    [...voices].map((cluster) => ({
      family: `f${String(index).padStart(2, '0')}`,
      ...(cluster !== '-' && { cluster }),
    })),
  );
}

test.each([
  // Repeats: sureness is measured.
  ['xxx xxx xxx', 'repeats', 'agree', 'x', []],
  ['xxx xxx xyz', 'repeats', 'lead', 'x', []],
  ['xxx yyz zyx', 'repeats', 'lead', 'x', []],
  ['xxy yyz zxx', 'repeats', 'scatter', 'x', []],
  ['xxx yyy xyz', 'repeats', 'rival', undefined, ['x', 'y']],
  ['xxxxy xxxxx', 'repeats', 'agree', 'x', []],
  ['xxx xxx y', 'repeats', 'lead', 'x', []],
  ['xx- yy-', 'repeats', 'rival', undefined, ['x', 'y']],
  // One voice a family: only the spread is known.
  ['x x x', 'single', 'agree', 'x', []],
  ['x x y', 'single', 'lead', 'x', []],
  ['x y', 'single', 'scatter', undefined, []],
  ['x y z', 'single', 'scatter', undefined, []],
  ['x x y y', 'single', 'rival', undefined, ['x', 'y']],
  ['x x x x x x y y y y', 'single', 'rival', 'x', ['x', 'y']],
  ['x x x x x x x x x y', 'single', 'lead', 'x', []],
  ['x x x x x y y z u v', 'single', 'scatter', 'x', []],
  ['x x x y y y z z z', 'single', 'scatter', undefined, []],
  // One family repeated among many asked once measures nothing about the others.
  ['xxy x x x', 'single', 'agree', 'x', []],
  ['xy x x', 'single', 'lead', 'x', []],
  ['x', 'single', 'unknown', undefined, []],
  ['x - -', 'single', 'unknown', undefined, []],
] as const)('%s is %s, %s', (shape, basis, kind, leading, rivals) => {
  const pattern = readPattern(hold(shape));
  expect([pattern.basis, pattern.kind, pattern.leading, pattern.rivals]).toEqual([basis, kind, leading, rivals]);
});

test('the words say what was measured and what was not', () => {
  const words = (shape: string) => readPattern(hold(shape)).words;
  expect(words('xxx xxx xyz')).toBe('2 families are sure, one wobbles: check this answer.');
  expect(words('xxx yyz zyx')).toBe('One family is sure, the others wobble: check this answer.');
  expect(words('xxx yyy')).toBe(
    'Two families are each sure of different things: suspect the question, it may be ambiguous.',
  );
  expect(words('x x y')).toBe(
    '2 of 3 families give the same answer and the others do not join them: check it. Each family was asked once, so nobody can tell whether it is sure; ask again to know.',
  );
  expect(readPattern(hold('x x y')).families.map(({ hold: how }) => how)).toEqual([
    'asked-once',
    'asked-once',
    'asked-once',
  ]);
  expect(readPattern([]).words).toBe('Nobody has spoken yet.');
});

const panels = fc
  .array(
    fc.record({ family: fc.constantFrom('a', 'b', 'c', 'd'), cluster: fc.constantFrom('x', 'y', 'z', undefined) }),
    { maxLength: 14 },
  )
  .map((list): HeldAnswer[] =>
    list.map(({ family, cluster }) => ({ family, ...(cluster !== undefined && { cluster }) })),
  );

test('the order of the voices does not matter, and agree means that no voice leads elsewhere', () => {
  fc.assert(
    fc.property(panels, (list) => {
      const pattern = readPattern(list);
      expect(readPattern(list.toReversed())).toEqual(pattern);
      if (pattern.kind === 'agree')
        expect(pattern.families.every(({ cluster, voices }) => voices === 0 || cluster === pattern.leading)).toBe(true);
      if (pattern.kind === 'rival') expect(pattern.rivals.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('more voices of one family among many asked once never make agreement', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), (copies) => {
      const list = [...hold('x y z u'), ...Array.from({ length: copies }, () => ({ family: 'f00', cluster: 'x' }))];
      expect(readPattern(list).kind).toBe('scatter');
    }),
  );
});
