// A seed from text: chance that is the same wherever the same question is asked of the same panel.

/** 32 bits (FNV-1a over code points). Not for secrets. */
export function seedOfText(...texts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify(texts)) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
