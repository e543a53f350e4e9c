// What the workspace's decisions tell of its voices, as the server last said. Asked for again after a run and after a grade.
import type { WorkspaceHistory } from '@parley/spec';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { api } from '../api/api.ts';

export const historyStore = createStore<{ readonly history: WorkspaceHistory | undefined }>(() => ({
  history: undefined,
}));

/** Asks the server again; throws ApiError and keeps what was known. */
export async function refreshHistory(): Promise<void> {
  historyStore.setState({ history: await api.history() });
}

/** The history; undefined until the server has answered once. */
export function useHistory(): WorkspaceHistory | undefined {
  return useStore(historyStore, (state) => state.history);
}
