// Proves ARCHITECTURE.md section 3: who may import whom. It reads manifests and import lines and runs nothing of what it reads.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** The packages of this workspace that each one may use at run time. Tests and types may use more, as far as the manifest says so. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  models: ['spec'],
  deliberation: ['spec'],
  runtime: ['spec', 'models', 'deliberation'],
  compiler: ['spec'],
  engine: ['spec', 'runtime'],
  tools: ['spec', 'models', 'runtime'],
  codegen: ['spec', 'models', 'runtime', 'engine'],
  nodes: ['spec', 'runtime', 'deliberation'],
  server: ['spec', 'models', 'deliberation', 'runtime', 'compiler', 'engine', 'tools', 'codegen', 'nodes'],
  cli: ['spec', 'models', 'deliberation', 'runtime', 'compiler', 'engine', 'tools', 'codegen', 'nodes', 'server'],
  bench: ['spec', 'models', 'deliberation', 'runtime', 'compiler', 'engine', 'tools', 'codegen', 'nodes', 'server'],
  web: ['spec', 'models', 'deliberation', 'compiler', 'codegen', 'nodes'],
  e2e: ['spec'],
};

/** What the web app may take from a package that is not safe in a browser as a whole. */
const browserEntries: Readonly<Record<string, string>> = { models: '@parley/models/catalogue' };

/** Packages outside this workspace that only some of ours may depend on. */
const onlyFor: Readonly<Record<string, readonly string[]>> = {
  '@anthropic-ai/sdk': ['models'],
  openai: ['models'],
  '@google/genai': ['models'],
  '@langchain/langgraph': ['bench'],
  '@modelcontextprotocol/sdk': ['tools'],
  echarts: ['web'],
};
/** Packages that one folder wraps for all others. */
const wrappedIn: Readonly<Record<string, string>> = { echarts: 'web/src/charts/' };
const providerSdks = Object.keys(onlyFor).filter((name) => onlyFor[name]?.includes('models'));

const scope = '@parley/';
const reactName = /^(react|react-dom|@xyflow\/react|lucide-react)(\/|$)/;
const testFile = /(\.test\.tsx?|\.config\.ts)$|\/(testing|fixtures)\//;

interface Manifest {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

interface Import {
  readonly from: string;
  readonly line: number;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
}

interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Places where code asks for one node type by name. */
  readonly typeQuestions: readonly { readonly type: string; readonly line: number }[];
}

/** What one package of the workspace is: its folder from the root, its manifest and its sources. */
interface Unit {
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: readonly SourceFile[];
}

function names(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function readManifest(path: string): Manifest {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const field = (name: string): unknown =>
    typeof json === 'object' && json !== null ? Object.getOwnPropertyDescriptor(json, name)?.value : undefined;
  return {
    name: String(field('name')),
    dependencies: [...names(field('dependencies')), ...names(field('optionalDependencies'))],
    devDependencies: names(field('devDependencies')),
  };
}

function readSource(root: string, path: string): SourceFile {
  const source = readFileSync(join(root, path), 'utf8');
  const { module, program } = parseSync(path, source);
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    imports.push({ from: moduleRequest.value, line: lineOf(start), typeOnly });
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) imports.push({ from: moduleRequest.value, line: lineOf(start), typeOnly: isType });
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const [, from] = /^['"`](.*)['"`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end)) ?? [];
    if (from !== undefined) imports.push({ from, line: lineOf(start), typeOnly: false });
  }
  const typeQuestions: { type: string; line: number }[] = [];
  new Visitor({
    BinaryExpression({ operator, left, right, start }) {
      if (operator !== '===' && operator !== '!==') return;
      if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier' || left.property.name !== 'type')
        return;
      if (right.type === 'Literal' && typeof right.value === 'string') {
        typeQuestions.push({ type: right.value, line: lineOf(start) });
      }
    },
  }).visit(program);
  return { path, imports, typeQuestions };
}

