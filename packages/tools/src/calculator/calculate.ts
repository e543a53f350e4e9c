// Working out an expression: mathjs parses it, an allow-list reads the tree, and only then is it worked out. No text is
// ever run as code, and nothing can run long: what takes as many steps as a number says is bounded before it starts.
import { AppError } from '@parley/spec';
import type { ConfigOptions, MathJsInstance, MathNode } from 'mathjs';
// @ts-expect-error: this build comes without types.
import oneFile from 'mathjs/lib/browser/math.js';
import { readTree } from './read-tree.ts';

/** Its one-file build: the hundreds of modules of the other take ten times the time and four times the memory to load. */
const { create }: { readonly create: (config: ConfigOptions) => MathJsInstance } = oneFile;

/** Whole numbers of up to this many digits are exact. */
const keptDigits = 256;
const exact = create({ number: 'BigNumber', precision: keptDigits, matrix: 'Array', predictable: true });
boundNumbers(exact);
const approximate = create({ number: 'number', matrix: 'Array', predictable: true });

const longestExpression = 1000;
const deepestNesting = 40;
const shownDigits = 32;
const doubleDigits = 15;

const spellings: readonly (readonly [RegExp, string])[] = [
  [/[×·⋅]/gu, '*'],
  [/÷/gu, '/'],
  [/[−–]/gu, '-'],
  [/\*\*/gu, '^'],
];

/**
 * `<expression> = <value>`, or `≈` where digits were left off. Arithmetic is decimal, to 256 digits; as soon as a constant
 * such as pi, a logarithm, an angle or a broken power is in it, or a number outgrows that, all of it is IEEE double.
 * Throws `user/bad-request` for what it does not take and for what has no real value.
 */
export function calculate(expression: string): string {
  const text = spellings.reduce((read, [pattern, plain]) => read.replaceAll(pattern, plain), expression).trim();
  if (text === '') throw refuse('There is no expression.');
  if (text.length > longestExpression) {
    throw refuse(`The expression has ${text.length} characters and may have ${longestExpression}.`);
  }
  if (nesting(text) > deepestNesting) throw refuse(`Brackets may stand ${deepestNesting} deep.`);
  const facts = readTree(parse(text));
  if (typeof facts === 'string') throw refuse(facts);
  if (facts.isExact) {
    const value = workOut(exact, text);
    if (isReal(value)) return showExact(text, value);
    if (facts.isWhole) throw refuse(`A number in it has no value, or more than ${keptDigits} digits.`);
  }
  const value = workOut(approximate, text);
  if (!isReal(value)) throw refuse('It has no real value, such as a division by zero, or one that is too large.');
  const shown = approximate.format(value, { precision: doubleDigits });
  return `${text} ${typeof value === 'boolean' ? '=' : '≈'} ${shown}`;
}

/** Makes a number beyond the digits kept infinite at once, so that a remainder cannot divide for minutes. */
function boundNumbers(math: MathJsInstance): void {
  // The class of decimal.js, which mathjs's types leave out.
  const numbers: unknown = Reflect.get(math, 'BigNumber');
  if (typeof numbers !== 'function' || !('config' in numbers) || typeof numbers.config !== 'function') {
    throw new Error('mathjs no longer has its class of big numbers, and the calculator needs its bounds');
  }
  numbers.config({ maxE: keptDigits - 1, minE: -2 * keptDigits });
}

function parse(text: string): MathNode {
  try {
    return exact.parse(text);
  } catch (error) {
    throw refuse(`It cannot be read: ${messageOf(error)}.`);
  }
}

function workOut(math: MathJsInstance, text: string): unknown {
  try {
    const value: unknown = math.parse(text).compile().evaluate({});
    return value;
  } catch (error) {
    throw refuse(`It cannot be worked out: ${messageOf(error)}.`);
  }
}

/** A finite number, a truth value, or a list of them. */
function isReal(value: unknown): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isReal);
  return exact.isBigNumber(value) && value.isFinite();
}

function showExact(text: string, value: unknown): string {
  const inFull = exact.format(value, { precision: keptDigits, lowerExp: -keptDigits, upperExp: keptDigits });
  if (!/\d{33}|\.\d{31}/u.test(inFull) || /^-?\d+$/u.test(inFull)) return `${text} = ${inFull}`;
  return `${text} ≈ ${exact.format(value, { precision: shownDigits })}`;
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function refuse(what: string): AppError {
  return new AppError(
    'user/bad-request',
    `The calculator could not do this. ${what} Write it differently, or in parts, and call it again.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/u, '') : String(error);
}
