// Run state in the browser: the run of the open mesh, and the past run a person looks at instead, if any.
// It is never saved and knows no graph; run-stream.ts is the only writer, and only reduceRun folds events.
import {
  type OpenRequest,
  openRequests,
  type RunEvent,
  type RunState,
  type RunStatus,
  type StepState,
  reduceRunEvents,
} from '@parley/spec';
import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type StoreApi, createStore } from 'zustand/vanilla';
import { createRoundsReader, indexSteps, latestStep, type RoundChoice, type Rounds, readRounds } from './rounds.ts';

/** `lost`: the stream broke and is being opened again. `broken`: it will not come back by itself; `message` says why. */
export type Connection =
  | { readonly state: 'idle' | 'connecting' | 'live' | 'lost' }
  | { readonly state: 'broken'; readonly message: string };

export interface RunView {
  /** The newest run of the open mesh. */
  readonly live: RunState | undefined;
  /** A past run shown instead of `live`. */
  readonly past: RunState | undefined;
  readonly connection: Connection;
  /** The rounds a person looks at in the run that is shown. */
  readonly rounds: RoundChoice;
  /** Steps of the run that is shown, by node id: of what ran in rounds, those of the round looked at. */
  readonly steps: ReadonlyMap<string, StepState>;
}

export type RunStore = StoreApi<RunView>;

const latest: RoundChoice = new Map();
const emptyView: RunView = {
  live: undefined,
  past: undefined,
  connection: { state: 'idle' },
  rounds: latest,
  steps: new Map(),
};

/** A store that shows no run. */
export function createRunStore(): RunStore {
  return createStore<RunView>(() => emptyView);
}

/** Forgets every run, as when another mesh opens. */
export function clearRuns(store: RunStore): void {
  store.setState(emptyView, true);
}

/** Makes `run` the newest run of the mesh and shows it. */
export function showLive(store: RunStore, run: RunState): void {
  store.setState(({ live, rounds: before }) => {
    const rounds = live?.runId === run.runId ? before : latest;
    return { live: run, past: undefined, rounds, steps: indexSteps(run, rounds) };
  });
}

/** Shows a past run, or the newest again with undefined. */
export function showPast(store: RunStore, run: RunState | undefined): void {
  store.setState(({ live }) => ({ past: run, rounds: latest, steps: indexSteps(run ?? live, latest) }));
}

/** Looks at a round of a container, by its step id; the latest one is followed as further rounds begin. */
export function showRound(store: RunStore, containerStepId: string, round: number): void {
  store.setState(({ live, past, rounds: before }) => {
    const run = past ?? live;
    const rounds = new Map(before);
    if (readRounds(run, containerStepId).at(-1)?.round === round) rounds.delete(containerStepId);
    else rounds.set(containerStepId, round);
    return { rounds, steps: indexSteps(run, rounds) };
  });
}

export function setConnection(store: RunStore, connection: Connection): void {
  store.setState({ connection });
}

/** Folds events of the newest run, in order, into one change of the store; events of another run are ignored. */
export function foldEvents(store: RunStore, events: readonly RunEvent[]): void {
  const { live, past, rounds } = store.getState();
  if (!live) return;
  const ours = events.filter(({ runId }) => runId === live.runId);
  const next = reduceRunEvents(live, ours);
  if (next === live) return;
  store.setState(past ? { live: next } : { live: next, steps: indexSteps(next, rounds) });
}

/** The store of this page. */
export const runStore = createRunStore();

/** The step of one node in the run that is shown; renders again only when that step's own object changed. */
export function useStep(nodeId: string): StepState | undefined {
  return useStore(runStore, (view) => view.steps.get(nodeId));
}

/** The rounds of a container in the run that is shown; renders again only when one begins, gets further or is chosen. */
export function useRounds(containerStepId: string | undefined): Rounds {
  return useStore(
    runStore,
    useMemo(() => createRoundsReader(containerStepId), [containerStepId]),
  );
}

/** The newest step of a node in the run that is shown, whatever round is looked at. */
export function useLatestStep(nodeId: string): StepState | undefined {
  return useStore(runStore, ({ live, past }) => latestStep(past ?? live, nodeId));
}

const samplePeriod = 100;

/** Whole runs change with every token of every step: those who draw one look ten times a second, not every frame. */
function watchSampled(onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = runStore.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, samplePeriod);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

const readShown = (): RunState | undefined => runStore.getState().past ?? runStore.getState().live;
const readLive = (): RunState | undefined => runStore.getState().live;

/** The run that is shown, a past one or the newest; brought up to date at most ten times a second. */
export function useRun(): RunState | undefined {
  return useSyncExternalStore(watchSampled, readShown);
}

/** What the newest run asks of a person now, with the step that asks. */
export function getOpenRequests(): { readonly step: StepState; readonly request: OpenRequest }[] {
  const { live } = runStore.getState();
  return live ? openRequests(live) : [];
}

/** The newest run, also while a past one is shown; at most ten times a second. */
export function useLiveRun(): RunState | undefined {
  return useSyncExternalStore(watchSampled, readLive);
}

/** Status of the newest run; `idle` before the first. */
export function useRunStatus(): RunStatus | 'idle' {
  return useStore(runStore, (view) => view.live?.status ?? 'idle');
}

/** The past run that is shown, if one is. */
export function usePastRun(): RunState | undefined {
  return useStore(runStore, (view) => view.past);
}

export function useConnection(): Connection {
  return useStore(runStore, (view) => view.connection);
}

/** The id of the run that is shown. */
export function useRunId(): string | undefined {
  return useStore(runStore, ({ live, past }) => (past ?? live)?.runId);
}
