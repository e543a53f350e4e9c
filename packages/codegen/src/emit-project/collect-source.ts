// collectSource: the files of our own packages that some exports need, with imports between packages rewritten to files.
// It follows imports as they are written, through barrels to the file that declares a name. Node only; nothing is run.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { parseSourceExports, type SourceExports } from './source-exports.ts';

/** The folder that holds our packages. */
const packagesFolder = path.resolve(import.meta.dirname, '../../..');

export interface CollectedSource {
  /** Texts by path: `<package>/<path in its src>`, sorted. */
  readonly files: ReadonlyMap<string, string>;
  /** Packages of others that the files import, with the version that is installed here. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The same of packages with nothing but types. */
  readonly typeDependencies: ReadonlyMap<string, string>;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly targets: readonly string[];
  readonly dependencies: readonly Dependency[];
}

interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly typesOnly: boolean;
}

/** Files do not change while the process runs. */
const known = new Map<string, SourceFile>();
const knownExports = new Map<string, SourceExports>();

/** Everything reached from these files, each given as `<package>/<path in its src>`. */
export function collectSource(entries: readonly string[]): CollectedSource {
  const files = new Map<string, SourceFile>();
  const queue = [...entries];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (files.has(next)) continue;
    const file = readSource(next);
    files.set(next, file);
    queue.push(...file.targets);
  }
  const sorted = [...files.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const all = sorted.flatMap(({ dependencies }) => dependencies);
  const sortedNames = (typesOnly: boolean) =>
    new Map(
      all
        .filter((dependency) => dependency.typesOnly === typesOnly)
        .map(({ name, version }) => [name, version] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
  return {
    files: new Map(sorted.map(({ path: at, text }) => [at, text])),
    dependencies: sortedNames(false),
    typeDependencies: sortedNames(true),
  };
}

/** The file that declares what a package exports under this name, as `<package>/<path in its src>`. */
function fileOfExport(from: string, name: string): string {
  const found = findExport(entryOf(from), name, new Set());
  if (found === undefined) throw new Error(`${from} exports no ${name}`);
  return found;
}

function readSource(at: string): SourceFile {
  const before = known.get(at);
  if (before) return before;
  const source = readText(at);
  const { module } = parseSync(at, source);
  const targets: string[] = [];
  const dependencies: Dependency[] = [];
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  for (const { moduleRequest, entries, start, end } of module.staticImports) {
    const from = moduleRequest.value;
    if (!from.startsWith('@parley/')) {
      take(from);
      continue;
    }
    const named = entries.map(({ importName, localName, isType }) => {
      if (importName.name === null) {
        throw new Error(`${at} imports all of ${from}: name what it needs`);
      }
      return { name: importName.name, local: localName.value, isType };
    });
    edits.push({ start, end, text: rewriteImport(at, from, named, targets) });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) {
      if (!moduleRequest) continue;
      if (moduleRequest.value.startsWith('@parley/')) throw new Error(`${at} hands on ${moduleRequest.value}`);
      take(moduleRequest.value);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = source.slice(moduleRequest.start, moduleRequest.end);
    const from = /^['"`]([^$]*)['"`]$/.exec(written)?.[1];
    if (from === undefined || from.startsWith('@parley/')) throw new Error(`${at} imports ${written} as it runs`);
    take(from);
  }

  function take(from: string): void {
    if (from.startsWith('.')) targets.push(path.posix.join(path.posix.dirname(at), from));
    else if (!from.startsWith('node:')) dependencies.push(...dependenciesOf(at, from));
  }

  let text = source;
  for (const edit of edits.toReversed()) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const file = { path: at, text, targets, dependencies };
  known.set(at, file);
  return file;
}

interface ImportedName {
  readonly name: string;
  readonly local: string;
  readonly isType: boolean;
}

/** The same import, one statement for each file that declares some of the names. */
function rewriteImport(at: string, from: string, named: readonly ImportedName[], targets: string[]): string {
  const byFile = Map.groupBy(named, ({ name }) => fileOfExport(from, name));
  targets.push(...byFile.keys());
  return [...byFile]
    .map(([file, names]) => {
      const relative = path.posix.relative(path.posix.dirname(at), file);
      return importStatement(names, relative.startsWith('.') ? relative : `./${relative}`);
    })
    .join('\n');
}

/** An import as our formatter would write it. */
export function importStatement(names: readonly ImportedName[], from: string): string {
  const typesOnly = names.every(({ isType }) => isType);
  const list = names.map(({ name, local, isType }) => {
    const renamed = name === local ? name : `${name} as ${local}`;
    return isType && !typesOnly ? `type ${renamed}` : renamed;
  });
  const head = typesOnly ? 'import type' : 'import';
  const line = `${head} { ${list.join(', ')} } from '${from}';`;
  return line.length <= 120 ? line : `${head} {\n${list.map((each) => `  ${each},\n`).join('')}} from '${from}';`;
}

function findExport(at: string, name: string, seen: Set<string>): string | undefined {
  if (seen.has(at)) return undefined;
  seen.add(at);
  const found = knownExports.get(at) ?? parseSourceExports(at, readText(at));
  knownExports.set(at, found);
  if (found.declared.has(name)) return at;
  const handed = found.handedOn.get(name);
  const folder = path.posix.dirname(at);
  if (handed) return findExport(path.posix.join(folder, handed.from), handed.name, seen);
  for (const from of found.allOf) {
    const inner = findExport(path.posix.join(folder, from), name, seen);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The file behind `@parley/<package>` or `@parley/<package>/<entry>`. */
function entryOf(from: string): string {
  const [, name = '', entry] = /^@parley\/([^/]+)(?:\/(.+))?$/.exec(from) ?? [];
  const manifest: unknown = JSON.parse(readFileSync(path.join(packagesFolder, name, 'package.json'), 'utf8'));
  const file = field(field(manifest, 'exports'), entry === undefined ? '.' : `./${entry}`);
  if (typeof file !== 'string' || !file.startsWith('./src/')) throw new Error(`${from} is no entry of a package`);
  return `${name}/${file.slice('./src/'.length)}`;
}

function readText(at: string): string {
  const [name = '', ...rest] = at.split('/');
  return readFileSync(path.join(packagesFolder, name, 'src', ...rest), 'utf8');
}

/** The package that is imported, and the one with its types when it has them from elsewhere. */
function dependenciesOf(at: string, from: string): Dependency[] {
  const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/');
  const [owner = ''] = at.split('/');
  const version = installedVersion(owner, name);
  const types = `@types/${name}`;
  const typesVersion = installedVersion(owner, types);
  if (version === undefined && typesVersion === undefined) {
    throw new Error(`${at} imports ${from}, which is not installed`);
  }
  return [
    ...(version === undefined ? [] : [{ name, version, typesOnly: false }]),
    ...(typesVersion === undefined ? [] : [{ name: types, version: typesVersion, typesOnly: true }]),
  ];
}

/** The version that a package of ours, whose folder is given from that of all packages, has installed. */
export function installedVersion(owner: string, name: string): string | undefined {
  const file = path.join(packagesFolder, owner, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return undefined;
  const version = field(JSON.parse(readFileSync(file, 'utf8')), 'version');
  return typeof version === 'string' ? version : undefined;
}

function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? Object.getOwnPropertyDescriptor(from, name)?.value : undefined;
}
