// Which mesh is open: the address, the first one at start, opening, creating, copying and deleting. Edits are the graph store's.
import type { GraphRecord } from '@parley/spec';
import { createGraph } from '@parley/spec';
import { ApiError, api } from '../api/api.ts';
import { autosave, getGraph, getGraphId } from './graph-store.ts';
import { setSelection } from './view-store.ts';

const LAST_KEY = 'parley.last-mesh';
const addressOf = (id: string) => `/m/${encodeURIComponent(id)}`;

/** The mesh the address names; undefined at the root. */
function idInAddress(): string | undefined {
  const match = /^\/m\/([^/]+)$/.exec(location.pathname);
  return match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
}

function show(record: GraphRecord, history: 'push' | 'replace' | 'keep'): void {
  setSelection({ nodes: [], edges: [] });
  autosave.open(record);
  localStorage.setItem(LAST_KEY, record.id);
  const address = addressOf(record.id);
  if (history === 'keep' || location.pathname === address) return;
  if (history === 'push') window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}

/** Saves what is open as far as it can be; a draft keeps what cannot. */
async function leave(): Promise<void> {
  await autosave.flush().catch(() => undefined);
}

/** Opens the mesh the address names, else the last open one, else the newest, else a new empty one. Throws ApiError. */
export async function openFirst(): Promise<void> {
  for (const id of [idInAddress(), localStorage.getItem(LAST_KEY) ?? undefined]) {
    const record = id === undefined ? undefined : await findMesh(id);
    if (record) return show(record, 'replace');
  }
  const [newest] = await api.graphs();
  show(newest ? await api.graph(newest.id) : await api.createGraph(createGraph('Untitled mesh')), 'replace');
}

async function findMesh(id: string): Promise<GraphRecord | undefined> {
  try {
    return await api.graph(id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

export async function openMesh(id: string): Promise<void> {
  if (id === getGraphId()) return;
  await leave();
  show(await api.graph(id), 'push');
}

export async function createMesh(): Promise<void> {
  await leave();
  show(await api.createGraph(createGraph('Untitled mesh')), 'push');
}

/** Makes a mesh of a template and goes there. Throws ApiError. */
export async function takeTemplate(id: string): Promise<void> {
  await leave();
  show(await api.takeTemplate(id), 'push');
}

/** Saves this version as a mesh of its own and goes on there; the stored one stays as it is. */
export async function saveCopy(): Promise<void> {
  const graph = getGraph();
  const record = await api.createGraph({ ...graph, name: `${graph.name.slice(0, 190)} (copy)` });
  autosave.discard();
  show(record, 'push');
}

/** Deletes a mesh; when it is the open one, opens another. */
export async function deleteMesh(id: string): Promise<void> {
  await api.deleteGraph(id);
  if (id !== getGraphId()) return;
  autosave.discard();
  localStorage.removeItem(LAST_KEY);
  window.history.replaceState(null, '', '/');
  await openFirst();
}

/** Follows the browser's back and forward buttons; answers how to stop. */
export function followAddress(onError: (error: unknown) => void): () => void {
  const follow = () => {
    const id = idInAddress();
    if (id === undefined || id === getGraphId()) return;
    leave()
      .then(() => api.graph(id))
      .then((record) => show(record, 'keep'))
      .catch(onError);
  };
  window.addEventListener('popstate', follow);
  return () => window.removeEventListener('popstate', follow);
}
