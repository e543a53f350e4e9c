import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { graphSchema } from '@parley/spec';
import { expect, test } from 'vitest';
import { colourCode } from './colour-code.ts';
import { printGraph } from './print-graph.ts';

const examples = path.join(import.meta.dirname, '../../../examples');

test.each(readdirSync(examples))('the pieces of %s are its code, and each constant knows its node', (example) => {
  const text = readFileSync(path.join(examples, example, 'graph.json'), 'utf8');
  const result = printGraph(graphSchema.parse(JSON.parse(text)), []);
  if ('diagnostics' in result) throw new Error(JSON.stringify(result.diagnostics));
  const { code, names } = result.printed;
  const lines = colourCode(result.printed);
  expect(lines.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n')).toBe(code);
  const shown = lines.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (piece.nodeId === undefined ? [] : [`${piece.nodeId} ${piece.text}`])),
  );
  const meant = [...names].flatMap(([nodeId, { name, names: places }]) => places.map(() => `${nodeId} ${name}`));
  expect(shown.sort()).toEqual(meant.sort());
});

test('texts of a user stay one string, whatever stands in them', () => {
  const code = "const a = await mesh.brief('x', {\n  text: `*/ const b = \\`1\\`; \\${c} // no\n<b>\u2028end`,\n});\n";
  const at = code.indexOf('a =');
  const lines = colourCode({
    code,
    names: new Map([['n', { name: 'a', names: [{ start: at, end: at + 1 }], calls: [] }]]),
  });
  expect(lines.map(({ pieces }) => pieces.map(({ text }) => text).join('')).join('\n')).toBe(code);
  expect(lines[2]?.pieces).toEqual([
    { text: '<b>\u2028end`', kind: 'string' },
    { text: ',', kind: 'plain' },
  ]);
  expect(lines[0]?.pieces.find(({ nodeId }) => nodeId !== undefined)).toEqual({
    text: 'a',
    kind: 'plain',
    nodeId: 'n',
    isDeclaration: true,
  });
});
