// The worker thread that holds the sentence encoder. Knows texts and vectors only; started by embedder.ts.
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { embedTexts } from './embed-texts.ts';

const requestSchema = z.object({ id: z.number(), texts: z.array(z.string()) });
let turn = Promise.resolve();

/** Requests are answered one after another, in the order they came. */
parentPort?.on('message', (message: unknown) => {
  turn = turn.then(() => answer(message));
});

async function answer(message: unknown): Promise<void> {
  const { id, texts } = requestSchema.parse(message);
  try {
    const vectors = await embedTexts(texts);
    parentPort?.postMessage(
      { id, vectors },
      vectors.map((vector) => vector.buffer),
    );
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }, []);
  }
}
