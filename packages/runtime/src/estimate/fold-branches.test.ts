import { findGuards, type Step, type StepInput } from '@parley/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cost, foldBranches } from './fold-branches.ts';

/** `'deep < fork.open'` is a step wired to a side; every agent costs one call that sends ten tokens. */
function fold(...sketches: string[]): Cost {
  const steps = sketches.map((sketch): Step => {
    const [id = '', ends = ''] = sketch.split(' < ');
    const wires = ends.split(' ').filter((end) => end !== '');
    const input = {
      steps: wires.map((wire) => wire.split('.')[0] ?? ''),
      many: true,
      toleratesMissing: true,
      sides: wires.map((wire) => wire.split('.')[1] ?? null),
    };
    const op = id.startsWith('fork') ? 'branch' : 'generate';
    return { id, nodeId: id, title: id, op, args: {}, inputs: wires.length === 0 ? {} : { in: input } };
  });
  const none = { least: 0, most: 0 };
  const one: Cost = {
    calls: { least: 1, most: 1 },
    tokens: { least: 10, most: 20 },
    usd: { least: 1, most: 3 },
    unpriced: none,
  };
  const free: Cost = { calls: none, tokens: none, usd: none, unpriced: none };
  return foldBranches(steps, findGuards(steps), new Map(steps.map(({ id, op }) => [id, op === 'branch' ? free : one])));
}
const calls = (...sketches: string[]) => {
  const { calls: range } = fold(...sketches);
  return [range.least, range.most];
};

test('the cheaper side is the least and the dearer one the most', () => {
  expect(fold('a', 'fork < a', 'b < fork.open', 'c < fork.open', 'd < fork.settled', 'join < a b c d')).toEqual({
    calls: { least: 3, most: 4 },
    tokens: { least: 30, most: 80 },
    usd: { least: 3, most: 12 },
    unpriced: { least: 0, most: 0 },
  });
});

test('a side with nothing on it costs nothing', () => {
  expect(calls('a', 'fork < a', 'b < fork.open', 'c < b')).toEqual([1, 3]);
});

test('a branch on a side of another is counted inside it', () => {
  const inner = ['fork2 < b', 'c < fork2.open', 'd < c', 'e < fork2.settled'];
  expect(calls('a', 'fork1 < a', 'b < fork1.open', ...inner, 'f < fork1.settled')).toEqual([2, 4]);
});

test('what is fed by two branches apart from each other may be taken or not', () => {
  expect(calls('a', 'fork1 < a', 'fork2 < a', 'b < fork1.open', 'c < fork2.open', 'd < b c')).toEqual([1, 4]);
});

const plans = fc
  .array(
    fc.record({
      isBranch: fc.boolean(),
      ports: fc.array(
        fc.record({
          isOptional: fc.boolean(),
          wires: fc.array(fc.record({ source: fc.nat(), side: fc.constantFrom('settled', 'open') }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((sketches) =>
    sketches.map(({ isBranch, ports }, index): Step => {
      const inputs = ports.map(({ isOptional, wires }, port): [string, StepInput] => {
        const sources = wires.map(({ source, side }) => ({ at: source % Math.max(1, index), side }));
        const input: StepInput = { steps: sources.map(({ at }) => `s${at}`), many: true, toleratesMissing: true };
        input.sides = sources.map(({ at, side }) => (sketches[at]?.isBranch ? side : null));
        if (isOptional) input.optional = true;
        return [`p${port}`, input];
      });
      const id = `s${index}`;
      const op = isBranch ? 'branch' : 'generate';
      return { id, nodeId: id, title: id, op, args: {}, inputs: index === 0 ? {} : Object.fromEntries(inputs) };
    }),
  );

/** How many agents speak when the branches that `choices` has a bit for are settled. */
function countTaken(steps: readonly Step[], choices: number): number {
  const taken = new Set<string>();
  const sideOf = (id: string) => ((choices >> Number(id.slice(1))) & 1 ? 'settled' : 'open');
  for (const { id, inputs } of steps) {
    const isFed = (input: StepInput) =>
      input.steps.some((source, index) => {
        const side = input.sides?.[index] ?? null;
        return taken.has(source) && (side === null || side === sideOf(source));
      });
    const ports = Object.values(inputs);
    const needed = ports.filter(({ optional }) => optional !== true);
    if (ports.length === 0 || (needed.length > 0 ? needed.every(isFed) : ports.some(isFed))) taken.add(id);
  }
  return steps.filter(({ id, op }) => op === 'generate' && taken.has(id)).length;
}

test('whatever the branches do, a run lies between the least and the most', () => {
  fc.assert(
    fc.property(plans, (steps) => {
      const one = { least: 1, most: 1 };
      const cost = new Map(
        steps.flatMap(({ id, op }) =>
          op === 'generate' ? [[id, { calls: one, tokens: one, usd: one, unpriced: one }]] : [],
        ),
      );
      const { calls: range } = foldBranches(steps, findGuards(steps), cost);
      for (let choices = 0; choices < 2 ** steps.length; choices += 1) {
        const actual = countTaken(steps, choices);
        expect(actual).toBeGreaterThanOrEqual(range.least);
        expect(actual).toBeLessThanOrEqual(range.most);
      }
    }),
    { numRuns: 200 },
  );
});
