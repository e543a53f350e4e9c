// The graph the person edits, with its undo history. It changes only by `dispatch`; it knows no server, no canvas, no run.
import type { Edit, Graph } from '@parley/spec';
import { applyEdit, createGraph } from '@parley/spec';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';

/** How many steps back a person can go. */
export const HISTORY_LIMIT = 200;
/** Milliseconds without typing that end a burst. */
export const BURST_PAUSE = 1000;

/** A graph as it was before the change that `label` names. */
export interface HistoryEntry {
  readonly graph: Graph;
  readonly label: string;
}

export interface GraphState {
  readonly graph: Graph;
  /** The server's id; empty before the first mesh is open. */
  readonly graphId: string;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

interface DispatchOptions {
  /** Names what is typed into (such as `node/field`): dispatches of one burst are one undo step. */
  readonly burst?: string;
}

export interface GraphStore extends StoreApi<GraphState> {
  /** Applies the edit as one undo step; an edit that changes nothing leaves no trace. */
  dispatch(edit: Edit, label: string, options?: DispatchOptions): void;
  /** The next dispatch starts its own undo step, even in the same field. */
  endBurst(): void;
  undo(): void;
  redo(): void;
  /** Opens another graph: the history starts anew. */
  open(graphId: string, graph: Graph): void;
}

export function createGraphStore(now: () => number = Date.now): GraphStore {
  const store = createStore<GraphState>(() => ({
    graph: createGraph('Untitled mesh'),
    graphId: '',
    past: [],
    future: [],
  }));
  let burst: { key: string; at: number } | undefined;

  return {
    ...store,
    dispatch(edit, label, options = {}) {
      const { graph, past } = store.getState();
      const next = applyEdit(graph, edit);
      if (next === graph) return;
      const continues =
        options.burst !== undefined &&
        burst?.key === options.burst &&
        now() - burst.at < BURST_PAUSE &&
        past.length > 0;
      burst = options.burst === undefined ? undefined : { key: options.burst, at: now() };
      store.setState({
        graph: next,
        past: continues ? past : [...past, { graph, label }].slice(-HISTORY_LIMIT),
        future: [],
      });
    },
    endBurst() {
      burst = undefined;
    },
    undo() {
      const { graph, past, future } = store.getState();
      const entry = past.at(-1);
      if (!entry) return;
      burst = undefined;
      store.setState({
        graph: entry.graph,
        past: past.slice(0, -1),
        future: [{ graph, label: entry.label }, ...future],
      });
    },
    redo() {
      const { graph, past, future } = store.getState();
      const [entry, ...rest] = future;
      if (!entry) return;
      burst = undefined;
      store.setState({ graph: entry.graph, past: [...past, { graph, label: entry.label }], future: rest });
    },
    open(graphId, graph) {
      burst = undefined;
      store.setState({ graphId, graph, past: [], future: [] });
    },
  };
}
