// The tools that a project can carry as source, and where they are bound. The others are handed in by who runs it.
import { importStatement } from './collect-source.ts';

interface CarriedTool {
  /** The values by which it is made, as exports of files. */
  readonly parts: readonly { readonly name: string; readonly file: string }[];
  /** Files that no import leads to. */
  readonly loaded?: readonly string[];
  /** The Tool, as it is written. */
  readonly written: string;
}

/** Tools that run wherever JavaScript does. */
export const portableTools: Readonly<Record<string, CarriedTool>> = {
  calculator: {
    parts: [{ name: 'calculator', file: 'tools/calculator/calculator.ts' }],
    written: 'calculator',
  },
  documents: {
    parts: [{ name: 'createDocumentsTool', file: 'tools/documents/documents.ts' }],
    written: 'createDocumentsTool()',
  },
};

/** Tools that only Node.js can run: nothing but `main.ts` may import them. */
export const nodeTools: Readonly<Record<string, CarriedTool>> = {
  page: {
    parts: [
      { name: 'createEgressGuard', file: 'tools/egress/egress-guard.ts' },
      { name: 'createPageTool', file: 'tools/page/page.ts' },
    ],
    loaded: ['tools/page/html-worker.ts'],
    written: 'createPageTool(createEgressGuard())',
  },
};

export interface BoundTools {
  /** Files to collect. */
  readonly files: readonly string[];
  /** Statements that import what `list` names, for a file of `parley/`. */
  readonly imports: readonly string[];
  /** A list of Tools, as it is written. */
  readonly list: string;
}

/** How those of these tools that `carried` knows are written. */
export function bindTools(ids: readonly string[], carried: Readonly<Record<string, CarriedTool>>): BoundTools {
  const used = Object.keys(carried)
    .filter((id) => ids.includes(id))
    .flatMap((id) => carried[id] ?? []);
  const parts = used.flatMap((tool) => tool.parts);
  return {
    files: [...parts.map(({ file }) => file), ...used.flatMap(({ loaded = [] }) => loaded)],
    imports: parts.map(({ name, file }) => importStatement([{ name, local: name, isType: false }], `./${file}`)),
    list: `[${used.map(({ written }) => written).join(', ')}]`,
  };
}

/** `node-tools.ts`, when some of these tools need it. */
export function writeNodeTools({ imports, list }: BoundTools): readonly (readonly [string, string])[] {
  if (imports.length === 0) return [];
  const text = `// The tools that need Node.js: main.ts hands them in.
${imports.join('\n')}

export const nodeTools = ${list};
`;
  return [['parley/node-tools.ts', text]];
}

/** The command line, with the tools that only it can hand in. */
export function writeMain(template: string, tools: readonly string[]): string {
  if (!tools.some((id) => Object.hasOwn(nodeTools, id))) return template;
  const told = /^import type .* from '\.\/parley\/index\.ts';\n/mu.exec(template)?.[0];
  const options = 'env: process.env, readDocument';
  if (told === undefined || template.split(options).length !== 2) throw new Error('main.ts has no place for tools');
  return template
    .replace(told, `${told}import { nodeTools } from './parley/node-tools.ts';\n`)
    .replace(options, `${options}, tools: nodeTools`);
}
