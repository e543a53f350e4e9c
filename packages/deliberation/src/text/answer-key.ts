// answerKey: one key for short answers that are written differently and mean the same. Knows nothing of questions.

const numberWords: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};

/**
 * Answers with equal keys are equal: quotes, white space outside quotes, LaTeX dress, final punctuation, thousands commas and
 * the case of yes, no, true, false and none do not count; numbers and simple fractions count to six significant digits, with
 * their percent sign and without other units. A line break or tab is the same raw and escaped. The case and inner spaces of words do count.
 */
export function answerKey(answer: string): string {
  const bare = undress(answer)
    .replace(/\n/gu, '\\n')
    .replace(/\t/gu, '\\t')
    .replace(/\\(?=["'])/gu, '');
  const number = readNumber(bare);
  if (number !== undefined) return number;
  if (/^(?:true|false|yes|no|none|null)$/iu.test(bare)) return bare.toLowerCase();
  return squeeze(bare);
}

function undress(answer: string): string {
  let text = answer.trim();
  for (;;) {
    const next = text
      .replace(/^(?:\$+|\\[([])\s*([\s\S]*?)\s*(?:\$+|\\[)\]])$/u, '$1')
      .replace(/^\\(?:text|mathrm|boxed|mbox|textbf)\{([^{}]*)\}$/u, '$1')
      .replace(/^(["'`“])([\s\S]*)(["'`”])$/u, (whole, open: string, inner: string, close: string) =>
        (open === '“' ? '”' : open) === close ? inner : whole,
      );
    if (next === text) break;
    text = next;
  }
  return text.replace(/^\*\*([\s\S]*)\*\*$/u, '$1').replace(/(?<=[\p{L}\p{N})\]}])[.。]$/u, '');
}

function readNumber(text: string): string | undefined {
  const plain = text
    .replace(/\\[dt]?frac\s*\{(-?[\d.]+)\}\s*\{(-?[\d.]+)\}/gu, '$1/$2')
    .replace(/\\(?:[,;!]|left|right|%)/gu, (mark) => (mark === '\\%' ? '%' : ''))
    .replace(/[−–]/gu, '-')
    .replace(/^(?:[A-Za-z]\s*=|[$€£¥])\s*/u, '')
    .replace(/^\(\s*(-?[\d.,/]+)\s*\)$/u, '$1');
  const [, whole, below, percent] =
    /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s*\/\s*(-?\d+(?:\.\d+)?))?\s*(%?)(?:\s*(?:°|\\circ|\^\\circ|\^\{\\circ\}|\p{L}[\p{L}\s]{0,40}))?$/iu.exec(
      plain,
    ) ?? [];
  if (whole === undefined || !/\d/u.test(whole)) {
    const word = Object.entries(numberWords).find(([name]) => name === plain.toLowerCase())?.[1];
    return word === undefined ? undefined : word.toString();
  }
  // Leading zeros are a code, not a number.
  if (/^[-+]?0\d/u.test(whole)) return undefined;
  const value = Number(whole.replaceAll(',', '')) / (below === undefined ? 1 : Number(below));
  return Number.isFinite(value) ? `${Number(value.toPrecision(6))}${percent}` : undefined;
}

/** White space outside quotes goes; both kinds of straight quotes are one. */
function squeeze(text: string): string {
  return text
    .replace(/\\[dt]frac/gu, '\\frac')
    .replace(/[−–](?=\d)/gu, '-')
    .split(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/u)
    .map((part) =>
      /^["']/u.test(part)
        ? `'${part.slice(1, -1)}'`
        : part.replace(/(?<=[,:;[{(])\s+|\s+(?=[,:;\]})])/gu, '').replace(/\s+/gu, text.includes('\\') ? ' ' : '$&'),
    )
    .join('')
    .trim();
}
