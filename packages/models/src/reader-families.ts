// The local readers as families: they quote, never write, need no key and no download.
import type { FamilyDefinition } from './family-definition.ts';

const quotesOnly = 'A local reader: quotes, never writes.';
const routes = [{ provider: 'readers', sameIds: true }] as const;
const trainingTerms = 'Quotes only; the terms of the quoted document apply.';

export const readerFamilies: readonly FamilyDefinition[] = [
  {
    id: 'reader-lexical',
    title: 'Lexical reader',
    lineage: 'reader-lexical',
    kind: 'reader',
    description: `${quotesOnly} Finds the sentences that share the rarest words with the question and the domain.`,
    glyph: 'reader-lexical',
    routes,
    models: [{ id: 'bm25', title: 'BM25' }],
    defaultModel: 'bm25',
    licence: { title: 'MIT, runs on this machine' },
    trainingTerms,
  },
  {
    id: 'reader-graph',
    title: 'Graph reader',
    lineage: 'reader-graph',
    kind: 'reader',
    description: `${quotesOnly} Links sentences that resemble each other and follows the links that matter to the question.`,
    glyph: 'reader-graph',
    routes,
    models: [{ id: 'lexrank', title: 'LexRank' }],
    defaultModel: 'lexrank',
    licence: { title: 'MIT, runs on this machine' },
    trainingTerms,
  },
  {
    id: 'reader-semantic',
    title: 'Semantic reader',
    lineage: 'reader-semantic',
    kind: 'reader',
    description: `${quotesOnly} Finds sentences close in meaning to the question, even when they share no word with it.`,
    glyph: 'reader-semantic',
    routes,
    models: [{ id: 'use-lite', title: 'Universal Sentence Encoder Lite' }],
    defaultModel: 'use-lite',
    licence: { title: 'Apache-2.0 weights, runs on this machine' },
    trainingTerms,
  },
];
