// emitProject: a mesh as a project of its own: its code, the runtime it needs, how to run it and a test. Node only; it writes no
// file and reads none but our own source.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Replies } from '@parley/models';
import { type Document, type Graph, type NodeTypes, opNames, type Plan, type Step } from '@parley/spec';
import type { DocumentFile } from '../document-files.ts';
import { printMesh } from '../print-mesh.ts';
import { drawMermaid } from './draw-mermaid.ts';
import { type ProjectFacts, writeEnvironment, writeManifest, writeReadme, writeTsconfig } from './project-texts.ts';
import { placeholderReplies } from './placeholder-replies.ts';
import { writeRuntime } from './runtime-files.ts';
import { writeMain } from './tool-files.ts';

export interface ProjectSource {
  readonly graph: Graph;
  /** What the Graph compiles to. */
  readonly plan: Plan;
  readonly nodeTypes: NodeTypes;
  /** The document with its text; AppError `user/not-found` when it is not there. */
  readDocument(ref: DocumentFile['document']): Promise<Document>;
  /** What its models were answered, by step titles; without them replies.json holds placeholders that say so. */
  readonly replies?: Replies;
  /** Ids of the providers that can speak here. */
  readonly readyProviders?: readonly string[];
}

const template = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'template', `${name}.txt`), 'utf8');

/**
 * The project's files: texts by path, sorted. The same source always gives the same texts. Nothing of it is a secret: keys are
 * named, and their values are not known here.
 */
export async function emitProject(source: ProjectSource): Promise<ReadonlyMap<string, string>> {
  const { graph, plan, nodeTypes, readDocument } = source;
  const printed = printMesh(plan, { graph, nodeTypes });
  const steps = plan.steps.flatMap((step) => [step, ...(step.body?.steps ?? [])]);
  const used = new Set(steps.map(({ op }) => op));
  // The rounds of a loop end in a comparison.
  if (used.has('loop')) used.add('consensus');
  const tools = [...new Set(steps.flatMap(({ args }) => toolsIn(args)))].sort();
  const runtime = writeRuntime({
    ops: opNames.filter((op) => used.has(op)),
    families: [...new Set(steps.flatMap(({ args }) => familiesIn(args)))].sort(),
    readyProviders: source.readyProviders ?? [],
    tools,
  });
  const documents = await Promise.all(printed.documents.map((named) => readFiles(named, readDocument)));
  const facts: ProjectFacts = {
    name: plan.name,
    providers: runtime.providers,
    dependencies: runtime.dependencies,
    typeDependencies: runtime.typeDependencies,
    picture: drawMermaid(plan),
    isRecorded: source.replies !== undefined,
    hasReaders: runtime.providers.some(({ id }) => id === 'readers'),
    tools,
    documents: printed.documents.map(({ file }) => file),
  };
  const files: [string, string][] = [
    ['.env.example', writeEnvironment(facts)],
    ['.gitignore', '.env\nnode_modules\n'],
    ['README.md', writeReadme(facts)],
    ['main.ts', writeMain(template('main.ts'), tools)],
    ['mesh.canvas.json', `${JSON.stringify(printed.canvas, null, 2)}\n`],
    ['mesh.test.ts', template('mesh.test.ts')],
    ['mesh.ts', printed.code],
    ['package.json', writeManifest(facts)],
    ['replies.json', writeReplies(source, steps)],
    ['serve.ts', template('serve.ts')],
    ['tsconfig.json', writeTsconfig()],
    ...documents.flat(),
    ...runtime.files,
  ];
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function readFiles(
  { file, document }: DocumentFile,
  read: ProjectSource['readDocument'],
): Promise<[string, string][]> {
  const { text, pageStarts } = await read(document);
  const pages: [string, string][] = file.endsWith('.pdf.txt')
    ? [[file.replace(/txt$/, 'pages.json'), `${JSON.stringify(pageStarts)}\n`]]
    : [];
  return [[file, text], ...pages];
}

function writeReplies({ replies, plan }: ProjectSource, steps: readonly Step[]): string {
  const note = replies
    ? 'Recorded from a run in Parley: what the models were answered, by the title of the step and the name of the call, in order.'
    : 'Placeholders, not words of a model: this mesh had not been run when it was exported.';
  const asked = plan.steps.some(
    ({ op, args }) => op === 'brief' && (typeof args['question'] !== 'string' || args['question'].trim() === ''),
  );
  const input = asked ? { question: 'What is asked here?' } : {};
  return `${JSON.stringify({ note, input, replies: replies ?? placeholderReplies(steps) }, null, 2)}\n`;
}

/** What stands at a key of this name, wherever it is. */
function valuesAt(args: Step['args'][string], name: string): Step['args'][string][] {
  if (Array.isArray(args)) return args.flatMap((each) => valuesAt(each, name));
  if (typeof args !== 'object' || args === null) return [];
  return Object.entries(args).flatMap(([key, value]) => (key === name ? [value] : valuesAt(value, name)));
}

function familiesIn(args: Step['args']): string[] {
  return valuesAt(args, 'family').flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
}

function toolsIn(args: Step['args']): string[] {
  return valuesAt(args, 'tools').flatMap((tools) =>
    Array.isArray(tools) ? tools.filter((id) => typeof id === 'string') : [],
  );
}
