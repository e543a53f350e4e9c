// Families and whether they can speak now, as the server last said. Read-only: the Models page changes them on the server.
import type { FamilyStatus } from '@parley/spec';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { api } from '../api/api.ts';

const none: readonly FamilyStatus[] = [];

export const familiesStore = createStore<{ readonly families: readonly FamilyStatus[] }>(() => ({ families: none }));

/** Asks the server again; throws ApiError and keeps what was known. */
export async function refreshFamilies(): Promise<void> {
  familiesStore.setState({ families: await api.families() });
}

/** Every family; empty until the server has answered once. */
export function useFamilies(): readonly FamilyStatus[] {
  return useStore(familiesStore, (state) => state.families);
}

export function useFamily(id: string): FamilyStatus | undefined {
  return useStore(familiesStore, (state) => state.families.find((family) => family.id === id));
}
