import type { RunEvent } from '@parley/spec';
import { createRunState, reduceRun } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { createFrameBatch } from './frame-batch.ts';
import { createRunStore, foldEvents, showLive, showPast } from './run-store.ts';

const head = (seq: number) => ({ runId: 'run', seq, at: '2026-01-01T00:00:00.000Z' });
const start: RunEvent = {
  ...head(1),
  type: 'run-start',
  name: 'Mesh',
  steps: [
    { stepId: 's-a', nodeId: 'a', title: 'Claude', op: 'generate' },
    { stepId: 's-b', nodeId: 'b', title: 'Gemini', op: 'generate' },
  ],
  results: ['s-b'],
  resumed: false,
};
const delta = (seq: number, node: string, offset: number, text: string): RunEvent => ({
  ...head(seq),
  type: 'text-delta',
  stepId: `s-${node}`,
  nodeId: node,
  offset,
  text,
});

function createClock() {
  const callbacks = new Set<() => void>();
  return {
    waiting: () => callbacks.size,
    tick() {
      const due = [...callbacks];
      callbacks.clear();
      for (const callback of due) callback();
    },
    nextFrame(callback: () => void) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
  };
}

describe('run store', () => {
  it('changes once a frame, and one token changes one step object', () => {
    const store = createRunStore();
    const clock = createClock();
    const batch = createFrameBatch<RunEvent>((events) => foldEvents(store, events), clock);
    showLive(store, reduceRun(createRunState('run'), start));
    const changes: string[] = [];
    store.subscribe((view) => changes.push(`${view.steps.get('a')?.text}|${view.steps.get('b')?.text}`));
    const before = store.getState().steps;

    batch.add(delta(2, 'a', 0, 'One'));
    batch.add(delta(3, 'a', 3, ' two'));
    batch.add(delta(4, 'a', 7, ' three'));
    expect([changes, clock.waiting()]).toEqual([[], 1]);
    clock.tick();
    expect(changes).toEqual(['One two three|']);
    const after = store.getState().steps;
    expect([after.get('a') === before.get('a'), after.get('b') === before.get('b')]).toEqual([false, true]);

    batch.add(delta(5, 'b', 0, 'Four'));
    clock.tick();
    expect(changes).toEqual(['One two three|', 'One two three|Four']);
    expect(store.getState().steps.get('a')).toBe(after.get('a'));
  });

  it('keeps folding the newest run while a past one is shown', () => {
    const store = createRunStore();
    showLive(store, reduceRun(createRunState('run'), start));
    const past = { ...reduceRun(createRunState('past'), { ...start, runId: 'past' }), status: 'done' as const };
    showPast(store, past);
    const shown = store.getState().steps;
    foldEvents(store, [delta(2, 'a', 0, 'Now')]);
    expect([store.getState().steps, store.getState().live?.seq]).toEqual([shown, 2]);
    showPast(store, undefined);
    expect(store.getState().steps.get('a')?.text).toBe('Now');
  });

  it('ignores events of another run and events it has', () => {
    const store = createRunStore();
    showLive(store, reduceRun(createRunState('run'), start));
    const before = store.getState();
    foldEvents(store, [{ ...delta(2, 'a', 0, 'x'), runId: 'other' }, start]);
    expect(store.getState()).toBe(before);
  });

  it('hands over at once, or forgets, when asked', () => {
    const taken: number[][] = [];
    const clock = createClock();
    const batch = createFrameBatch<number>((items) => taken.push([...items]), clock);
    batch.add(1);
    batch.add(2);
    batch.flush();
    batch.add(3);
    batch.clear();
    clock.tick();
    expect([taken, clock.waiting()]).toEqual([[[1, 2]], 0]);
  });
});
