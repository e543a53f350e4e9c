// The words of a quotation without its markup and line breaks: what is scored and compared, never what is quoted.

/** Markdown marks, list and quote markers and table rules removed, words broken over lines joined, white space made single. */
export function plainText(text: string): string {
  return text
    .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/gu, '$1')
    .replaceAll(/^[ \t]*(?:>[ \t]*)+/gmu, '')
    .replaceAll(/^[ \t]*(?:[-*+•]|\d+[.)])[ \t]+/gmu, '')
    .replaceAll(/^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-{2,}:?)?[ \t]*$/gmu, '')
    .replaceAll(/(\p{Ll})[-\u00AD]\r?\n[ \t]*(\p{Ll})/gu, '$1$2')
    .replaceAll('\u00AD', '')
    .replaceAll('|', ' ')
    .replaceAll(/[*_`~]+/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
