// contentId: the name of a text by its content, on every platform and without waiting.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of the text as UTF-8, hex: the id of a document in a store. */
export function contentId(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

/** Bytes of the text as UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
