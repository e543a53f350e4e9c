// The open mesh of this page: the one graph store, its autosave and the hooks that read them.
import type { Edit, Graph, GraphNode } from '@parley/spec';
import { useStore } from 'zustand';
import { api } from '../api/api.ts';
import type { SaveStatus } from './autosave.ts';
import { createAutosave } from './autosave.ts';
import { createGraphStore } from './graph-history.ts';
import { setSelection } from './view-store.ts';

export const graphStore = createGraphStore();
export const autosave = createAutosave({ store: graphStore, save: api.saveGraph, storage: localStorage });

/** Changes the open graph as one undo step; `burst` joins what is typed into one field. */
export function dispatch(edit: Edit, label: string, burst?: string): void {
  graphStore.dispatch(edit, label, burst === undefined ? {} : { burst });
}

export function getGraph(): Graph {
  return graphStore.getState().graph;
}

/** The server's id of the open mesh; empty before one is open. */
export function getGraphId(): string {
  return graphStore.getState().graphId;
}

/** Saves what is unsaved now; throws ApiError when it cannot be saved. */
export function saveNow(): Promise<void> {
  return autosave.flush();
}

/** Selects one node and nothing else. */
export function selectNode(id: string): void {
  setSelection({ nodes: [id], edges: [] });
}

export function useGraph(): Graph {
  return useStore(graphStore, (state) => state.graph);
}

export function useGraphId(): string {
  return useStore(graphStore, (state) => state.graphId);
}

export function useGraphNode(id: string | undefined): GraphNode | undefined {
  return useStore(graphStore, (state) => (id === undefined ? undefined : nodesById(state.graph).get(id)));
}

const lookups = new WeakMap<Graph, ReadonlyMap<string, GraphNode>>();

/** Looked up once a graph: every wire asks for its source after every change. Of nodes with one id the first counts. */
function nodesById(graph: Graph): ReadonlyMap<string, GraphNode> {
  const known = lookups.get(graph);
  if (known) return known;
  const lookup = new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
  lookups.set(graph, lookup);
  return lookup;
}

export function useSaveStatus(): SaveStatus {
  return useStore(autosave.status);
}
