import type { Graph, GraphRecord } from '@parley/spec';
import { createGraph } from '@parley/spec';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/api.ts';
import { createAutosave } from './autosave.ts';
import { createGraphStore } from './graph-history.ts';

/** A server that keeps one mesh and refuses a stale revision, as the real one does. */
function createServer(name: string) {
  let stored = record(1, createGraph(name));
  const state = { down: false, gone: false, saves: 0 };
  return {
    state,
    stored: () => stored,
    saveElsewhere: (graph: Graph) => (stored = record(stored.revision + 1, graph)),
    save: async (_: string, revision: number, graph: Graph): Promise<GraphRecord> => {
      state.saves += 1;
      if (state.down) throw new ApiError(0, 'The Parley server cannot be reached.');
      if (state.gone) throw new ApiError(404, 'There is no mesh with this id.');
      if (revision !== stored.revision) {
        throw new ApiError(409, 'Saved elsewhere.', {
          fault: { code: 'user/conflict', category: 'user', message: 'Saved elsewhere.', retryable: false },
          current: stored,
        });
      }
      return (stored = record(revision + 1, graph));
    },
  };
}

function record(revision: number, graph: Graph): GraphRecord {
  const at = '2026-01-01T00:00:00.000Z';
  return { id: 'g', revision, graph, createdAt: at, updatedAt: at };
}

function createMemory() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

function openPage(server = createServer('Mesh'), storage = createMemory()) {
  const store = createGraphStore();
  const autosave = createAutosave({ store, save: server.save, storage });
  autosave.open(server.stored());
  const rename = (name: string) => store.dispatch({ type: 'rename-graph', name }, 'Rename');
  return { server, storage, store, autosave, rename, name: () => store.getState().graph.name };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('autosave', () => {
  test('saves once after a pause, and forgets the draft', async () => {
    const { server, storage, autosave, rename } = openPage();
    rename('A');
    rename('B');
    expect(autosave.status.getState()).toEqual({ state: 'unsaved' });
    expect(storage.items.size).toBe(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(server.stored()).toEqual(record(2, createGraph('B')));
    expect(server.state.saves).toBe(1);
    expect(autosave.status.getState()).toEqual({ state: 'saved' });
    expect(storage.items.size).toBe(0);
  });

  test('undoing to what is saved saves nothing', async () => {
    const { server, store, autosave, rename } = openPage();
    rename('A');
    store.undo();
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.state.saves).toBe(0);
    expect(autosave.status.getState()).toEqual({ state: 'saved' });
  });

  test('an edit made while a save is under way is saved after it, with the new revision', async () => {
    const { server, autosave, rename } = openPage();
    rename('A');
    const flushed = autosave.flush();
    rename('B');
    await flushed;
    await autosave.flush();
    expect(server.stored()).toEqual(record(3, createGraph('B')));
  });

  test('a save that fails is tried again until it works', async () => {
    const { server, storage, autosave, rename } = openPage();
    server.state.down = true;
    rename('A');
    await vi.advanceTimersByTimeAsync(600);
    expect(autosave.status.getState()).toEqual({
      state: 'failed',
      message: 'The Parley server cannot be reached.',
      willRetry: true,
      gone: false,
    });
    await vi.advanceTimersByTimeAsync(1000 + 2000);
    expect(server.state.saves).toBe(3);
    expect(storage.items.size).toBe(1);
    server.state.down = false;
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.stored().graph.name).toBe('A');
    expect(autosave.status.getState()).toEqual({ state: 'saved' });
  });

  test('a page closed before a save finds its draft again and saves it', async () => {
    const first = openPage();
    first.server.state.down = true;
    first.rename('A');
    await vi.advanceTimersByTimeAsync(600);
    first.server.state.down = false;
    const second = openPage(first.server, first.storage);
    expect(second.name()).toBe('A');
    await second.autosave.flush();
    expect(first.server.stored().graph.name).toBe('A');
  });

  test('a draft of an older revision is a conflict, not a silent overwrite', () => {
    const first = openPage();
    first.rename('Mine');
    first.server.saveElsewhere(createGraph('Theirs'));
    const second = openPage(first.server, first.storage);
    expect(second.name()).toBe('Mine');
    expect(second.autosave.status.getState()).toEqual({ state: 'conflict', current: first.server.stored() });
  });

  test.each(['{', '3', '{"revision":1,"graph":{"nodes":[]}}'])(
    'a draft that is %s is as if there were none',
    (text) => {
      const storage = createMemory();
      storage.setItem('parley.draft.g', text);
      const { name, autosave } = openPage(createServer('Mesh'), storage);
      expect(name()).toBe('Mesh');
      expect(autosave.status.getState()).toEqual({ state: 'saved' });
    },
  );

  test('a mesh deleted elsewhere is said to be gone and is not tried again', async () => {
    const { server, autosave, rename } = openPage();
    server.state.gone = true;
    rename('A');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.state.saves).toBe(1);
    expect(autosave.status.getState()).toEqual({
      state: 'failed',
      message: 'There is no mesh with this id.',
      willRetry: false,
      gone: true,
    });
  });
});

describe('two tabs', () => {
  async function conflict() {
    const page = openPage();
    page.server.saveElsewhere(createGraph('Theirs'));
    page.rename('Mine');
    await vi.advanceTimersByTimeAsync(600);
    expect(page.autosave.status.getState()).toEqual({ state: 'conflict', current: page.server.stored() });
    return page;
  }

  test('nothing is saved while the person has not chosen, and edits go on', async () => {
    const { server, autosave, rename, name } = await conflict();
    rename('Mine, more');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.stored().graph.name).toBe('Theirs');
    expect(name()).toBe('Mine, more');
    await expect(autosave.flush()).rejects.toMatchObject({ status: 409 });
  });

  test('keeping mine saves over theirs with the next revision', async () => {
    const { server, storage, autosave } = await conflict();
    await autosave.keepMine();
    expect(server.stored()).toEqual(record(3, createGraph('Mine')));
    expect(autosave.status.getState()).toEqual({ state: 'saved' });
    expect(storage.items.size).toBe(0);
  });

  test('taking theirs can be undone, and mine is then saved', async () => {
    const { server, store, autosave, name } = await conflict();
    autosave.takeTheirs();
    expect(name()).toBe('Theirs');
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.state.saves).toBe(1);
    store.undo();
    await vi.advanceTimersByTimeAsync(600);
    expect(server.stored()).toEqual(record(3, createGraph('Mine')));
  });

  test('keeping mine while theirs changed once more is a conflict again', async () => {
    const { server, autosave, name } = await conflict();
    server.saveElsewhere(createGraph('Theirs again'));
    await expect(autosave.keepMine()).rejects.toMatchObject({ status: 409 });
    expect(autosave.status.getState()).toEqual({ state: 'conflict', current: server.stored() });
    expect(name()).toBe('Mine');
  });
});
