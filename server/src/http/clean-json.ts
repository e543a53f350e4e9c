// Postgres' text cannot hold NUL characters, and half a surrogate pair is no text; a browser can send both.

/** The same JSON with such characters replaced in every string; keys too. NUL goes, a lone half becomes U+FFFD. */
export function cleanJson<Value>(value: Value): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- strings stay strings, so the shape stays
  return clean(value) as Value;
}

/** One text, cleaned the same way. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), clean(inner)]));
}
