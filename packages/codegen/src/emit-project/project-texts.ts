// The texts around a mesh's code: manifest, settings, keys by name, and what a person should know. It knows no Graph.
import type { ProviderDefinition } from '@parley/models';
import { installedVersion } from './collect-source.ts';
import { nodeTools, portableTools } from './tool-files.ts';

export interface ProjectFacts {
  readonly name: string;
  readonly providers: readonly ProviderDefinition[];
  readonly dependencies: ReadonlyMap<string, string>;
  readonly typeDependencies: ReadonlyMap<string, string>;
  /** A Mermaid drawing. */
  readonly picture: string;
  /** The replies are those of a run. */
  readonly isRecorded: boolean;
  readonly hasReaders: boolean;
  /** Ids of the tools that agents may call. */
  readonly tools: readonly string[];
  /** Files of the documents that the mesh names. */
  readonly documents: readonly string[];
}

/** The packages that the files outside of `parley/` import, with who of ours has them installed. */
const ownDependencies = [
  ['@hono/node-server', '../server'],
  ['hono', '../server'],
] as const;
const devDependencies = [
  ['@types/node', '..'],
  ['typescript', '..'],
] as const;

export function writeManifest({ name, dependencies, typeDependencies }: ProjectFacts): string {
  const versionOf = ([dependency, owner]: readonly [string, string]): [string, string] => {
    const version = installedVersion(owner, dependency);
    if (version === undefined) throw new Error(`${dependency} is not installed`);
    return [dependency, version];
  };
  const sorted = (entries: readonly (readonly [string, string])[]) =>
    Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const manifest = {
    name: packageName(name),
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      start: 'node main.ts',
      test: 'node --test',
      serve: 'node main.ts --serve',
      check: 'tsc',
    },
    dependencies: sorted([...dependencies, ...ownDependencies.map(versionOf)]),
    devDependencies: sorted([...typeDependencies, ...devDependencies.map(versionOf)]),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function packageName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{Mn}/gu, '');
  const words = plain.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'mesh';
}

