// Short plain text out of markdown and of streams, for card bodies. Pure.

/** The end of a growing text, at most `limit` characters, starting at a word. */
export function textTail(text: string, limit: number): string {
  const trimmed = text.trimEnd();
  if (trimmed.length <= limit) return trimmed;
  const tail = trimmed.slice(-limit);
  const space = tail.search(/\s/);
  return `…${space === -1 || space > 40 ? tail.replace(/^[\uDC00-\uDFFF]/, '') : tail.slice(space)}`;
}

/** The text without the marks of headings, bold and code, line by line: cheap enough for every frame of a stream. */
export function withoutMarks(text: string): string {
  return text.replace(/^\s{0,3}#{1,6}\s+/gm, '').replace(/\*\*|__|`/g, '');
}

/** The beginning of a markdown text without its marks and `[n]` citations, on one paragraph, at most `limit` characters, ending at a word. */
export function plainLead(markdown: string, limit: number): string {
  const plain = withoutMarks(markdown.slice(0, limit * 3))
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/(^|\W)[*_](\S[^*_]*?)[*_](?=\W|$)/g, '$1$2')
    .replace(/\s*\[\d{1,3}\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= limit) return plain;
  const cut = plain.slice(0, limit);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), limit - 40))}…`;
}
