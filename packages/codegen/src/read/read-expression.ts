// Expressions of a mesh: written-out data, calls of the mesh and what is taken from them. Nothing is ever evaluated but
// literals, their sums and names of them.
import type { CallExpression, Expression, Node, ObjectExpression, SpreadElement } from '@babel/types';
import {
  type Json,
  type MeshCall,
  type MeshNote,
  type MeshValue,
  type Setting,
  type Wire,
  wiresIn,
} from './mesh-call.ts';

/** Names and what they stand for, in one block. */
export interface Scope {
  readonly names: Map<string, MeshValue>;
  readonly outer?: Scope;
}

/** Where an expression stands. */
export interface Surroundings {
  readonly scope: Scope;
  readonly loop?: MeshCall;
  readonly sides: readonly Wire[];
}

/** What the reading of one file comes to. */
export interface Reading {
  /** Of the first `openMesh`. */
  title?: { readonly text: string; readonly line: number };
  readonly calls: MeshCall[];
  /** What `mesh.results` was given. */
  readonly results: { readonly wires: readonly Wire[]; readonly line: number }[];
  readonly notes: MeshNote[];
}

const unclear: MeshValue = { kind: 'unclear' };

/** The line an expression or a statement begins in, from 1. */
export function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}

/** What a name stands for here. */
export function lookUp(scope: Scope | undefined, name: string): MeshValue | undefined {
  return scope && (scope.names.get(name) ?? lookUp(scope.outer, name));
}

/** What an expression stands for. Calls of the mesh are added to the reading as they come. */
export function readExpression(expression: Node, at: Surroundings, reading: Reading): MeshValue {
  switch (expression.type) {
    case 'NumericLiteral':
      return Number.isFinite(expression.value) ? { kind: 'data', value: expression.value } : unclear;
    case 'StringLiteral':
    case 'BooleanLiteral':
      return { kind: 'data', value: expression.value };
    case 'NullLiteral':
      return { kind: 'data', value: null };
    case 'TemplateLiteral': {
      const parts = expression.expressions.map((part) => readExpression(part, at, reading));
      const texts = parts.map((part) =>
        part.kind === 'data' && typeof part.value === 'string' ? part.value : undefined,
      );
      if (texts.includes(undefined)) return unclear;
      const text = expression.quasis.map(({ value }, index) => `${value.cooked ?? ''}${texts[index] ?? ''}`);
      return { kind: 'data', value: text.join('') };
    }
    case 'UnaryExpression': {
      const operand = readExpression(expression.argument, at, reading);
      const isNegative = expression.operator === '-' && operand.kind === 'data' && typeof operand.value === 'number';
      return isNegative ? { kind: 'data', value: -operand.value } : unclear;
    }
    case 'BinaryExpression': {
      if (expression.operator !== '+') return unclear;
      const [left, right] = [expression.left, expression.right].map((side) => readExpression(side, at, reading));
      const areTexts =
        left?.kind === 'data' &&
        right?.kind === 'data' &&
        typeof left.value === 'string' &&
        typeof right.value === 'string';
      return areTexts ? { kind: 'data', value: `${left.value}${right.value}` } : unclear;
    }
    case 'LogicalExpression': {
      const sides = [expression.left, expression.right].map((side) => wiresIn(readExpression(side, at, reading)));
      if (expression.operator === '&&' || sides.includes(undefined)) return unclear;
      return { kind: 'wires', wires: sides.flatMap((wires) => wires ?? []) };
    }
    case 'Identifier':
      if (expression.name === 'undefined') return { kind: 'wires', wires: [] };
      return lookUp(at.scope, expression.name) ?? unclear;
    case 'ArrayExpression':
      return readArray(expression.elements, at, reading);
    case 'ObjectExpression':
      return readObject(expression, at, reading);
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const { property, computed } = expression;
      const name = !computed && property.type === 'Identifier' ? property.name : undefined;
      return name === undefined ? unclear : takeMember(readExpression(expression.object, at, reading), name);
    }
    case 'CallExpression':
      return readCall(expression, at, reading);
    case 'AwaitExpression':
      return readExpression(expression.argument, at, reading);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return readExpression(expression.expression, at, reading);
    default:
      return unclear;
  }
}

function readArray(
  elements: readonly (Expression | SpreadElement | null)[],
  at: Surroundings,
  reading: Reading,
): MeshValue {
  const items = elements.flatMap((element): readonly MeshValue[] => {
    if (element === null) return [unclear];
    if (element.type !== 'SpreadElement') return [readExpression(element, at, reading)];
    const spread = readExpression(element.argument, at, reading);
    if (spread.kind === 'list') return spread.items;
    if (spread.kind !== 'data' || !Array.isArray(spread.value)) return [unclear];
    return spread.value.map((value): MeshValue => ({ kind: 'data', value }));
  });
  const data = items.flatMap((item) => (item.kind === 'data' ? [item.value] : []));
  return data.length === items.length ? { kind: 'data', value: data } : { kind: 'list', items };
}

function readObject(object: ObjectExpression, at: Surroundings, reading: Reading): MeshValue {
  const settings = readSettings(object, at, reading, false);
  const entries = settings?.map(({ name, value }): [string, Json] | undefined =>
    value.kind === 'data' ? [name, value.value] : undefined,
  );
  const known = entries?.filter((entry) => entry !== undefined);
  if (!entries || !known || known.length < entries.length) return unclear;
  return { kind: 'data', value: Object.fromEntries(known) };
}

