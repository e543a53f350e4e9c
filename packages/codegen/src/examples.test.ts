// Goldens: the mesh.ts of every example. UPDATE_GOLDENS=1 writes them anew; read the difference as a stranger would.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileGraph, parseGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { describe, expect, test } from 'vitest';
import { printMesh } from './index.ts';
import { readMesh } from './read-mesh.ts';
import { wholeGraph } from './testing/whole-graph.ts';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

describe.each(readdirSync(examples))('%s', (name) => {
  const parsed = parseGraph(JSON.parse(readFileSync(path.join(examples, name, 'graph.json'), 'utf8')));
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const { graph } = parsed;
  const compiled = compileGraph(graph, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  const printed = printMesh(compiled.plan, { graph, nodeTypes });

  test('prints as its mesh.ts', () => {
    const file = path.join(examples, name, 'mesh.ts');
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, printed.code);
    expect(existsSync(file), 'run with UPDATE_GOLDENS=1 to write the code').toBe(true);
    expect(printed.code).toBe(readFileSync(file, 'utf8'));
  });

  test('comes back as the graph it was, with its canvas file', () => {
    const canvas: unknown = JSON.parse(JSON.stringify(printed.canvas));
    const read = readMesh(printed.code, { nodeTypes, canvas });
    expect(read).toEqual({ graph: wholeGraph(graph), notes: [], documents: printed.documents });
  });
});
