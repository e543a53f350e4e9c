// What may be shown of a text that others wrote: nothing in it can move a cursor, colour a line or turn its direction.

// oxlint-disable-next-line no-control-regex -- these are what is taken out
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;
/** C1 controls, marks and overrides of direction, zero-width signs, and what else is there and cannot be seen. */
const unseen =
  /[\u0080-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The text with every control character as a visible sign, line breaks and tabs excepted; a lone CR is taken out. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r', '')
    .replace(/[\u2028\u2029\u0085]/gu, '\n')
    .replace(control, (sign) => (sign === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + sign.charCodeAt(0))))
    .replace(unseen, '\ufffd');
}

/** The same on one line, and no longer than `most` characters: for titles and names. */
export function cleanLine(text: string, most = 200): string {
  const line = cleanText(text).replace(/\s+/gu, ' ').trim();
  return line.length > most
    ? `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/u, '')}…`
    : line;
}

/** JSON of the value in which everything that a terminal could act on is escaped: it parses to the very same value. */
export function cleanJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replace(/\u007f/gu, '\\u007f')
    .replace(/[\u2028\u2029]/gu, escapeSign)
    .replace(unseen, escapeSign);
}

function escapeSign(sign: string): string {
  return sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
