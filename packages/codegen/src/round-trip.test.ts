// Any mesh comes back from its code: with its canvas file as it was drawn, without it up to ids, places and notes.
import { compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Plan, Step } from '@parley/spec';
import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type PrintedMesh, printMesh } from './index.ts';
import { readMesh } from './read-mesh.ts';
import { randomMesh } from './testing/random-graph.ts';

test('500 random meshes are printed, parsed, read and printed again', { timeout: 120_000 }, () => {
  let branching = 0;
  let joining = 0;
  fc.assert(
    fc.property(randomMesh, ({ graph, plan }) => {
      const printed = printMesh(plan, { graph, nodeTypes });
      expect(parseSync('mesh.ts', printed.code).errors).toEqual([]);
      const canvas: unknown = JSON.parse(JSON.stringify(printed.canvas));
      const read = readMesh(printed.code, { nodeTypes, canvas });
      expect(read).toEqual({ graph, notes: [], documents: expect.arrayContaining([...printed.documents]) });
      if (printed.code.includes('if (')) branching += 1;
      if (printed.code.includes(': Outcome;')) joining += 1;

      const bare = readMesh(printed.code, { nodeTypes });
      expect(bare.notes).toEqual([]);
      if (!bare.graph) throw new Error('no graph');
      const compiled = compileGraph(bare.graph, { nodeTypes, families: [] });
      if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
      const again = printMesh(compiled.plan, { graph: bare.graph, nodeTypes });
      expect(again.code).toBe(printed.code);
      expect(byName(compiled.plan, again)).toEqual(byName(plan, printed));
    }),
    { numRuns: 500, endOnFailure: true },
  );
  expect(branching).toBeGreaterThan(25);
  expect(joining).toBeGreaterThan(5);
});

/** The steps of a Plan by their constants, with constants for ids and files for documents. */
function byName(plan: Plan, { names, documents }: PrintedMesh): Record<string, unknown> {
  const nameOf = (id: string) => names.get(id)?.name;
  const argsOf = ({ args }: Step) => {
    if (args['documents'] === undefined) return args;
    const known = documents.map(({ file, document }) => [JSON.stringify(document), file] as const);
    const files = new Map(known);
    const named = z
      .array(z.json())
      .parse(args['documents'])
      .map((each) => files.get(JSON.stringify(each)));
    return { ...args, documents: named };
  };
  return Object.fromEntries(
    plan.steps.map((step) => {
      const inputs = Object.entries(step.inputs).map(([port, input]) => [
        port,
        { ...input, steps: input.steps.map(nameOf) },
      ]);
      return [
        nameOf(step.id),
        {
          title: step.title,
          op: step.op,
          args: argsOf(step),
          onFailure: step.onFailure,
          inputs: Object.fromEntries(inputs),
        },
      ];
    }),
  );
}
