// What an expression may hold: an allow-list over mathjs's syntax tree. Everything that is not named here is refused.
import type { MathNode } from 'mathjs';

/** Operators by mathjs's name for them. */
const operators = new Set(
  `add subtract multiply divide pow mod factorial unaryMinus unaryPlus dotMultiply dotDivide
  equal unequal smaller smallerEq larger largerEq and or not`.split(/\s+/u),
);
/** Functions whose value is exact in decimals, or as exact as a division. */
const decimalFunctions = new Set(
  `abs ceil floor fix round sign min max sum prod mean median variance std sqrt mod gcd lcm factorial combinations permutations`.split(
    /\s+/u,
  ),
);
/** Functions that only the processor's numbers are fast enough for. */
const doubleFunctions = new Set(
  `cbrt nthRoot exp expm1 log log2 log10 log1p pow hypot sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh
  quantileSeq`.split(/\s+/u),
);
const constants = new Set(['pi', 'e', 'tau', 'phi']);
/** Functions that take as many steps as their argument says, and may therefore only be given a small number written out. */
const counting = new Set(['factorial', 'combinations', 'permutations']);
/** Whole-number functions: beyond the digits that are kept, their value would be wrong and not only rounded. */
const whole = new Set(['mod', 'gcd', 'lcm']);
const highestCount = 1000;
const highestPower = 1e9;

export interface TreeFacts {
  /** Every part can be worked out in decimals. */
  readonly isExact: boolean;
  /** Holds a function that means nothing for rounded numbers. */
  readonly isWhole: boolean;
}

/** Facts about a tree that may be worked out; a sentence about the first part that may not. */
export function readTree(tree: MathNode): TreeFacts | string {
  let refusal: string | undefined;
  let isExact = true;
  let isWhole = false;
  tree.traverse((node, path, parent) => {
    refusal ??= refusalOf(node, parent, path);
    const name = nameOf(node);
    isExact &&= !isInexact(node, name);
    isWhole ||= name !== undefined && whole.has(name);
  });
  return refusal ?? { isExact, isWhole };
}

/** The node with the fields that are read here; mathjs's own types say `any`. */
interface Fields {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly fn?: unknown;
  readonly args?: unknown;
  readonly value?: unknown;
  readonly content?: unknown;
}

function nameOf({ type, fn, name }: Fields): string | undefined {
  if (type === 'OperatorNode') return typeof fn === 'string' ? fn : undefined;
  return type === 'FunctionNode' && typeof name === 'string' ? name : undefined;
}

function refusalOf(node: Fields & MathNode, parent: Fields, path: string): string | undefined {
  switch (node.type) {
    case 'ParenthesisNode':
    case 'ArrayNode':
    case 'ConditionalNode':
    case 'RelationalNode':
      return undefined;
    case 'ConstantNode':
      return typeof node.value === 'string' ? `It cannot work with text: ${node.toString()}.` : undefined;
    case 'SymbolNode': {
      const isCalled = parent.type === 'FunctionNode' && path === 'fn';
      const name = String(node.name);
      return isCalled || constants.has(name)
        ? undefined
        : `It does not know "${name}". It has no variables and no units.`;
    }
    case 'OperatorNode':
    case 'FunctionNode':
      return refuseCall(node, nameOf(node));
    default:
      return `It cannot work with "${node.toString()}". It takes one expression of numbers, lists and functions.`;
  }
}

function refuseCall(node: Fields & MathNode, name: string | undefined): string | undefined {
  const known = node.type === 'OperatorNode' ? operators : decimalFunctions;
  if (name === undefined || !(known.has(name) || (node.type === 'FunctionNode' && doubleFunctions.has(name)))) {
    return `It does not have ${name === undefined ? node.toString() : `"${name}"`}.`;
  }
  if (!counting.has(name)) return undefined;
  const counts = Array.isArray(node.args) ? node.args.map(wholeNumberOf) : [];
  return counts.every((count) => count !== undefined && count >= 0 && count <= highestCount)
    ? undefined
    : `${name} takes whole numbers from 0 to ${highestCount}, written out: "${node.toString()}" is not that.`;
}

function isInexact(node: Fields, name: string | undefined): boolean {
  if (node.type === 'SymbolNode') return constants.has(String(node.name));
  if (node.type === 'FunctionNode') return name !== undefined && doubleFunctions.has(name);
  if (name !== 'pow') return false;
  const power = wholeNumberOf(Array.isArray(node.args) ? node.args[1] : undefined);
  return power === undefined || Math.abs(power) > highestPower;
}

/** The whole number that is written there, with a sign or brackets at most. */
function wholeNumberOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, fn, args, value, content }: Fields = node;
  if (type === 'ParenthesisNode') return wholeNumberOf(content);
  if (type === 'OperatorNode' && fn === 'unaryMinus' && Array.isArray(args)) {
    const negated = wholeNumberOf(args[0]);
    return negated === undefined ? undefined : -negated;
  }
  // A number of decimal.js, which compares and prints as one.
  const number = type === 'ConstantNode' && typeof value === 'object' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