export function writeTsconfig(): string {
  const compilerOptions = {
    target: 'ES2025',
    lib: ['ES2025', 'ESNext.Disposable', 'ESNext.Promise'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noFallthroughCasesInSwitch: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
  };
  return `${JSON.stringify({ compilerOptions, include: ['*.ts', 'parley'] }, null, 2)}\n`;
}

export function writeEnvironment({ providers }: ProjectFacts): string {
  const blocks = providers.flatMap(({ title, secret, baseUrlVariable, needsAddress, local, baseUrl }) => {
    const key = secret
      ? [`# ${secret.title}${secret.optional ? ', if it needs one' : ''}: ${secret.page}`, `${secret.name}=`]
      : [];
    const address = local
      ? [`# ${title} on your machine, when it runs there.`, `# ${baseUrlVariable}=${baseUrl ?? ''}`]
      : needsAddress
        ? [`# The address of ${title}.`, `# ${baseUrlVariable}=`]
        : [];
    const lines = [...key, ...address];
    return lines.length === 0 ? [] : [lines.join('\n')];
  });
  const head = '# Copy this file to .env and fill in what you have: one way to each family is enough.';
  const none = '# This mesh needs no keys.';
  return `${[...(blocks.length === 0 ? [none] : [head]), ...blocks].join('\n\n')}\n`;
}

export function writeReadme(facts: ProjectFacts): string {
  const { name, picture, providers, tools, documents } = facts;
  const needsKeys = providers.some(({ secret }) => secret);
  const needsNode = tools.some((id) => Object.hasOwn(nodeTools, id));
  const blocks = [
    `# ${escapeMarkdown(name)}`,
    'A mesh built with Parley, as a program of its own.',
    `\`\`\`mermaid\n${picture}\n\`\`\``,
    '## Run it',
    `You need Node.js 22.18 or newer.\n\n\`\`\`sh\nnpm install\n${needsKeys ? 'cp .env.example .env   # and fill in your keys\n' : ''}npm start -- "Your question"\n\`\`\``,
    'Without a question it asks the one in `mesh.ts`. `npm start -- --help` shows the rest: other documents, JSON, a server.',
    '| | |\n|---|---|\n| `npm test` | runs the mesh on the replies in `replies.json`: no key, no network |\n| `npm run check` | checks the types |\n| `npm run serve` | answers `POST /` on this machine with a stream of events |',
    facts.isRecorded
      ? 'The replies in `replies.json` are those of a run in Parley.'
      : 'The replies in `replies.json` are placeholders and say so: this mesh had not been run when it was exported.',
    '## Own it',
    '`mesh.ts` is the mesh: change prompts, models and settings there, add an agent, wire it differently. A step takes its inputs and settings by name; what it does not say is as usual. Call steps that do not need one another within one `Promise.all`.',
    "From another program:\n\n```ts\nimport { runMesh } from './mesh.ts';\n\nconst { result } = await runMesh({ question: 'Your question' }, { env: process.env, onText: ({ title, text }) => {} });\n```",
    `A step never throws because a model failed: what depends on it goes on without that voice, or is missing too, and \`runMesh\` throws a \`MeshError\` when an output is missing. A run is not kept: when the process ends, it is gone.${documents.length > 0 ? ' Pass `readDocument`, as `main.ts` does: it reads the files of `documents/`.' : ''}`,
    ...tellTools(tools),
    `\`mesh.ts\`, \`serve.ts\` and \`parley/\` use nothing of Node.js and run wherever JavaScript does; only \`main.ts\` and the test are for Node.js${needsNode ? ', and `parley/node-tools.ts` with the folders that it imports' : ''}.`,
    '`parley/` is the part of the runtime that this mesh uses, as source. `parley/families.ts` and `parley/providers.ts` list the models it can ask: to ask others, add them there, or export again.',
    '## Bring it back',
    'Drop this folder, or `mesh.ts` alone, on the canvas of Parley, or run `parley import mesh.ts`. It is read and never run; what cannot be drawn is told by line. `mesh.canvas.json` holds what only the canvas needs, such as where nodes stand.',
    '## Licence',
    'The files in `parley/` are part of Parley and come under the MIT licence. Everything else here is yours.',
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What of the tools that agents may call is here, and how the rest is handed in. */
function tellTools(tools: readonly string[]): string[] {
  const isCarried = (id: string) => Object.hasOwn(portableTools, id) || Object.hasOwn(nodeTools, id);
  const quote = (ids: readonly string[]) => ids.map((id) => `\`${id.replaceAll('`', '')}\``).join(', ');
  const carried = tools.filter(isCarried);
  const missing = tools.filter((id) => !isCarried(id));
  const [first] = missing;
  const blocks: string[] = [];
  if (carried.length > 0) {
    const told = [`Agents here may call tools that came along as source, in \`parley/tools/\`: ${quote(carried)}.`];
    if (carried.includes('documents')) {
      told.push("`documents` finds passages by their words; Parley's server finds them by meaning too.");
    }
    if (carried.includes('page')) {
      told.push(
        '`page` needs Node.js: `main.ts` hands it in. It reads public web pages only; from another program on Node.js, pass `tools: nodeTools` of `parley/node-tools.ts`.',
      );
    }
    blocks.push(told.join(' '));
  }
  if (first !== undefined) {
    const head = `These tools are not part of an export: ${quote(missing)}. The addresses and tokens of MCP servers stay in Parley. Without these tools the agents answer without them and say so. Hand your own in under the same ids${carried.includes('page') ? ', beside those of `nodeTools`' : ''}:`;
    const example = `const run = async (input: unknown) => ({ text: \`You asked for \${JSON.stringify(input)}.\` });
const tool = { id: ${JSON.stringify(first)}, name: 'my_tool', title: 'My tool', description: 'What it does.', inputSchema: { type: 'object' }, run };
const { result } = await runMesh({ question: 'Your question' }, { env: process.env, tools: [tool] });`;
    blocks.push(`${head}\n\n\`\`\`ts\n${example}\n\`\`\``);
  }
  return blocks;
}

/** A title on one line, with nothing in it that Markdown or HTML would read. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{C}]/gu, '')
    .replace(/[\\`*_{}[\]()#+!|~<>&-]/gu, String.raw`\$&`);
}
