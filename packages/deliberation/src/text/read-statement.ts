// readStatement: the value one sentence states, as "the total is 12 cups" or "it returns ['a']". Knows nothing of whole answers.

const before =
  /(?:the|a|an|its|this|final|original|resulting|modified|sorted|reversed|new|same|simplified|correct|only)/u.source;
const noun =
  /(?:string|list|dictionary|dict|tuple|set|integer|number|value|result|array|option|choice|answer|boolean|index|character|count|sum|total|output|expression|interval|degrees?)/u
    .source;
/** Words after which a value stands: a verb that says what something is, with the nouns that may come between. */
export const saysWhat = new RegExp(
  `(?:\\b(?:is|are|be|being|was|were|equals?|returns?|returned|returning|becomes?|gives?|giving|gets?|obtain|yields?|remains?|evaluates?|simplif(?:y|ies)|results? in|resulting in|leads? to|leaving|total of|sum of|value of|maximi[sz]ed (?:at|when)|at index|ist|sind|est|sont|es|son|è)\\b` +
    `(?:\\s+(?:equal|simplified|exactly|therefore|thus|simply|just|also|then|now|given by|still|us|to be|to|as|${before})\\b)*(?:\\s+${noun}(?:\\s+of)?\\b)*\\s*:?|(?<![\\p{L}\\p{N}'"]):(?=\\s)|:(?=\\s)|(?<![=<>!≤≥])={1,2}(?![=>]))\\s*`,
  'iu',
);
const everySaysWhat = new RegExp(saysWhat, 'giu');

/** The last value the sentence states: after "there are", else after its last such verb or "=", else at its end. */
export function readStatement(sentence: string): string | undefined {
  const main = withoutAside(sentence);
  const counted =
    /\bthere (?:are|is|were)\s+(?:exactly |only |just |a total of |in total )*\$?(?<count>-?\d[\d.,]*\d|\d|infinitely many)(?![\p{L}\d]*\s*[-+*/=^×·])(?!\s+x\s)/iu.exec(
      main,
    );
  if (counted?.groups?.count !== undefined) return tidy(counted.groups.count);
  const subject = leadingSubject.exec(main)?.groups?.value;
  if (subject !== undefined) return tidy(subject);
  const named = answerName.exec(main)?.index;
  if (named !== undefined) return finalValue(main.slice(0, named));
  let isOfInput = false;
  for (const match of [...main.matchAll(everySaysWhat)].toReversed()) {
    if (isInside(main, match.index)) continue;
    if (given.test(main.slice(0, match.index))) {
      isOfInput = true;
      continue;
    }
    const value = leadingValue(main.slice(match.index + match[0].length));
    if (value !== undefined) return value;
  }
  return isOfInput ? undefined : finalValue(main);
}

/** "So 23 is the smallest such number". */
const leadingSubject =
  /^[^\p{L}\p{N}]*(?:\d+\)\s*)?(?:(?:therefore|thus|hence|so|finally),?\s+)?(?<value>-?\d[\d.,]*\d|-?\d) (?:is|are) (?:the|our|my)\s/iu;
/** "12 is the answer". */
const answerName =
  /\s(?:is|are|will be|would be)\s+(?:the|our|my)\s+(?:\p{L}+\s+)?(?:answer|output|result|solution)[.!\s]*$/iu;
/** What was asked about is no answer. */
const given = /\b(?:inputs?|arguments?|parameters?)\s*(?:\p{L}+\s*)?$/iu;

/** "…, achieved when a = 2", "(since b = 1)" and "Since there are two, …" say something else than the sentence. */
function withoutAside(sentence: string): string {
  const aside =
    /(?:(?:,\s+|\s+\()(?:which (?:occurs|happens)|achieved|attained|where|as|for|with|starting|meaning|if)|[,\s(]+(?:because|since|when))\s(?!.*\b(?:therefore|thus|so|is|are)\s).*$/iu.exec(
      sentence,
    );
  const main = aside && aside.index > 0 && !isInside(sentence, aside.index) ? sentence.slice(0, aside.index) : sentence;
  const reason = /^[^\p{L}\p{N}]*(?:since|because|as|when|if|given)\s[^,]*,\s+/iu.exec(main);
  return reason && !isInside(main, reason[0].length) ? main.slice(reason[0].length) : main;
}

/** Whether a place lies inside quotation marks or brackets; LaTeX's own brackets do not count. */
function isInside(sentence: string, index: number): boolean {
  const left = sentence.slice(0, index);
  const right = sentence.slice(index);
  if (['`', '"'].some((mark) => left.split(mark).length % 2 === 0 && right.includes(mark))) return true;
  const count = (pattern: RegExp) => left.match(pattern)?.length ?? 0;
  if (count(/(?<![\p{L}\p{N}])'(?=\S)/gu) > count(/(?<=\S)'(?![\p{L}\p{N}])/gu) && right.includes("'")) return true;
  return count(/(?<!\\)[[{(]/gu) > count(/(?<!\\)[\]})]/gu) && /(?<!\\)[\]})]/u.test(right);
}

