// A provider's own count of tokens, as it came over the wire.

/** The count; throws a TypeError for what is none, which `askOverWire` tells as garbage. */
export function readCount(count: unknown): number {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new TypeError('no count of tokens');
}
