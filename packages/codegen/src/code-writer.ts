// Expressions of the printed mesh and how they are laid out: as a formatter would leave them at this width. It knows no op.
import { columnsOf } from './columns-of.ts';

/** The longest line that can be avoided, in columns. */
const lineWidth = 120;
/** The longest key behind which a text stays in its line, however long it is. */
const shortKey = 4;

export type Expression =
  /** Written as it is. */
  | { readonly kind: 'text'; readonly text: string }
  /** A constant that holds what a node came to. */
  | { readonly kind: 'name'; readonly text: string; readonly node: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  /** The first of them that is there. */
  | { readonly kind: 'either'; readonly of: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: Expression])[] }
  /** `node`: the node whose call it is. */
  | { readonly kind: 'call'; readonly of: string; readonly args: readonly Expression[]; readonly node?: string };

/** Half-open, in UTF-16 code units. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** Where a node stands in the code: its constant wherever it is written, the declaration first, and the call that runs it. */
export interface NodeRanges {
  readonly names: SourceRange[];
  readonly calls: SourceRange[];
}

export interface CodeWriter {
  /** Writes text; a newline in it is followed by nothing. */
  put(text: string): void;
  /** Writes an expression; `after` is what stands behind it in its last line. */
  write(expression: Expression, after?: string): void;
  /** Ends the line and begins the next one, indented as `indent` left it. */
  newLine(): void;
  /** Moves the lines that begin from now on by so many steps to the right. */
  indent(steps: number): void;
  code(): string;
  readonly ranges: ReadonlyMap<string, NodeRanges>;
}

/** A writer of code that begins empty. */
export function createCodeWriter(): CodeWriter {
  const parts: string[] = [];
  const ranges = new Map<string, NodeRanges>();
  let offset = 0;
  let column = 0;
  let depth = 0;

  const put = (text: string) => {
    if (text === '') return;
    parts.push(text);
    offset += text.length;
    const newline = text.lastIndexOf('\n');
    column = newline < 0 ? column + columnsOf(text) : columnsOf(text.slice(newline + 1));
  };
  const newLine = () => {
    put('\n');
    put('  '.repeat(depth));
  };
  const rangesOf = (node: string): NodeRanges => {
    const known = ranges.get(node) ?? { names: [], calls: [] };
    ranges.set(node, known);
    return known;
  };
  const fits = (text: string | undefined, after: number): boolean =>
    text !== undefined && column + columnsOf(text) + after <= lineWidth;

  /** One item to a line, with a comma behind each. */
  const putLines = (open: string, items: readonly (() => void)[], close: string) => {
    put(open);
    depth += 1;
    for (const item of items) {
      newLine();
      item();
      put(',');
    }
    depth -= 1;
    newLine();
    put(close);
  };

  const putCall = (
    { of, args, node }: Extract<Expression, { kind: 'call' }>,
    whole: string | undefined,
    after: number,
  ) => {
    const start = offset;
    put(`${of}(`);
    const leading = args.slice(0, -1);
    const last = args.at(-1);
    const head = leading.map((arg) => `${flat(arg) ?? '\n'}, `).join('');
    if (last && !fits(whole && whole.slice(of.length + 1), after)) {
      // The last argument opens on this line, unless what stands before it is already too much.
      if (isHuggable(last) && !head.includes('\n') && fits(head, 1)) {
        for (const arg of leading) {
          write(arg, 2);
          put(', ');
        }
        putBroken(last);
      } else {
        depth += 1;
        for (const arg of args) {
          newLine();
          write(arg, 1);
          put(',');
        }
        depth -= 1;
        newLine();
      }
    } else {
      for (const [index, arg] of args.entries()) {
        if (index > 0) put(', ');
        writeFlat(arg);
      }
    }
    put(')');
    if (node !== undefined) rangesOf(node).calls.push({ start, end: offset });
  };

  const putBroken = (expression: Expression) => {
    if (expression.kind === 'list')
      putLines(
        '[',
        expression.items.map((item) => () => write(item, 1)),
        ']',
      );
    else if (expression.kind === 'object') {
      const items = expression.entries.map(
        ([key, value]) =>
          () =>
            putEntry(key, value),
      );
      putLines('{', items, '}');
    } else write(expression, 1);
  };

  const putEntry = (key: string, value: Expression) => {
    if (value.kind === 'name' && value.text === key) return write(value, 1);
    put(`${key}:`);
    // Behind a short key a line of its own would win nothing.
    const isLongText = value.kind === 'text' && !value.text.includes('\n') && key.length > shortKey;
    const isOneLine = value.kind === 'either' || isLongText;
    const whole = flat(value);
    if (isOneLine && !fits(whole && ` ${whole}`, 1)) {
      depth += 1;
      newLine();
      write(value, 1);
      depth -= 1;
    } else {
      put(' ');
      write(value, 1);
    }
  };

  const writeFlat = (expression: Expression): void => {
    switch (expression.kind) {
      case 'text':
        return put(expression.text);
      case 'name': {
        rangesOf(expression.node).names.push({ start: offset, end: offset + expression.text.length });
        return put(expression.text);
      }
      case 'member':
        writeFlat(expression.of);
        return put(`.${expression.name}`);
      case 'either':
        return putAll(expression.of, ' ?? ', writeFlat);
      case 'list':
        put('[');
        putAll(expression.items, ', ', writeFlat);
        return put(']');
      case 'object':
        if (expression.entries.length === 0) return put('{}');
        put('{ ');
        putAll(expression.entries, ', ', ([key, value]) => {
          if (!(value.kind === 'name' && value.text === key)) put(`${key}: `);
          writeFlat(value);
        });
        return put(' }');
      case 'call': {
        const start = offset;
        put(`${expression.of}(`);
        putAll(expression.args, ', ', writeFlat);
        put(')');
        if (expression.node !== undefined) rangesOf(expression.node).calls.push({ start, end: offset });
      }
    }
  };

  const putAll = <Item>(items: readonly Item[], separator: string, putItem: (item: Item) => void) => {
    for (const [index, item] of items.entries()) {
      if (index > 0) put(separator);
      putItem(item);
    }
  };

  const write = (expression: Expression, after: number): void => {
    const whole = flat(expression);
    if (fits(whole, after)) return writeFlat(expression);
    switch (expression.kind) {
      case 'text':
      case 'name':
      case 'member':
        return writeFlat(expression);
      case 'either': {
        for (const [index, each] of expression.of.entries()) {
          if (index > 0) {
            put(' ??');
            newLine();
          }
          writeFlat(each);
        }
        return;
      }
      case 'list':
      case 'object':
        return putBroken(expression);
      case 'call':
        return putCall(expression, whole, after);
    }
  };

  return {
    put,
    write: (expression, after = '') => write(expression, columnsOf(after)),
    newLine,
    indent: (steps) => {
      depth += steps;
    },
    // An empty line has no spaces in it.
    code: () => parts.join(''),
    ranges,
  };
}

