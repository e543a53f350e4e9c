// A project as files on the disk, with the packages that it needs linked to those installed here: no network.
import { mkdirSync, mkdtempSync, realpathSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../../..');
const owners = [
  'packages/models',
  'packages/runtime',
  'packages/tools',
  'packages/codegen',
  'server',
  'packages/deliberation',
  '.',
];
const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

export interface ProjectFolder extends Disposable {
  readonly path: string;
}

/** Writes the files to a folder of their own, which goes when it is disposed of. */
export function writeProject(files: ReadonlyMap<string, string>): ProjectFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'parley-project-')));
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const { dependencies, devDependencies } = manifestSchema.parse(JSON.parse(files.get('package.json') ?? ''));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    link(folder, name, version);
  }
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** The very version that the manifest names. */
function link(folder: string, name: string, version: string): void {
  for (const owner of owners) {
    const from = path.join(root, owner, 'node_modules', name);
    if (versionIn(from) !== version) continue;
    mkdirSync(path.dirname(path.join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(realpathSync(from), path.join(folder, 'node_modules', name));
    return;
  }
  throw new Error(`${name} ${version} is not installed here`);
}

function versionIn(folder: string): string | undefined {
  try {
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
      .version;
  } catch {
    return undefined;
  }
}

/** A program of the workspace, such as `tsc`. */
export function programOf(name: string): string {
  return path.join(root, 'node_modules', '.bin', name);
}
