// What a person gives a run on the command line, as inputs by node. It reads no file; that is the caller's.
import { nodeTypes } from '@parley/nodes';
import { AppError, type DocumentRef, type Graph, type RunInput, type RunInputs } from '@parley/spec';
import { z } from 'zod';

/** `--file`: a path, and the input node it is for when it names one. */
export interface NamedFile {
  readonly node: string | undefined;
  readonly path: string;
}

interface Source {
  readonly id: string;
  readonly title: string;
  readonly documents: readonly Omit<DocumentRef, 'text'>[];
}

const sourceConfig = z.looseObject({
  title: z.string().default(''),
  documents: z.array(z.looseObject({ id: z.string(), title: z.string() })).default([]),
});
const refSchema = z.custom<Omit<DocumentRef, 'text'>>((value) => typeof value === 'object');

/** The words that mean a field of the only input node. */
const fields: Readonly<Record<string, 'question' | 'text'>> = { q: 'question', question: 'question', text: 'text' };

/**
 * Inputs from `name=value` pairs and stored files. A name is `q` or `text` for the only input node, or an input node's title or id,
 * with `.text` behind it for its pasted text. Files join the documents that the mesh names. AppError `user/bad-request`
 * names a pair that fits nothing.
 */
export function readRunInputs(
  graph: Graph,
  pairs: readonly string[],
  files: readonly { readonly node: string | undefined; readonly ref: DocumentRef }[],
): RunInputs {
  const sources = listSources(graph);
  const inputs = new Map<string, RunInput>();
  const change = (id: string, input: RunInput) => inputs.set(id, { ...inputs.get(id), ...input });
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw refuse(`--input takes name=value, such as --input "q=What changes?", and it is "${pair}".`);
    const { source, field } = findField(sources, pair.slice(0, at).trim());
    change(source.id, { [field]: pair.slice(at + 1) });
  }
  for (const { node, ref } of files) {
    const source = node === undefined ? onlyOne(sources, '--file "Title=path"') : findSource(sources, node);
    const { text: _, ...stored } = ref;
    change(source.id, { documents: [...(inputs.get(source.id)?.documents ?? source.documents), stored] });
  }
  return Object.fromEntries(inputs);
}

/** Splits `Title=path` where the mesh has an input of that name; everything else is a path as it stands. */
export function readNamedFile(graph: Graph, value: string): NamedFile {
  const at = value.indexOf('=');
  const name = value.slice(0, Math.max(0, at)).trim();
  const isNamed = at > 0 && listSources(graph).some((source) => isCalled(source, name));
  return isNamed ? { node: name, path: value.slice(at + 1) } : { node: undefined, path: value };
}

function listSources(graph: Graph): Source[] {
  return graph.nodes
    .filter(({ type }) => nodeTypes.get(type)?.role === 'source')
    .map(({ id, config }) => {
      const read = sourceConfig.safeParse(config);
      const documents = z.array(refSchema).safeParse(config['documents']);
      return { id, title: read.data?.title ?? '', documents: documents.data ?? [] };
    });
}

function findField(sources: readonly Source[], name: string): { source: Source; field: 'question' | 'text' } {
  const named = sources.find((source) => isCalled(source, name));
  if (named) return { source: named, field: 'question' };
  const own = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (own) return { source: onlyOne(sources, '--input "Title=…"'), field: own };
  const [, title = '', field = ''] = /^(.+)\.(question|q|text)$/u.exec(name) ?? [];
  return { source: findSource(sources, title || name), field: fields[field] ?? 'question' };
}

function findSource(sources: readonly Source[], name: string): Source {
  const found = sources.filter((source) => isCalled(source, name));
  const [first] = found;
  if (found.length > 1) {
    throw refuse(
      `${found.length} inputs of this mesh are called "${name}". Use one of their ids: ${list(found.map(({ id }) => id))}.`,
    );
  }
  if (!first) throw refuse(`The mesh has no input "${name}"; it has ${list(sources.map(nameOf))}.`);
  return first;
}

function onlyOne(sources: readonly Source[], example: string): Source {
  const [first] = sources;
  if (!first) throw refuse('This mesh has no input node, so it takes neither --input nor --file.');
  if (sources.length > 1)
    throw refuse(`This mesh has several inputs: ${list(sources.map(nameOf))}. Name one: ${example}.`);
  return first;
}

function isCalled({ id, title }: Source, name: string): boolean {
  return id === name || title.toLowerCase() === name.toLowerCase();
}

function nameOf({ id, title }: Source): string {
  return title || id;
}

function list(names: readonly string[]): string {
  return names.length === 0
    ? 'none'
    : names
        .slice(0, 8)
        .map((name) => `"${name}"`)
        .join(', ');
}

function refuse(message: string): AppError {
  return new AppError('user/bad-request', `${message} Nothing was run.`);
}
