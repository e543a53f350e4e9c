// The `parley/` folder of a project: the ops, providers and tools that its mesh uses, as source, and the files that bind them.
import { defaultProviders, type FamilyDefinition, families, type ProviderDefinition } from '@parley/models';
import type { OpName } from '@parley/spec';
import { type CollectedSource, collectSource, importStatement } from './collect-source.ts';
import { printData } from './print-data.ts';
import { bindTools, type BoundTools, nodeTools, portableTools, writeNodeTools } from './tool-files.ts';

export interface RuntimeNeeds {
  /** Ops that the mesh calls, in the order in which they are listed in the spec. */
  readonly ops: readonly OpName[];
  /** Families whose models or readers it asks. */
  readonly families: readonly string[];
  /** Providers that can speak where it is exported: ways of these are kept too. */
  readonly readyProviders: readonly string[];
  /** Ids of the tools that its agents may call; those that are not carried may be among them. */
  readonly tools: readonly string[];
}

export interface RuntimeFiles extends CollectedSource {
  /** Those that the project can reach, for its keys and addresses. */
  readonly providers: readonly ProviderDefinition[];
}

/** A value of the runtime by its file and name. */
interface Bound {
  readonly file: string;
  readonly name: string;
}

/** Providers with a folder of their own; the others speak Chat Completions. */
const ownProviders: Readonly<Record<string, Bound>> = {
  anthropic: { file: 'models/providers/anthropic/anthropic.ts', name: 'anthropicProvider' },
  openai: { file: 'models/providers/openai/openai.ts', name: 'openaiProvider' },
  google: { file: 'models/providers/google/google.ts', name: 'googleProvider' },
};
const sdkOf = (provider: string): string =>
  ['anthropic', 'google', 'readers'].includes(provider) ? provider : 'openai';

const readers: Readonly<Record<string, Bound & { readonly title: string; readonly embedder?: Bound }>> = {
  'reader-lexical': { title: 'lexical', file: 'models/providers/readers/lexical-engine.ts', name: 'readLexically' },
  'reader-graph': { title: 'graph', file: 'models/providers/readers/graph-engine.ts', name: 'readByGraph' },
  'reader-semantic': {
    title: 'semantic',
    file: 'models/providers/readers/semantic-engine.ts',
    name: 'createSemanticEngine',
    embedder: { file: 'models/providers/readers/here-embedder.ts', name: 'createHereEmbedder' },
  },
};

/** An op is a file of its name; the rounds of a loop are the program's own. */
const fileOfOp = (op: OpName): Bound =>
  op === 'loop' ? { file: 'engine/mesh-loop.ts', name: 'openLoop' } : { file: `runtime/ops/${op}.ts`, name: op };

/** What every project needs. */
const always: readonly string[] = [
  'engine/mesh-error.ts',
  'engine/mesh.ts',
  'engine/open-mesh.ts',
  'models/create-token-meter.ts',
  'models/environment-gateway.ts',
  'models/replay-gateway.ts',
  'tools/create-toolbox.ts',
];

/** The folder's files by path, `parley/` included. */
export function writeRuntime(needs: RuntimeNeeds): RuntimeFiles {
  const named = families.filter(({ id }) => needs.families.includes(id));
  const sdks = new Set(named.flatMap(({ routes: [first] }) => (first ? [sdkOf(first.provider)] : [])));
  const used = named.map((family) => withRoutes(family, sdks, needs.readyProviders));
  const reached = new Set(used.flatMap(({ routes }) => routes.map(({ provider }) => provider)));
  const providers = defaultProviders.filter(({ id }) => reached.has(id));
  const bound = bindProviders(providers, used);
  const ops = needs.ops.map((op) => ({ op, ...fileOfOp(op) }));
  const portable = bindTools(needs.tools, portableTools);
  const ofNode = bindTools(needs.tools, nodeTools);
  const collected = collectSource([
    ...always,
    ...ops.map(({ file }) => file),
    ...bound.files,
    ...portable.files,
    ...ofNode.files,
  ]);
  return {
    ...collected,
    providers,
    files: new Map([
      ['parley/families.ts', writeFamilies(used)],
      ['parley/index.ts', writeIndex(ops, portable)],
      ...writeNodeTools(ofNode),
      ['parley/providers.ts', bound.text],
      ['parley/replay.ts', replayText],
      ...[...collected.files].map(([file, text]) => [`parley/${file}`, text] as const),
    ]),
  };
}

/** The maker's own way, every other one that needs no further SDK, and those that speak where it is exported. */
function withRoutes(family: FamilyDefinition, sdks: ReadonlySet<string>, ready: readonly string[]): FamilyDefinition {
  return {
    ...family,
    routes: family.routes.filter(({ provider }) => sdks.has(sdkOf(provider)) || ready.includes(provider)),
  };
}

function writeFamilies(used: readonly FamilyDefinition[]): string {
  return `// The families that the mesh asks: their models, and the ways to them. Another one is another entry here.
import type { FamilyDefinition } from './models/family-definition.ts';

export const families: readonly FamilyDefinition[] = ${printData(used)};
`;
}

