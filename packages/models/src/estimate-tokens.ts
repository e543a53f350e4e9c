// Counting tokens on this machine, with one vendor's encoding for all of them: an estimate, corrected elsewhere by what is reported.
import { nextTurn } from './wait.ts';

const longRun = /\S{200}/u;
const pieces = /\s*\S{1,200}|\s+/gu;
const sliceLength = 20_000;
let encoding: Promise<(text: string) => number> | undefined;

/**
 * Tokens of a text in the `o200k_base` encoding. Marks such as `<|endoftext|>` are counted as the plain text they are. The
 * encoding (2 MB) is loaded at the first call. Lets other work in while it counts a long text.
 */
export async function estimateTokens(text: string): Promise<number> {
  encoding ??= loadEncoding();
  const count = await encoding;
  let tokens = 0;
  for (let start = 0; start < text.length; ) {
    if (start > 0) await nextTurn();
    const line = text.lastIndexOf('\n', start + sliceLength);
    const end = text.length - start <= sliceLength ? text.length : line > start ? line : start + sliceLength;
    tokens += countSlice(text.slice(start, end), count);
    start = end;
  }
  return tokens;
}

/** The encoder's time grows with the square of a run without spaces, so such runs are counted in pieces. */
function countSlice(text: string, count: (text: string) => number): number {
  if (!longRun.test(text)) return count(text);
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) tokens += count(piece);
  return tokens;
}

async function loadEncoding(): Promise<(text: string) => number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const plain = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, plain);
}