function readUnits(root: string): Unit[] {
  const manifests = globSync(['packages/*/package.json', '{nodes,server,web,e2e}/package.json'], {
    cwd: root,
  }).toSorted();
  return manifests.map((path) => {
    const folder = dirname(path).replaceAll(sep, '/');
    const manifest = readManifest(join(root, path));
    const files = globSync(`${folder}/**/*.{ts,tsx}`, {
      cwd: root,
      exclude: (entry) => /(^|[\\/])(node_modules|dist|drizzle)$/.test(entry),
    }).toSorted();
    return {
      id: manifest.name.replace(scope, ''),
      folder,
      manifest,
      files: files.map((file) => readSource(root, file.replaceAll(sep, '/'))),
    };
  });
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function checkManifest({ id, folder, manifest }: Unit): string[] {
  const allowed = mayUse[id];
  const where = `${folder}/package.json`;
  if (!allowed) return [`${where}: ${manifest.name} is not in the table of scripts/check-boundaries.ts`];
  const faults: string[] = [];
  for (const name of manifest.dependencies) {
    if (name.startsWith(scope) && !allowed.includes(name.replace(scope, ''))) {
      faults.push(`${where}: ${id} must not depend on ${name}`);
    }
    if (onlyFor[name] && !onlyFor[name].includes(id)) {
      faults.push(`${where}: only ${onlyFor[name].join(', ')} may depend on ${name}`);
    }
    if (id === 'spec' && name !== 'zod') faults.push(`${where}: spec may depend on zod only, not on ${name}`);
  }
  return faults;
}

/** Faults of one import of a package by name. */
function checkPackageImport(unit: Unit, path: string, { from, typeOnly }: Import): string[] {
  const { id, manifest } = unit;
  const faults: string[] = [];
  const name = packageOf(from);
  const forRunning = !typeOnly && !testFile.test(path) && id !== 'e2e';
  if (name.startsWith(scope)) {
    const declared = manifest.dependencies.includes(name);
    if (!declared && !manifest.devDependencies.includes(name))
      faults.push(`${from} is not declared in ${unit.folder}/package.json`);
    else if (!declared && forRunning) faults.push(`${from} is a development dependency: take types only`);
    const entry = browserEntries[name.replace(scope, '')];
    if (id === 'web' && entry && forRunning && from !== entry)
      faults.push(`the web app may take values from ${entry} only`);
  }
  if (reactName.test(from) && id !== 'web' && !/^nodes\/src\/[^/]+\/card(\.test)?\.tsx$/.test(path)) {
    faults.push(`${from} belongs into web and nodes/*/card.tsx only`);
  }
  const wrapper = wrappedIn[name];
  if (wrapper !== undefined && !path.startsWith(wrapper)) faults.push(`${name} is imported outside ${wrapper}`);
  return faults;
}

/** Faults of one import of a file. */
function checkFileImport(
  root: string,
  unit: Unit,
  path: string,
  { from }: Import,
  nodeTypes: readonly string[],
): string[] {
  const target = relative(root, resolve(root, dirname(path), from)).replaceAll(sep, '/');
  if (!target.startsWith(`${unit.folder}/`) && !target.startsWith('examples/'))
    return [`${from} reaches out of ${unit.folder}`];
  const folderOf = (file: string): string | undefined =>
    nodeTypes.find((type) => file.startsWith(`nodes/src/${type}/`));
  const [own, other] = [folderOf(path), folderOf(target)];
  return own && other && own !== other ? [`a node type must not import another one (${own} imports ${other})`] : [];
}

/** Everything in the workspace at `root` that breaks the boundaries, one sentence each, led by its place. */
export function checkBoundaries(root: string): string[] {
  const units = readUnits(root);
  const nodeTypes = globSync('nodes/src/*/node.ts', { cwd: root }).map((path) => dirname(path).split(sep).at(-1) ?? '');
  const faults = units.flatMap(checkManifest);
  const sdkFolders = new Map<string, Set<string>>();
  for (const unit of units) {
    for (const { path, imports, typeQuestions } of unit.files) {
      for (const found of imports) {
        const relativeImport = found.from.startsWith('.');
        const broken = relativeImport
          ? checkFileImport(root, unit, path, found, nodeTypes)
          : checkPackageImport(unit, path, found);
        faults.push(...broken.map((fault) => `${path}:${found.line}: ${fault}`));
        const sdk = providerSdks.find((name) => name === packageOf(found.from));
        if (sdk) sdkFolders.set(sdk, (sdkFolders.get(sdk) ?? new Set()).add(dirname(path)));
      }
      if (unit.id === 'nodes' || testFile.test(path)) continue;
      for (const { type, line } of typeQuestions) {
        if (nodeTypes.includes(type)) {
          faults.push(`${path}:${line}: asks for the node type "${type}"; add a field to its definition instead`);
        }
      }
    }
  }
  for (const [sdk, folders] of sdkFolders) {
    const outside = [...folders].filter((folder) => !/^packages\/models\/src\/.+/.test(folder));
    faults.push(...outside.map((folder) => `${folder}: ${sdk} is imported outside its provider's folder`));
    if (outside.length === 0 && folders.size > 1) {
      faults.push(`${sdk} is imported in several folders: ${[...folders].toSorted().join(', ')}`);
    }
  }
  return faults;
}

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  if (!existsSync(join(root, 'pnpm-workspace.yaml'))) throw new Error(`${root} is not the workspace`);
  const faults = checkBoundaries(root);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
