// How wide text stands in a line. Pure; it knows no code.

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;
const narrow = /[\p{Mn}\p{Me}]/gu;
const plain = /^[\u0020-\u007e]*$/u;

/** Columns of a line of text: two for a letter of East Asia and for a picture, none for a mark upon a letter. */
export function columnsOf(text: string): number {
  if (plain.test(text)) return text.length;
  const points = text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ' ').length;
  return points + (text.match(wide)?.length ?? 0) - (text.match(narrow)?.length ?? 0);
}