const opening = /^(?:[\s$*]|\\[([])+/u;
const command = /\\[a-z]+(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*/u.source;
const digits = /(?:\d[\d.,]*\d|\d)%?|[π√∞]/u.source;
// Each part needs a sign of its own to begin with, so that a text can be read in one way only.
const number = `-?(?:${command}|${digits})(?:\\s*[-+*/^×·]\\s*(?:${command}|${digits})|\\s*${command}|(?<=\\p{L}\\s?)(?:${digits})|[π√])*!?%?`;
const values = [
  /`(?<code>[^`\n]+)`/u.source,
  /"(?<double>[^"\n]*)"(?![\p{L}\p{N}])/u.source,
  /“(?<curly>[^”\n]*)”/u.source,
  /'(?<single>(?:[^'\n]|'(?=[^\s,.;)\]}]))*'*)'(?![\p{L}\p{N}])/u.source,
  /(?<list>[bru]?[[{(](?=[\s"'\d[{(\]}-])[\s\S]*[\]})])/u.source,
  /\(?(?:option |choice )?(?<choice>[A-J])(?:\)|(?=[.:]?\s*$))/u.source,
  /(?<word>True|False|None)\b/u.source,
  /(?<reply>yes|no|infinitely many|infinite)\b(?=[\s.,;!]*$)/u.source,
  `(?<maths>${number}(?:,\\s+${number})*(?:,?\\s+(?:and|or)\\s+${number})?)(?!\\p{L}|\\s*[(<>])`,
  /(?<count>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s*\p{L}*[\s.]*$)/u.source,
  /(?:an |the )?(?<empty>empty (?:string|list|array|dictionary|dict|tuple))\b/u.source,
];
const leading = new RegExp(`^(?:${values.join('|')})`, 'iu');

/** The value a stretch of text begins with: code, a quotation, a list, a choice, a number or a formula. */
function leadingValue(text: string): string | undefined {
  const found = leading.exec(text.replace(opening, ''))?.groups;
  if (!found) return undefined;
  const { list, empty } = found;
  if (list !== undefined) return balanced(list);
  if (empty !== undefined)
    return /list|array/iu.test(empty) ? '[]' : /dict/iu.test(empty) ? '{}' : /tuple/iu.test(empty) ? '()' : '';
  const quoted = found.code ?? found.double ?? found.curly ?? found.single;
  if (quoted !== undefined) {
    const isLast = /^[^\p{L}\p{N}]*$/u.test(text.slice(text.indexOf(quoted) + quoted.length));
    return found.code !== undefined && isName(quoted, isLast) ? undefined : rightSide(quoted);
  }
  const plain = found.choice ?? found.word ?? found.reply ?? found.maths ?? found.count;
  return plain === undefined ? undefined : tidy(plain);
}

/** A variable or a call is the name of a value. */
function isName(code: string, isLast: boolean): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.]*\(.*\)$/u.test(code) || (isLast ? /^[a-z]$/u : /^[a-z_]+$/u).test(code);
}

/** "assert f(1) == 2" and "1 + 1 = 2" say 2. */
function rightSide(code: string): string {
  return (
    code
      .split(/(?<![=!<>])==(?!=)\s*|\s=\s/u)
      .at(-1)
      ?.trim() || code
  );
}

/** The value a sentence ends with. */
function finalValue(sentence: string): string | undefined {
  const end = sentence.replace(/[\s.:;,!*]+$/u, '');
  const quoted = /(?:`([^`\n]+)`|"([^"\n]*)"|“([^”\n]+)”|(?<![\p{L}\p{N}])'((?:[^'\n]|'(?=\p{L}))*)')$/u.exec(end);
  const inner = quoted && (quoted[1] ?? quoted[2] ?? quoted[3] ?? quoted[4]);
  if (inner !== null && inner !== undefined && !isName(inner, true)) return rightSide(inner);
  if (/[\]}]$/u.test(end)) {
    const start = openingOf(end);
    if (start !== undefined) return end.slice(start);
  }
  const counted = new RegExp(`(?<![\\p{L}\\p{N}.,_^({-])(${number})(?:\\s+\\p{L}+){0,3}[\\s$)\\]\\\\]*$`, 'u').exec(
    end,
  );
  return counted?.[1] === undefined ? undefined : tidy(counted[1]);
}

/** Where the bracket that closes at the end was opened. */
function openingOf(text: string): number | undefined {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const sign = text.charAt(index);
    if (']})'.includes(sign)) depth += 1;
    if ('[{('.includes(sign)) depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

/** The first bracketed stretch, up to the bracket that closes it. */
function balanced(text: string): string {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if ('[{('.includes(sign)) depth += 1;
    if (']})'.includes(sign)) {
      depth -= 1;
      if (depth === 0) return text.slice(0, index + 1);
    }
  }
  return text;
}

/** Without the quotes, emphasis and punctuation around it. */
export function tidy(text: string): string {
  return text
    .trim()
    .replace(/^[*_`]+|[*_`]+$/gu, '')
    .replace(/[\s.,;。]+$/u, '')
    .replace(/^["“](.*)["”]$/u, '$1')
    .replace(/^(?:\$+|\\[([])\s*|\s*(?:\$+|\\[)\]])$/gu, '')
    .trim();
}