/** The expression in one line; undefined when it must stand in several, or is longer than any line. */
function flat(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'text':
      return expression.text.length > lineWidth || expression.text.includes('\n') ? undefined : expression.text;
    case 'name':
      return expression.text;
    case 'member':
      return flatAll([expression.of], '', '', `.${expression.name}`);
    case 'either':
      return flatAll(expression.of, '', ' ?? ', '');
    case 'list':
      return mustBreak(expression.items) ? undefined : flatAll(expression.items, '[', ', ', ']');
    case 'object':
      if (expression.entries.length === 0) return '{}';
      return flatParts(
        expression.entries.map(([key, value]) => {
          if (value.kind === 'name' && value.text === key) return key;
          const whole = flat(value);
          return whole === undefined ? undefined : `${key}: ${whole}`;
        }),
        '{ ',
        ', ',
        ' }',
      );
    case 'call':
      return flatAll(expression.args, `${expression.of}(`, ', ', ')');
  }
}

function flatAll(items: readonly Expression[], open: string, separator: string, close: string): string | undefined {
  return flatParts(items.map(flat), open, separator, close);
}

function flatParts(
  parts: readonly (string | undefined)[],
  open: string,
  separator: string,
  close: string,
): string | undefined {
  if (parts.includes(undefined)) return undefined;
  const whole = `${open}${parts.join(separator)}${close}`;
  return whole.length > lineWidth ? undefined : whole;
}

/** Several objects of several entries each, or several such lists, stand one to a line. */
function mustBreak(items: readonly Expression[]): boolean {
  if (items.length < 2) return false;
  return (
    items.every((item) => item.kind === 'object' && item.entries.length > 1) ||
    items.every((item) => item.kind === 'list' && item.items.length > 1)
  );
}

function isHuggable(expression: Expression): boolean {
  return expression.kind === 'object' || expression.kind === 'list';
}
