// The documents tool: search in what the agent was given to read. Knows no index and no database; a searcher does the finding.
import type { Tool } from '@parley/runtime';
import { AppError, type Document, type Passage } from '@parley/spec';
import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { type DocumentSearcher, lexicalSearcher } from './searcher.ts';

const mostPassages = 10;
const usualPassages = 5;

/** Without a searcher it finds by words alone. */
export function createDocumentsTool(searcher: DocumentSearcher = lexicalSearcher): Tool {
  return defineTool({
    id: 'documents',
    name: 'search_documents',
    title: 'Search in documents',
    description:
      'Searches the documents that you were given and gives the passages that fit best, word for word, each with its ' +
      'document, page and place. Ask for one thing at a time, in the words that the documents may use.',
    input: z.strictObject({
      query: z.string().trim().min(1).max(1000).meta({ description: 'What to look for: words or a question.' }),
      limit: z
        .int()
        .min(1)
        .max(mostPassages)
        .default(usualPassages)
        .meta({ description: `Passages at most, from 1 to ${mostPassages}.` }),
    }),
    async run({ query, limit }, { documents, signal }) {
      if (!documents.some(({ text }) => text.trim() !== '')) {
        throw new AppError(
          'user/no-material',
          'You were given no documents to search. Go on without them, and say so.',
        );
      }
      const own = distinct(documents);
      const passages = await searcher.search({ documents: own, query, limit, signal });
      return { text: passages.length === 0 ? nothingFound(query, own) : tell(passages) };
    },
  });
}

/** The same document may come over two wires. */
function distinct(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

function tell(passages: readonly Passage[]): string {
  const told = passages.map(({ documentTitle, page, start, end, text }, place) => {
    const where = [
      JSON.stringify(documentTitle),
      page !== undefined && `page ${page}`,
      `characters ${start} to ${end}`,
    ];
    return `[${place + 1}] ${where.filter(Boolean).join(', ')}:\n${text}`;
  });
  return `${passages.length === 1 ? '1 passage' : `${passages.length} passages`}, the best first.\n\n${told.join('\n\n')}`;
}

function nothingFound(query: string, documents: readonly Document[]): string {
  const titles = documents.map(({ title }) => JSON.stringify(title)).join(', ');
  return `Nothing in ${titles} fits ${JSON.stringify(query)}. Try other words, or say that the documents do not tell.`;
}