/** `providers.ts` and the files it imports. */
function bindProviders(providers: readonly ProviderDefinition[], used: readonly FamilyDefinition[]) {
  const imports = new Map<string, Bound>();
  const use = (bound: Bound): string => {
    imports.set(`${bound.file} ${bound.name}`, bound);
    return bound.name;
  };
  const written = providers.map((provider) => {
    const own = ownProviders[provider.id];
    if (own) return `  ${use(own)},\n`;
    if (provider.id === 'readers') return `  ${writeReaders(used, use)},\n`;
    const { load: _, ...server } = provider;
    for (const value of Object.values(server)) {
      if (typeof value === 'function') use({ file: 'models/providers/openai/local-windows.ts', name: value.name });
    }
    use({ file: 'models/providers/openai/openai-chat.ts', name: 'createChatProvider' });
    return `  createChatProvider(${printData(server, 2)}),\n`;
  });
  const byFile = Map.groupBy(
    [...imports.values()].toSorted((one, other) => (one.file < other.file ? -1 : 1)),
    ({ file }) => file,
  );
  const statements = [...byFile].map(([file, names]) => importOf(names, file));
  const provider = importStatement(
    [{ name: 'ProviderDefinition', local: 'ProviderDefinition', isType: true }],
    './models/provider.ts',
  );
  return {
    files: [...byFile.keys()],
    text: `// Who serves the models that the mesh asks. Another provider is another line here, and a route in families.ts.
${[provider, ...statements].join('\n')}

export const providers: readonly ProviderDefinition[] = [
${written.join('')}];
`,
  };
}

function writeReaders(used: readonly FamilyDefinition[], use: (bound: Bound) => string): string {
  const define = use({ file: 'models/provider.ts', name: 'defineProvider' });
  const create = use({ file: 'models/providers/readers/create-readers.ts', name: 'createReaders' });
  const entries = used.flatMap(({ id }) => {
    const reader = readers[id];
    if (!reader) return [];
    const engine = reader.embedder ? `${use(reader)}(${use(reader.embedder)}())` : use(reader);
    return [`        '${id}': { title: '${reader.title}', engine: ${engine} },\n`];
  });
  return `${define}({
    id: 'readers',
    title: 'Local readers',
    load: async () =>
      ${create}({
${entries.join('')}      }),
  })`;
}

function importOf(names: readonly Bound[], file: string): string {
  return importStatement(
    names.map(({ name }) => ({ name, local: name, isType: false })),
    `./${file}`,
  );
}

function writeIndex(ops: readonly (Bound & { readonly op: OpName })[], tools: BoundTools): string {
  const imports = [...ops.map((op) => importOf([op], op.file)), ...tools.imports].toSorted().join('\n');
  const bound = ops.map(({ op, name }) => (op === name ? op : `${op}: ${name}`)).join(', ');
  return `// What mesh.ts is written with: the ops, families, providers and tools that it uses. The other folders here are the source of
// Parley's own runtime (MIT).
import type { Mesh, MeshInput, MeshOptions as RunOptions } from './engine/mesh.ts';
import { openMesh as open } from './engine/open-mesh.ts';
import { families } from './families.ts';
import { createTokenMeter } from './models/create-token-meter.ts';
import { createEnvironmentGateway } from './models/environment-gateway.ts';
import type { ModelGateway } from './models/gateway.ts';
import { providers } from './providers.ts';
import type { Tool } from './runtime/op.ts';
import { createToolbox } from './tools/create-toolbox.ts';
${imports}

export { MeshError } from './engine/mesh-error.ts';
export type { MeshDocument, MeshInput, MeshStep, Missing, Outcome, Round } from './engine/mesh.ts';
export type { Tool } from './runtime/op.ts';
export type { RunEventBody } from './spec/run-event.ts';

const ops = { ${bound} };
/** Tools that its agents find here. */
const carried: readonly Tool[] = ${tools.list};

export interface MeshOptions extends RunOptions {
  /** Keys and addresses, by the names in .env.example. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Used for every request, in place of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
  /** Answers in place of the providers, as in mesh.test.ts. */
  readonly models?: ModelGateway | undefined;
  /** More tools for agents, found by their ids; one of these goes before one that is carried here. */
  readonly tools?: readonly Tool[] | undefined;
}

/** Opens a run: \`results\` ends it. */
export function openMesh(name: string, input: MeshInput, options: MeshOptions): Pick<Mesh, keyof typeof ops | 'results'> {
  const { env = {}, fetch, models, tools = [], ...told } = options;
  const gateway = models ?? createEnvironmentGateway({ families, providers, env, fetch });
  const toolbox = createToolbox([...tools, ...carried]);
  return open(name, input, told, { ops, models: gateway, tools: toolbox, meter: createTokenMeter() });
}
`;
}

const replayText = `// Recorded replies in place of models, for tests.
import { families } from './families.ts';
import { createEnvironmentGateway } from './models/environment-gateway.ts';
import type { ModelGateway } from './models/gateway.ts';
import { createReplayGateway, repliesSchema } from './models/replay-gateway.ts';
import { providers } from './providers.ts';

/** Models that answer what was recorded, by the title of the step and the name of the call, in order. */
export function replay(replies: unknown): ModelGateway {
  return createReplayGateway(repliesSchema.parse(replies), createEnvironmentGateway({ families, providers, env: {} }));
}
`;
