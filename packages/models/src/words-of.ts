// wordsOf: all words that a value of any kind holds, wherever they stand in it.
const deepest = 6;
/** Of bytes: what could be read out of them, without reading a whole file. */
const mostBytes = 1_000_000;

/**
 * Every string in the value, down to six levels: of objects also what is not enumerable (an error's message, stack and
 * cause), of headers, maps and sets their entries, of bytes their text. Getters are asked; what throws is left out.
 */
export function wordsOf(value: unknown): string[] {
  const words: string[] = [];
  const seen = new Set<object>();
  const visit = (inner: unknown, depth: number): void => {
    if (typeof inner === 'string') words.push(inner);
    if ((typeof inner !== 'object' && typeof inner !== 'function') || inner === null) return;
    if (seen.has(inner) || depth > deepest) return;
    seen.add(inner);
    if (ArrayBuffer.isView(inner)) {
      const { buffer, byteOffset, byteLength } = inner;
      words.push(new TextDecoder().decode(new Uint8Array(buffer, byteOffset, Math.min(byteLength, mostBytes))));
      return;
    }
    if (inner instanceof URL || inner instanceof URLSearchParams) words.push(String(inner));
    if (inner instanceof Map || inner instanceof Headers) {
      for (const [name, each] of inner) {
        visit(name, depth + 1);
        visit(each, depth + 1);
      }
    } else if (inner instanceof Set) for (const each of inner) visit(each, depth + 1);
    for (const key of Reflect.ownKeys(inner)) {
      if (typeof key === 'string') words.push(key);
      visit(read(inner, key), depth + 1);
    }
  };
  visit(value, 0);
  return words;
}

function read(from: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(from, key);
  } catch {
    return undefined;
  }
}
