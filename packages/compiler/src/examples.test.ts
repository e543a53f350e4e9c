// Goldens: every example parses, is free of faults and compiles to the plan stored beside it.
// UPDATE_GOLDENS=1 writes the plans anew; read the difference before you keep it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeTypes } from '@parley/nodes';
import { planSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { checkGraph, compileGraph, parseGraph } from './index.ts';
import { sketchFamilies } from './testing/sketch-graph.ts';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** An example is for people who have every key. */
const families = sketchFamilies.map(({ missing: _, ...family }) => ({ ...family, available: true }));

describe.each(readdirSync(examples))('%s', (name) => {
  const parsed = parseGraph(JSON.parse(readFileSync(path.join(examples, name, 'graph.json'), 'utf8')));
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const { graph } = parsed;

  test('has no fault, not even a warning', () => {
    expect(checkGraph(graph, { nodeTypes, families })).toEqual([]);
  });

  test('compiles to its plan', () => {
    const compiled = compileGraph(graph, { nodeTypes, families });
    const file = path.join(examples, name, 'plan.json');
    if (process.env['UPDATE_GOLDENS'] === '1') {
      writeFileSync(file, `${JSON.stringify('plan' in compiled && compiled.plan, null, 2)}\n`);
    }
    expect(existsSync(file), 'run with UPDATE_GOLDENS=1 to write the plan').toBe(true);
    expect(compiled).toEqual({ plan: planSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) });
  });
});
