// createReaders: local readers as a provider, over any choice of engines. They quote, they never write.
import { AppError } from '@parley/spec';
import type { GenerateRequest, ModelEvent, Provider } from '../../provider.ts';
import { collectCandidates } from './candidates.ts';
import { createPace, throwIfCancelled } from './pace.ts';
import type { ReadingEngine } from './reading.ts';
import { renderQuote } from './render-quote.ts';

export interface Reader {
  readonly title: string;
  readonly engine: ReadingEngine;
}

/** The provider whose families these readers are, by id. Answers hold quotations only, the strongest first; no usage is reported. */
export function createReaders(byFamily: Readonly<Record<string, Reader>>): Provider {
  const readers = new Map(Object.entries(byFamily));
  return {
    async *generate(request, { signal }) {
      throwIfCancelled(signal);
      const reader = readers.get(request.family);
      if (!reader) {
        throw new AppError(
          'user/unknown-family',
          `There is no local reader "${request.family}". Nothing was read. Choose one of ${[...readers.keys()].join(', ')}.`,
        );
      }
      yield* read(reader, request, signal);
    },
  };
}

async function* read(reader: Reader, { material }: GenerateRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
  const { documents, question, domain } = material;
  if (documents.length === 0) {
    throw new AppError(
      'user/no-material',
      'A local reader quotes from documents, and it was given none. Nothing was read. Wire an Input with a document to this agent, or paste text into the Input.',
    );
  }
  if (question.trim() === '' && domain.trim() === '') {
    throw new AppError(
      'user/no-question',
      'A local reader looks for passages on a question, and it was given none. Nothing was read. Write a question in the Input.',
    );
  }
  const pace = createPace(signal);
  const candidates = await collectCandidates(documents, pace);
  if (candidates.length === 0) {
    throw new AppError(
      'user/no-material',
      'The documents hold no text that can be quoted. Nothing was read. If they are scanned pages, add a version with a text layer, or paste the text into the Input.',
    );
  }
  const mediaTypes = new Map(documents.map((document) => [document.id, document.mediaType]));
  const limit = Math.max(1, Math.floor(material.passageLimit));
  let quotes = 0;
  for await (const candidate of reader.engine({ candidates, question, domain, limit, pace, signal })) {
    throwIfCancelled(signal);
    if (quotes === 0) yield { type: 'text', text: `*Local reader (${reader.title}): quotes, never writes.*\n\n` };
    quotes += 1;
    yield { type: 'passage', passage: candidate.passage };
    yield { type: 'text', text: renderQuote(candidate, mediaTypes.get(candidate.passage.documentId) ?? 'text/plain') };
    await pace.turn();
  }
  throwIfCancelled(signal);
  if (quotes === 0) {
    const where = documents.length === 1 ? 'the document' : `the ${documents.length} documents`;
    yield {
      type: 'text',
      text: `*Local reader (${reader.title}): found nothing in ${where} that touches the question.*\n`,
    };
  }
  yield { type: 'finish', outcome: quotes === 0 ? 'empty' : 'complete' };
}
