// A project as a zip file and back. What comes from outside is held to what a project can be before anything is unpacked.
import { AppError } from '@parley/spec';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

const MEGABYTE = 1024 * 1024;
/** Of what is read out of a zip file, all together, by its own word, which unpacking holds it to. */
const mostUnpacked = 64 * MEGABYTE;
const mostFiles = 5_000;
/** One time for all files, so that the same project is always the same zip file. */
const mtime = new Date(2000, 0, 1);

/** The zip file of these texts, each under `folder`. */
export function zipProject(files: ReadonlyMap<string, string>, folder: string): Uint8Array<ArrayBuffer> {
  const input: Zippable = {};
  for (const [path, text] of files) input[`${folder}/${path}`] = [strToU8(text), { mtime, level: 6 }];
  return new Uint8Array(zipSync(input));
}

/**
 * What an import reads of a zip file: `mesh.ts`, `mesh.canvas.json` and `documents/`, by their paths within the folder that
 * `mesh.ts` is in. AppError `user/bad-request` for what is no zip file or has no `mesh.ts`, `limit/too-large` for what would become
 * too large.
 */
export function unzipProject(bytes: Uint8Array): ReadonlyMap<string, string> {
  const names: string[] = [];
  open(bytes, ({ name }) => {
    names.push(name);
    if (names.length > mostFiles) throw tooLarge();
    return false;
  });
  const mesh = names
    .filter((name) => name === 'mesh.ts' || name.endsWith('/mesh.ts'))
    .toSorted((one, other) => one.length - other.length)[0];
  if (mesh === undefined)
    throw new AppError('user/bad-request', 'There is no mesh.ts in this zip file. Nothing was imported.');
  const folder = mesh.slice(0, -'mesh.ts'.length);
  let unpacked = 0;
  const found = open(bytes, ({ name, originalSize }) => {
    const within = name.startsWith(folder) ? name.slice(folder.length) : '';
    const wanted = within === 'mesh.ts' || within === 'mesh.canvas.json' || /^documents\/[^/]+$/.test(within);
    if (!wanted) return false;
    unpacked += originalSize;
    if (unpacked > mostUnpacked) throw tooLarge();
    return true;
  });
  return new Map(Object.entries(found).map(([name, text]) => [name.slice(folder.length), strFromU8(text)]));
}

function open(bytes: Uint8Array, filter: (file: { readonly name: string; readonly originalSize: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('user/bad-request', 'This zip file is broken or none. Nothing was imported.', { cause });
  }
}

function tooLarge(): AppError {
  return new AppError('limit/too-large', 'This zip file holds more than a mesh can be. Nothing was imported.');
}