/** The properties of an object, a later one in place of an earlier; undefined when one of them is not a plain property. */
function readSettings(
  object: ObjectExpression,
  at: Surroundings,
  reading: Reading,
  tells: boolean,
): readonly Setting[] | undefined {
  const settings = new Map<string, Setting>();
  let isPlain = true;
  for (const property of object.properties) {
    const line = lineOf(property);
    if (property.type === 'SpreadElement') {
      const spread = readExpression(property.argument, at, reading);
      if (spread.kind === 'data' && isRecord(spread.value)) {
        for (const [name, value] of Object.entries(spread.value)) {
          settings.set(name, { name, line, value: { kind: 'data', value } });
        }
        continue;
      }
    }
    const name = property.type === 'ObjectProperty' ? keyOf(property.key, property.computed) : undefined;
    if (property.type === 'ObjectProperty' && name !== undefined) {
      settings.set(name, { name, line, value: readExpression(property.value, at, reading) });
      continue;
    }
    isPlain = false;
    if (tells) note(reading, line, 'This setting is not written out as a name and a value. It is left out.');
  }
  return isPlain || tells ? [...settings.values()] : undefined;
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf(key: Node, computed: boolean): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** What stands behind a dot. */
export function takeMember(value: MeshValue, name: string): MeshValue {
  if (value.kind === 'round') {
    const given = name === 'brief' || name === 'before' ? name : undefined;
    return given ? { kind: 'wires', wires: [{ call: value.loop, given }] } : unclear;
  }
  if (value.kind === 'call') {
    if (value.call.op === 'branch') return { kind: 'wires', wires: [{ call: value.call, side: name }] };
    if (value.call.op === 'loop' && name === 'verdict') return { kind: 'wires', wires: [{ call: value.call }] };
  }
  return unclear;
}

function readCall(expression: CallExpression, at: Surroundings, reading: Reading): MeshValue {
  const { callee, arguments: args } = expression;
  const line = lineOf(expression);
  if (callee.type === 'Identifier' && callee.name === 'openMesh') {
    const title = args[0] && readExpression(args[0], at, reading);
    if (title?.kind === 'data' && typeof title.value === 'string') reading.title ??= { text: title.value, line };
    return { kind: 'mesh' };
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return unclear;
  const method = callee.property.name;
  if (callee.object.type === 'Identifier' && callee.object.name === 'Promise') {
    return method === 'all' && args[0] ? readExpression(args[0], at, reading) : unclear;
  }
  const owner = readExpression(callee.object, at, reading);
  if (owner.kind === 'call' && owner.call.op === 'loop' && method === 'rounds') {
    return { kind: 'rounds', loop: owner.call };
  }
  if (owner.kind === 'round' && method === 'end') {
    const wires = args[0] ? wiresIn(readExpression(args[0], at, reading)) : [];
    if (!wires)
      note(reading, line, 'A round can only end with answers of its own steps. What else it ends with is left out.');
    owner.loop.ends = { wires: wires ?? [], line };
    return { kind: 'done' };
  }
  if (owner.kind !== 'mesh') return unclear;
  if (method === 'results') {
    readResults(args[0], at, reading);
    return { kind: 'done' };
  }
  return { kind: 'call', call: addCall(method, expression, at, reading) };
}

function readResults(argument: Node | undefined, at: Surroundings, reading: Reading): void {
  if (argument?.type !== 'ObjectExpression') return;
  for (const { value, line } of readSettings(argument, at, reading, true) ?? []) {
    const wires = wiresIn(value);
    if (wires) reading.results.push({ wires, line });
    else note(reading, line, 'This result does not come from a step of the mesh. It is left out.');
  }
}

function addCall(op: string, expression: CallExpression, at: Surroundings, reading: Reading): MeshCall {
  const [titled, settled, ...others] = expression.arguments;
  const line = lineOf(expression);
  const title = titled && readExpression(titled, at, reading);
  const hasTitle = title?.kind === 'data' && typeof title.value === 'string';
  if (!hasTitle)
    note(
      reading,
      line,
      `The first argument of mesh.${op} is not a title that is written out. The step has its usual title.`,
    );
  for (const other of others)
    note(reading, lineOf(other), `mesh.${op} takes a title and its settings. This is left out.`);
  const call: MeshCall = {
    op,
    title: hasTitle ? title.value : '',
    line,
    settings: settled ? readCallSettings(settled, at, reading) : [],
    ...(at.loop && { loop: at.loop }),
    sides: at.sides,
  };
  reading.calls.push(call);
  return call;
}

function readCallSettings(settled: Node, at: Surroundings, reading: Reading): readonly Setting[] {
  if (settled.type === 'ObjectExpression') return readSettings(settled, at, reading, true) ?? [];
  const line = lineOf(settled);
  const value = readExpression(settled, at, reading);
  if (value.kind === 'data' && isRecord(value.value)) {
    return Object.entries(value.value).map(([name, each]) => ({ name, line, value: { kind: 'data', value: each } }));
  }
  note(reading, line, 'These settings are not written out. The step has its usual ones.');
  return [];
}

export function note(reading: Pick<Reading, 'notes'>, line: number, message: string): void {
  reading.notes.push({ line, message });
}
