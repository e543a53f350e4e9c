// stripMarkdown: the words of a Markdown text without its marks. Knows no meaning; offsets are not kept.

/**
 * Headings, list marks, quote marks, emphasis, links, images, table pipes, rules and code fences are taken off; what stood
 * inside them stays, code included. Marks inside words (`snake_case`, `2*3`) are not marks. Never longer than the text.
 */
export function stripMarkdown(text: string): string {
  return text
    .replace(/^[ \t]*(?:```|~~~)[^\n]*$/gmu, '')
    .replace(/^[ \t]*(?:[-*_][ \t]*){3,}$/gmu, '')
    .replace(/^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:|-]*$/gmu, '')
    .replace(/^[ \t]{0,3}(?:>[ \t]?)+/gmu, '')
    .replace(/^[ \t]*#{1,6}[ \t]+/gmu, '')
    .replace(/^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/gmu, '')
    .replace(/!?\[([^\][\n]*)\]\([^()\s]*(?:[ \t]+"[^"\n]*")?\)/gu, '$1')
    .replace(/^[ \t]*\|(.*)\|[ \t]*$/gmu, (_row, cells: string) => cells.replaceAll('|', ' '))
    .replace(/`+([^`\n]*)`+/gu, '$1')
    .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=\S)([^*\n]{1,400}?)(?<=\S)\1(?![\p{L}\p{N}*])/gu, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_\n]{1,400}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/~~([^~\n]{1,400})~~/gu, '$1')
    .replace(/(?<![ \t])[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
