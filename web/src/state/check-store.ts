// What is wrong with the open graph, checked while it is edited. It reads the graph, the families and the history and changes none.
import { checkGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Diagnostic } from '@parley/spec';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { findWeakVoiceFaults } from '../diversity/weak-voice-lint.ts';
import { familiesStore } from './families.ts';
import { dispatch, getGraph, graphStore } from './graph-store.ts';
import { historyStore } from './history.ts';

const PAUSE = 100;
const none: readonly Diagnostic[] = [];

interface CheckState {
  readonly diagnostics: readonly Diagnostic[];
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>;
}

const checkStore = createStore<CheckState>(() => ({ diagnostics: none, byNode: new Map() }));

/** Checks now and, shortly after each change, again; answers how to stop. */
export function startChecking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const [graph, { families }, { history }] = [getGraph(), familiesStore.getState(), historyStore.getState()];
    const diagnostics = [
      ...checkGraph(graph, { nodeTypes, families }),
      ...findWeakVoiceFaults(graph, { families, history }),
    ];
    checkStore.setState(({ byNode }) => ({ diagnostics, byNode: groupByNode(diagnostics, byNode) }));
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  };
  const stopGraph = graphStore.subscribe((state, before) => {
    if (state.graph !== before.graph) schedule();
  });
  const stopFamilies = familiesStore.subscribe(schedule);
  const stopHistory = historyStore.subscribe(schedule);
  check();
  return () => {
    clearTimeout(timer);
    stopGraph();
    stopFamilies();
    stopHistory();
  };
}

export function useDiagnostics(): readonly Diagnostic[] {
  return useStore(checkStore, (state) => state.diagnostics);
}

/** Renders again only when the faults of this node changed. */
export function useNodeDiagnostics(nodeId: string): readonly Diagnostic[] {
  return useStore(checkStore, (state) => state.byNode.get(nodeId) ?? none);
}

/** Does what the diagnostic offers as its repair, as one undo step. */
export function applyFix({ fix }: Diagnostic): void {
  if (fix) dispatch(fix.edit, fix.label);
}

/** Keeps the array of a node whose faults are the same as before, so that its card is not drawn again. */
function groupByNode(
  diagnostics: readonly Diagnostic[],
  before: CheckState['byNode'],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { nodeId } = diagnostic.at;
    if (nodeId === undefined) continue;
    const group = groups.get(nodeId);
    if (group) group.push(diagnostic);
    else groups.set(nodeId, [diagnostic]);
  }
  return new Map(
    [...groups].map(([nodeId, group]) => {
      const old = before.get(nodeId);
      return [nodeId, old && JSON.stringify(old) === JSON.stringify(group) ? old : group];
    }),
  );
}
