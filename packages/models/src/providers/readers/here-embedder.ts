// The embedder of a program that has no thread to spare, or no threads: the encoder works where it is asked.
import { createBatchEmbedder, type Embedder, type EmbedderWorker } from './batch-embedder.ts';
import { embedTexts } from './embed-texts.ts';

/** The same vectors as from a thread, in the same batches; the encoder stays loaded. */
export function createHereEmbedder(): Embedder {
  return createBatchEmbedder({ startWorker: startHere });
}

function startHere(): EmbedderWorker {
  let tell = (_reply: unknown): void => {};
  let turn = Promise.resolve();
  return {
    on(event, listener) {
      if (event === 'message') tell = listener;
    },
    postMessage({ id, texts }) {
      turn = turn.then(async () => {
        try {
          tell({ id, vectors: await embedTexts(texts) });
        } catch (error) {
          tell({ id, failure: error instanceof Error ? error.message : String(error) });
        }
      });
    },
    ref() {},
    unref() {},
    terminate: () => turn,
  };
}
