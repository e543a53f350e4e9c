import type { GraphNode } from '@parley/spec';
import { createGraph } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { BURST_PAUSE, createGraphStore, HISTORY_LIMIT } from './graph-history.ts';

const node = (id: string, config: GraphNode['config'] = {}): GraphNode => ({
  id,
  type: 'agent',
  position: { x: 0, y: 0 },
  config,
});

function openStore() {
  const clock = { now: 0 };
  const store = createGraphStore(() => clock.now);
  store.open('g', createGraph('Mesh'));
  const type = (text: string) =>
    store.dispatch({ type: 'set-config', id: 'a', config: { domain: text } }, 'Change Domain', { burst: 'a/domain' });
  return { store, clock, type, graph: () => store.getState().graph };
}

describe('graph history', () => {
  test('undo and redo walk through the very same graphs', () => {
    const { store, graph } = openStore();
    const empty = graph();
    store.dispatch({ type: 'add-node', node: node('a') }, 'Add Agent');
    const one = graph();
    store.dispatch({ type: 'rename-graph', name: 'Other' }, 'Rename');
    const two = graph();
    store.undo();
    expect(graph()).toBe(one);
    store.undo();
    expect(graph()).toBe(empty);
    store.undo();
    expect(graph()).toBe(empty);
    store.redo();
    store.redo();
    store.redo();
    expect(graph()).toBe(two);
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Add Agent', 'Rename']);
  });

  test('an edit that changes nothing leaves no trace', () => {
    const { store, graph } = openStore();
    const before = graph();
    store.dispatch({ type: 'remove-node', id: 'nobody' }, 'Delete');
    expect(graph()).toBe(before);
    expect(store.getState().past).toEqual([]);
  });

  test('a burst of typing in one field is one step', () => {
    const { store, clock, type, graph } = openStore();
    store.dispatch({ type: 'add-node', node: node('a') }, 'Add Agent');
    const before = graph();
    for (const text of ['l', 'la', 'law']) {
      clock.now += BURST_PAUSE - 1;
      type(text);
    }
    expect(graph().nodes[0]?.config).toEqual({ domain: 'law' });
    store.undo();
    expect(graph()).toBe(before);
  });

  test.each([
    ['a pause', ({ clock }: ReturnType<typeof openStore>) => (clock.now += BURST_PAUSE)],
    ['leaving the field', ({ store }: ReturnType<typeof openStore>) => store.endBurst()],
    [
      'another edit',
      ({ store }: ReturnType<typeof openStore>) => store.dispatch({ type: 'rename-graph', name: 'B' }, 'Rename'),
    ],
  ])('%s ends a burst', (_, interrupt) => {
    const opened = openStore();
    opened.store.dispatch({ type: 'add-node', node: node('a') }, 'Add Agent');
    opened.type('l');
    interrupt(opened);
    opened.type('law');
    opened.store.undo();
    expect(opened.graph().nodes[0]?.config).toEqual({ domain: 'l' });
  });

  test('typing after an undo starts its own step and drops what was undone', () => {
    const { store, type, graph } = openStore();
    store.dispatch({ type: 'add-node', node: node('a') }, 'Add Agent');
    type('law');
    store.undo();
    type('tax');
    expect(store.getState().future).toEqual([]);
    store.undo();
    expect(graph().nodes[0]?.config).toEqual({});
  });

  test('it goes back as far as the limit', () => {
    const { store, graph } = openStore();
    for (let number = 0; number <= HISTORY_LIMIT; number += 1) {
      store.dispatch({ type: 'rename-graph', name: `Mesh ${number}` }, 'Rename');
    }
    for (let number = 0; number <= HISTORY_LIMIT; number += 1) store.undo();
    expect(graph().name).toBe('Mesh 0');
  });

  test('opening another mesh starts the history anew', () => {
    const { store } = openStore();
    store.dispatch({ type: 'rename-graph', name: 'B' }, 'Rename');
    store.open('h', createGraph('Other'));
    expect(store.getState()).toEqual({ graphId: 'h', graph: createGraph('Other'), past: [], future: [] });
  });
});
