// splitWords: a text as a row of comparable words. Knows nothing of sentences, weights or meaning.

const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu;

/** Words in order, in lower case and NFKC; scripts without spaces give one character a word. */
export function splitWords(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(wordPattern) ?? [];
}
