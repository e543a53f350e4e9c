// downloadProject: the saved mesh as a project, handed over as a zip file; answers what is in it.
import { unzipSync } from 'fflate';
import { api } from '../api/api.ts';
import { getGraph, getGraphId, saveNow } from '../state/graph-store.ts';
import { saveFile } from '../ui/save-file.ts';

export interface ProjectFile {
  /** In the project's folder. */
  readonly path: string;
}

/** Saves what is unsaved first: the server exports what it has. Throws ApiError. */
export async function downloadProject(): Promise<ProjectFile[]> {
  await saveNow();
  const { name } = getGraph();
  const zip = await api.exportGraph(getGraphId());
  const paths: string[] = [];
  // Names only; nothing is unpacked.
  unzipSync(new Uint8Array(await zip.arrayBuffer()), {
    filter: (file) => {
      paths.push(file.name);
      return false;
    },
  });
  saveFile(zip, name, 'zip');
  const folder = `${paths[0]?.split('/')[0] ?? ''}/`;
  const isInFolder = paths.every((path) => path.startsWith(folder));
  return paths
    .filter((path) => !path.endsWith('/'))
    .map((path) => ({ path: isInFolder ? path.slice(folder.length) : path }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
