// Autosave: every change reaches the server soon, and nothing typed is lost when it does not. It knows the graph store
// and one function that saves; it knows no component and no address.
import type { Graph, GraphRecord } from '@parley/spec';
import { graphSchema } from '@parley/spec';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { z } from 'zod';
import { ApiError, messageOf } from '../api/api.ts';
import type { GraphStore } from './graph-history.ts';
import { readRemembered } from './remembered.ts';

/**
 * `unsaved`: waiting for a pause. `failed`: not saved, kept in this browser; `willRetry` says whether it tries again by
 * itself, `gone` that the server no longer has this mesh. `conflict`: saved elsewhere meanwhile; `current` is what is stored.
 */
export type SaveStatus =
  | { readonly state: 'saved' | 'unsaved' | 'saving' }
  | { readonly state: 'failed'; readonly message: string; readonly willRetry: boolean; readonly gone: boolean }
  | { readonly state: 'conflict'; readonly current: GraphRecord };

interface AutosaveParts {
  readonly store: GraphStore;
  readonly save: (id: string, revision: number, graph: Graph) => Promise<GraphRecord>;
  /** Where drafts outlive the page. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Milliseconds of quiet before a save. */
  readonly delay?: number;
  /** Milliseconds before the first retry; doubles up to thirty seconds. */
  readonly retryDelay?: number;
}

export interface Autosave {
  readonly status: StoreApi<SaveStatus>;
  /** Opens a record in the graph store, with the draft this browser kept of it, if any. */
  open(record: GraphRecord): void;
  /** Saves what is unsaved now; throws ApiError when it cannot be saved. */
  flush(): Promise<void>;
  /** Ends a conflict by saving this version over the stored one. */
  keepMine(): Promise<void>;
  /** Ends a conflict by taking the stored version; undo brings this one back. */
  takeTheirs(): void;
  /** Stops saving the graph that is open and forgets its draft, as when it was deleted. */
  discard(): void;
}

const draftSchema = z.object({ revision: z.int(), graph: graphSchema });
const LONGEST_RETRY = 30_000;
const draftKey = (id: string) => `parley.draft.${id}`;

export function createAutosave({ store, save, storage, delay = 600, retryDelay = 1000 }: AutosaveParts): Autosave {
  const status = createStore<SaveStatus>(() => ({ state: 'saved' }));
  let revision = 0;
  let saved: Graph | undefined;
  let draft: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inFlight: Promise<void> | undefined;
  let failures = 0;

  store.subscribe(({ graph, graphId }, before) => {
    if (graph === before.graph || graphId !== before.graphId) return;
    if (graph === saved) return settle();
    writeDraft(graphId, graph);
    if (status.getState().state === 'conflict') return;
    if (!inFlight) status.setState({ state: 'unsaved' }, true);
    schedule(delay);
  });

  function schedule(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Its failure is in the status.
      flush().catch(() => undefined);
    }, wait);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (inFlight) {
      await inFlight.catch(() => undefined);
      return flush();
    }
    const { graph, graphId } = store.getState();
    const now = status.getState();
    if (now.state === 'conflict') {
      throw new ApiError(
        409,
        'This mesh was changed in another tab. Your version is kept here; choose which one to go on with.',
      );
    }
    if (graph === saved || graphId === '') return;
    inFlight = saveOnce(graphId, graph).finally(() => {
      inFlight = undefined;
    });
    await inFlight;
    if (store.getState().graph !== saved && store.getState().graphId === graphId) schedule(delay);
  }

  async function saveOnce(graphId: string, graph: Graph): Promise<void> {
    status.setState({ state: 'saving' }, true);
    try {
      const record = await save(graphId, revision, graph);
      if (store.getState().graphId !== graphId) return;
      revision = record.revision;
      saved = graph;
      failures = 0;
      if (store.getState().graph === graph) settle();
      else status.setState({ state: 'unsaved' }, true);
    } catch (error) {
      if (store.getState().graphId === graphId) fail(error);
      throw error;
    }
  }

  function fail(error: unknown): void {
    const current = error instanceof ApiError ? error.body?.current : undefined;
    if (current) return status.setState({ state: 'conflict', current }, true);
    const code = error instanceof ApiError ? error.status : 0;
    const willRetry = code === 0 || code === 429 || code >= 500;
    status.setState({ state: 'failed', message: messageOf(error), willRetry, gone: code === 404 }, true);
    if (!willRetry) return;
    schedule(Math.min(retryDelay * 2 ** failures, LONGEST_RETRY));
    failures += 1;
  }

  function settle(): void {
    clearTimeout(timer);
    removeDraft(store.getState().graphId);
    if (status.getState().state !== 'conflict') status.setState({ state: 'saved' }, true);
  }

  function writeDraft(graphId: string, graph: Graph): void {
    draft = JSON.stringify({ revision, graph });
    try {
      storage.setItem(draftKey(graphId), draft);
    } catch {
      // A full storage costs the draft, not the work: the graph is still in memory and on its way to the server.
    }
  }

  function removeDraft(graphId: string): void {
    // Another tab may have left its own unsaved version under the same key.
    if (draft !== undefined && storage.getItem(draftKey(graphId)) === draft) storage.removeItem(draftKey(graphId));
    draft = undefined;
  }

  function readDraft(id: string): z.output<typeof draftSchema> | undefined {
    const kept = readRemembered(draftSchema, draftKey(id), storage);
    draft = kept && (storage.getItem(draftKey(id)) ?? undefined);
    return kept;
  }

  return {
    status,
    open(record) {
      clearTimeout(timer);
      ({ revision, graph: saved } = record);
      failures = 0;
      draft = undefined;
      store.open(record.id, record.graph);
      status.setState({ state: 'saved' }, true);
      const kept = readDraft(record.id);
      if (!kept) return;
      if (JSON.stringify(kept.graph) === JSON.stringify(record.graph)) return removeDraft(record.id);
      const isStale = kept.revision !== record.revision;
      if (isStale) status.setState({ state: 'conflict', current: record }, true);
      store.dispatch({ type: 'replace-graph', graph: kept.graph }, 'Restore unsaved changes');
    },
    flush,
    async keepMine() {
      const now = status.getState();
      if (now.state !== 'conflict') return;
      revision = now.current.revision;
      saved = now.current.graph;
      status.setState({ state: 'unsaved' }, true);
      await flush();
    },
    takeTheirs() {
      const now = status.getState();
      if (now.state !== 'conflict') return;
      ({ revision, graph: saved } = now.current);
      status.setState({ state: 'saved' }, true);
      store.dispatch({ type: 'replace-graph', graph: now.current.graph }, 'Take the other version');
    },
    discard() {
      clearTimeout(timer);
      removeDraft(store.getState().graphId);
      saved = store.getState().graph;
      status.setState({ state: 'saved' }, true);
    },
  };
}
