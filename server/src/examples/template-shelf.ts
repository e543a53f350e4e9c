// The templates that come with Parley: the folders of `examples/`. Looking at them stores nothing; taking one makes a mesh of it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GraphRecord, Template } from '@parley/spec';
import type { DocumentStore } from '../documents/document-store.ts';
import type { GraphStore } from '../graphs/graph-store.ts';
import { loadExample } from './load-example.ts';

export interface TemplateShelf {
  /** In order of name. */
  list(): Promise<Template[]>;
  /** A new mesh with its documents; undefined when there is no such template. */
  take(id: string): Promise<GraphRecord | undefined>;
}

interface ShelfParts {
  readonly documents: Pick<DocumentStore, 'add'>;
  readonly graphs: Pick<GraphStore, 'create'>;
}

/** An absent folder is an empty shelf. */
export function createTemplateShelf(root: string | undefined, { documents, graphs }: ShelfParts): TemplateShelf {
  const listIds = async (): Promise<string[]> => {
    if (root === undefined || !existsSync(root)) return [];
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'graph.json')))
      .map(({ name }) => name)
      .sort();
  };
  return {
    async list() {
      const ids = await listIds();
      return Promise.all(
        ids.map(async (id) => {
          const folder = path.join(root ?? '', id);
          const { graph } = await loadExample(folder);
          return { id, name: graph.name, about: await readAbout(folder), nodes: graph.nodes.length };
        }),
      );
    },
    async take(id) {
      // Only a name that was listed is ever a part of a path.
      if (!(await listIds()).includes(id)) return undefined;
      const { graph, documents: held } = await loadExample(path.join(root ?? '', id));
      for (const document of held) await documents.add(document);
      return graphs.create(graph);
    },
  };
}

/** The first sentence of its README, without Markdown; empty where there is none. */
async function readAbout(folder: string): Promise<string> {
  const file = path.join(folder, 'README.md');
  if (!existsSync(file)) return '';
  const [first = ''] = (await readFile(file, 'utf8'))
    .split(/\n\s*\n/u)
    .filter((paragraph) => !paragraph.startsWith('#'))
    .map((paragraph) =>
      paragraph
        .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
        .replace(/[*`]/gu, '')
        .replace(/\s+/gu, ' '),
    );
  return /^.*?[.!?](?=\s|$)/u.exec(first.trim())?.[0] ?? first.trim();
}
