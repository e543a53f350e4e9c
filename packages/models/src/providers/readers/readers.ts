// The local readers of the product: three engines that need no key and no download.
import { defineProvider, type Provider } from '../../provider.ts';
import { createReaders } from './create-readers.ts';
import { type Embedder, sharedEmbedder } from './embedder.ts';
import { readByGraph } from './graph-engine.ts';
import { readLexically } from './lexical-engine.ts';
import { createSemanticEngine } from './semantic-engine.ts';

/** `reader-lexical`, `reader-graph` and `reader-semantic`. */
export const readersProvider = defineProvider({
  id: 'readers',
  title: 'Local readers',
  load: async () => createAllReaders(sharedEmbedder),
});

/** All of them, over a given embedder. */
export function createAllReaders(embedder: Embedder): Provider {
  return createReaders({
    'reader-lexical': { title: 'lexical', engine: readLexically },
    'reader-graph': { title: 'graph', engine: readByGraph },
    'reader-semantic': { title: 'semantic', engine: createSemanticEngine(embedder) },
  });
}
