// Words of scripts that are written without spaces, set apart, because Postgres's parser knows words by their spaces.
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
let segmenter: Intl.Segmenter | undefined;

/** The text with spaces between the words of such scripts, and without NUL, which Postgres cannot store. */
export function spacedWords(text: string): string {
  return text.replaceAll('\0', ' ').replaceAll(unspaced, (run) => {
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    return ` ${[...segmenter.segment(run)].map(({ segment }) => segment).join(' ')} `;
  });
}
