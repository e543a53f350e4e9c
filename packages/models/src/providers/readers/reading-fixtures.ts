// Material for the readers' tests: documents made from text, the briefing pack, and a call collected to its end.
import { readdirSync, readFileSync } from 'node:fs';
import type { Document, Passage } from '@parley/spec';
import type { ModelEvent, Provider } from '../../provider.ts';

/** A document around a text; Markdown without pages unless told otherwise. */
export function documentOf(text: string, parts: Partial<Document> = {}): Document {
  return {
    id: parts.title ?? 'paper',
    title: 'Paper',
    mediaType: 'text/markdown',
    characters: text.length,
    pageStarts: [],
    ...parts,
    text,
  };
}

const packFolder = new URL('../../../../../examples/first-mesh/documents/', import.meta.url);

/** The briefing pack of examples/first-mesh, with the question its README asks. */
export function briefingPack(): { question: string; documents: Document[] } {
  const readme = readFileSync(new URL('../README.md', packFolder), 'utf8');
  const documents = readdirSync(packFolder)
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, packFolder), 'utf8');
      return documentOf(text, { id: name, title: /^# (.*)$/mu.exec(text)?.[1] ?? name });
    });
  return { question: /^> (.*)$/mu.exec(readme)?.[1] ?? '', documents };
}

export interface ReadingTask {
  readonly family: string;
  readonly documents: readonly Document[];
  readonly question: string;
  readonly domain?: string;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** The stream of one call. */
export function stream(provider: Provider, task: ReadingTask): AsyncIterable<ModelEvent> {
  return provider.generate(
    {
      family: task.family,
      model: '',
      system: '',
      messages: [],
      material: {
        question: task.question,
        domain: task.domain ?? '',
        documents: task.documents,
        passageLimit: task.limit ?? 6,
      },
    },
    { signal: task.signal ?? new AbortController().signal },
  );
}

/** All events of one call. */
export async function collect(provider: Provider, task: ReadingTask): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream(provider, task)) events.push(event);
  return events;
}

/** The passages of one call, in the order they came. */
export async function passagesOf(provider: Provider, task: ReadingTask): Promise<Passage[]> {
  return (await collect(provider, task)).flatMap((event) => (event.type === 'passage' ? [event.passage] : []));
}
