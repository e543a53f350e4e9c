import type { Graph, GraphNode } from '@parley/spec';
import { expect, test } from 'vitest';
import { crossingOfNode, crossingPriceWords, crossingWords, togglePick } from './crossing-of-node.ts';

const node = (id: string, type: string, config: GraphNode['config']): GraphNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  config,
});

/** Three agents, of which one has no domain, and a crossing of them. */
function crossed(config: GraphNode['config']) {
  const cross = node('cross', 'intersections', { family: 'gpt', ...config });
  const agents = [
    node('a', 'agent', { title: 'A', domain: 'law' }),
    node('b', 'agent', { title: 'B', domain: 'trade' }),
    node('c', 'agent', { title: 'Music' }),
  ];
  const graph: Graph = {
    version: 1,
    name: 'Crossed',
    nodes: [...agents, cross],
    edges: agents.map(({ id }) => ({
      id: `${id}-x`,
      source: id,
      sourcePort: 'answer',
      target: 'cross',
      targetPort: 'voices',
    })),
  };
  const crossing = crossingOfNode(cross, graph);
  if (!crossing) throw new Error('An intersections node crosses.');
  return crossing;
}
const plansOf = (config: GraphNode['config']) => [...crossed(config).plans.values()];

test('a budget holds so many cells; which are promising is open until the answers are there', () => {
  expect(plansOf({ budget: 24 })).toEqual(['held', 'held', 'held']);
  expect(plansOf({ budget: 6 })).toEqual(['perhaps', 'perhaps', 'perhaps']);
  expect(plansOf({ budget: 6, cells: 'all' })).toEqual(['held', 'held', 'over']);
  expect(plansOf({ budget: 3, cells: 'picked', picked: [{ first: 'Music', second: 'law' }] })).toEqual([
    'held',
    'left-out',
    'left-out',
  ]);
  expect(crossed({}).domains).toEqual(['law', 'trade', 'Music']);
  expect(crossingOfNode(node('a', 'agent', {}), { version: 1, name: '', nodes: [], edges: [] })).toBeUndefined();
});

test('a press keeps what a run would explore by itself where that is known, else it picks that one cell', () => {
  const pair = { first: 'law', second: 'trade' };
  expect(togglePick(crossed({ budget: 6 }), pair)).toEqual([pair]);
  expect(togglePick(crossed({ budget: 24 }), pair)).toEqual([
    { first: 'law', second: 'Music' },
    { first: 'trade', second: 'Music' },
  ]);
  expect(togglePick(crossed({ cells: 'picked', picked: [{ first: 'TRADE', second: 'law' }] }), pair)).toEqual([]);
  // A pair that is gone is forgotten by the first press.
  expect(togglePick(crossed({ cells: 'picked', picked: [{ first: 'law', second: 'chess' }] }), pair)).toEqual([pair]);
});

test('says what a run would do and what it takes', () => {
  expect(crossingWords(crossed({ budget: 24, judge: 'claude' }))).toBe(
    '3 domains, 3 cells: a run explores 3 with 12 calls (3 for ideas, 6 for controls, 3 for the judge).',
  );
  expect(crossingWords(crossed({ budget: 4, cells: 'all', controls: false }))).toBe(
    '3 domains, 3 cells: a run explores 3 with 3 calls (3 for ideas).',
  );
  expect(crossingWords(crossed({ budget: 2, cells: 'all' }))).toBe(
    'A run explores none of 3 cells. The budget of 2 leaves out 3 cells.',
  );
});

test('says what that costs as far as prices are known', () => {
  const words = (unpriced: number, most: number) =>
    crossingPriceWords({
      calls: { least: 2, most: 6 },
      usd: { least: most / 2, most },
      unpricedCalls: { least: 0, most: unpriced },
    });
  expect([words(0, 0.2), words(2, 0.2), words(6, 0), words(0, 0)]).toEqual([
    'By list prices about $0.10 to $0.20.',
    'By list prices up to $0.20 for a part of the calls; nobody knows the price of the other 2.',
    'Nobody knows what that costs.',
    'It costs no money.',
  ]);
});
