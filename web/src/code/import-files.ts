// Files a person chose or dropped, read as a mesh by the server. The mesh is a new one; what is open stays as it is.
import { toast } from 'sonner';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { api, type ImportAnswer } from '../api/api.ts';
import { addMesh } from '../state/meshes.ts';

/** What could not be read of the last import, until the person has seen it. */
export interface ImportReport {
  /** Of the mesh that was made; absent when none was. */
  readonly name?: string;
  readonly notes: ImportAnswer['notes'];
  /** Files that were handed over and not looked at. */
  readonly unread: readonly string[];
}

const reports = createStore<{ readonly report?: ImportReport | undefined }>(() => ({}));

export function useImportReport(): ImportReport | undefined {
  return useStore(reports, ({ report }) => report);
}

export function closeImportReport(): void {
  reports.setState({ report: undefined });
}

/** Makes a mesh of a mesh.ts (with its mesh.canvas.json) or of the zip file of an export, and opens it. Throws ApiError. */
export async function importFiles(files: readonly File[]): Promise<void> {
  const picked = pick(files);
  if (!picked.project && !picked.code) {
    toast.error(
      'A mesh is imported from its mesh.ts, with its mesh.canvas.json where you have it, or from the zip file of an export. Nothing was imported.',
    );
    return;
  }
  const used = [picked.project, picked.code, picked.canvas];
  const unread = files.filter((file) => !used.includes(file)).map(({ name }) => name);
  const { graph, notes } = await read(picked);
  if (graph) await addMesh(graph);
  if (!graph || notes.length > 0 || unread.length > 0) {
    reports.setState({ report: { ...(graph && { name: graph.name }), notes, unread } });
  } else toast.success(`"${graph.name}" was imported as a new mesh.`);
}

interface Picked {
  readonly project?: File | undefined;
  readonly code?: File | undefined;
  readonly canvas?: File | undefined;
}

/** A zip file holds everything; else the mesh.ts, or the one TypeScript file that is not something else of an export. */
function pick(files: readonly File[]): Picked {
  const project = files.find(({ name }) => /\.zip$/i.test(name));
  if (project) return { project };
  const code = files.find(({ name }) => name === 'mesh.ts') ?? files.find(({ name }) => /\.ts$/i.test(name));
  return { code, canvas: code && files.find(({ name }) => /canvas\.json$/i.test(name)) };
}

async function read({ project, code, canvas }: Picked): Promise<ImportAnswer> {
  if (project) return api.importProject(project);
  return api.importCode((await code?.text()) ?? '', canvas && parseJson(await canvas.text()));
}

/** Text that is no JSON goes on as it is: the server says what is wrong with it. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** Asks the person for the files of a mesh. */
export function chooseFiles(onChosen: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.ts,.json,.zip';
  input.addEventListener('change', () => onChosen([...(input.files ?? [])]));
  input.click();
}
