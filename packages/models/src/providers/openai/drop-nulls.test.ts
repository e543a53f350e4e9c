import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNullDropper } from './drop-nulls.ts';

const names = new Set(['quote', 'source']);

/** The text after it came in pieces. */
function pass(pieces: readonly string[], dropped: ReadonlySet<string> = names): string {
  const dropper = createNullDropper(dropped);
  return [...pieces.map((piece) => dropper.push(piece)), dropper.end()].join('');
}

function cut(whole: string, places: readonly number[]): string[] {
  const all = [0, ...places.map((place) => place % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
  return all.map((place, index) => whole.slice(place, all[index + 1] ?? place));
}

/** What is meant, said plainly. */
function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prune);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !(names.has(name) && inner === null))
      .map(([name, inner]) => [name, prune(inner)]),
  );
}

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', ',', ':', 'n', 'é', '👩') }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('quote', 'source', 'text', 'a"b', 'n'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

it('leaves out exactly the named fields that are null, however the text is spaced and cut', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 1), fc.array(fc.nat(400)), (value, space, places) => {
      const whole = JSON.stringify(value, null, space);
      expect(JSON.parse(pass(cut(whole, places)))).toEqual(prune(JSON.parse(whole)));
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['prose', 'I think {that} is "so", null.'],
  ['a broken end', '{"answer":"x","quote'],
  ['a null that was not finished', '{"quote":nu'],
  ['nothing', ''],
])('lets %s pass', (_, text) => {
  fc.assert(
    fc.property(fc.array(fc.nat(40)), (places) => {
      expect(pass(cut(text, places))).toBe(text);
    }),
  );
});

it('touches nothing when no field may be null', () => {
  expect(pass(['{"quote":', 'null}'], new Set())).toBe('{"quote":null}');
});
