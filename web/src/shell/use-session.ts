// What goes on behind the screen while the app is open: the first mesh, checks, runs, the way back from other pages.
import { useCallback, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { attachToLatestRun, isActive } from '../run/run-stream.ts';
import { runStore } from '../run/run-store.ts';
import { startChecking } from '../state/check-store.ts';
import { refreshHistory } from '../state/history.ts';
import { refreshFamilies } from '../state/families.ts';
import { autosave, getGraphId, graphStore } from '../state/graph-store.ts';
import { followAddress, openFirst } from '../state/meshes.ts';
import { showRight, viewStore } from '../state/view-store.ts';
import { watchGesture } from './watch-gesture.ts';

export type Opening = { readonly state: 'opening' | 'open' } | { readonly state: 'failed'; readonly message: string };

/** Call once, at the top. `retry` tries again to open the first mesh. */
export function useSession(): { readonly opening: Opening; readonly retry: () => void } {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' });
  const open = useCallback(() => {
    Promise.all([openFirst(), refreshFamilies()]).then(
      () => setOpening({ state: 'open' }),
      (error: unknown) => setOpening({ state: 'failed', message: messageOf(error) }),
    );
  }, []);
  const retry = useCallback(() => {
    setOpening({ state: 'opening' });
    open();
  }, [open]);
  useEffect(open, [open]);
  useEffect(startChecking, []);
  useEffect(() => followAddress((error) => toast.error(messageOf(error))), []);
  useEffect(followRuns, []);
  useEffect(tellHistory, []);
  useEffect(showWhatWasSelected, []);
  useEffect(() => {
    window.addEventListener('beforeunload', guardUnsaved);
    return () => window.removeEventListener('beforeunload', guardUnsaved);
  }, []);
  return { opening, retry };
}

/** Each mesh with its newest run; the result when one ends. */
function followRuns(): () => void {
  const attach = () => {
    if (getGraphId() !== '') void attachToLatestRun(getGraphId());
  };
  attach();
  const stopGraph = graphStore.subscribe((state, before) => {
    if (state.graphId !== before.graphId) attach();
  });
  const stopRun = runStore.subscribe(({ live }, { live: before }) => {
    if (!live || isActive(live)) return;
    const isSame = before?.runId === live.runId;
    if (isSame && !isActive(before)) return;
    tellHistory();
    if (isSame) showRight('result');
  });
  return () => {
    stopGraph();
    stopRun();
  };
}

/** What was decided before weighs the voices now; without an answer they are weighed as assumed. */
function tellHistory(): void {
  refreshHistory().catch(() => undefined);
}

/**
 * Opens the right panel for a selected node, unless the person closed it. A node chosen while the result is read shows
 * what it said; before any run, its settings.
 */
function showWhatWasSelected(): () => void {
  const gesture = watchGesture();
  const stop = viewStore.subscribe(({ selection, rightTab, rightDismissed, panels }, before) => {
    const [nodeId, another] = selection.nodes;
    if (selection === before.selection || nodeId === undefined || another !== undefined) return;
    const tabOfNode = runStore.getState().steps.has(nodeId) ? 'output' : 'settings';
    const tab = rightTab === 'result' ? tabOfNode : rightTab;
    if (panels.right || rightDismissed) viewStore.setState({ rightTab: tab });
    // A node is selected as it is pressed: a panel that opened now would move the canvas under a drag.
    else gesture.after(() => showRight(tab));
  });
  return () => {
    stop();
    gesture.stop();
  };
}

function guardUnsaved(event: BeforeUnloadEvent): void {
  if (autosave.status.getState().state === 'saved') return;
  autosave.flush().catch(() => undefined);
  event.preventDefault();
}
