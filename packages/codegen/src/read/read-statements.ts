// Statements of a mesh: what is declared, what stands in an `if` or in the rounds of a loop. What is nothing of these is
// named by its line.
import type { BlockStatement, IfStatement, Node, Program, Statement } from '@babel/types';
import type { MeshValue, Wire } from './mesh-call.ts';
import { wiresIn } from './mesh-call.ts';
import {
  lineOf,
  lookUp,
  note,
  readExpression,
  type Reading,
  type Scope,
  type Surroundings,
  takeMember,
} from './read-expression.ts';

/** Reads a whole file: the function that opens a mesh, and the constants beside it. */
export function readProgram(program: Program): Reading {
  const reading: Reading = { calls: [], results: [], notes: [] };
  const at: Surroundings = { scope: { names: new Map() }, sides: [] };
  const bodies: BlockStatement[] = [];
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
    const body = bodyOf(declared);
    if (body) bodies.push(body);
    else if (declared.type === 'VariableDeclaration') readStatement(declared, at, reading);
    else if (!isForTypes(declared)) note(reading, lineOf(declared), leftOut);
  }
  for (const body of bodies) {
    const before = reading.title;
    const found = reading.calls.length;
    const inner: Reading = { calls: reading.calls, results: reading.results, notes: [] };
    if (before) inner.title = before;
    readBlock(body.body, at, inner);
    if (inner.title && !before) reading.title = inner.title;
    const isMesh = inner.title !== before || reading.calls.length > found;
    if (isMesh) reading.notes.push(...inner.notes);
    else note(reading, lineOf(body), 'This function opens no mesh. It is left out.');
  }
  return reading;
}

const leftOut = 'A canvas has nothing for this statement. It is left out.';

function isForTypes({ type }: Node): boolean {
  return (
    type === 'ImportDeclaration' ||
    type === 'TSTypeAliasDeclaration' ||
    type === 'TSInterfaceDeclaration' ||
    type === 'EmptyStatement'
  );
}

/** The body of a function that is declared here, in whichever way. */
function bodyOf(node: Node): BlockStatement | undefined {
  if (node.type === 'FunctionDeclaration') return node.body;
  if (node.type === 'ExportDefaultDeclaration') return bodyOf(node.declaration);
  const [declarator, ...others] = node.type === 'VariableDeclaration' ? node.declarations : [];
  const init = others.length === 0 ? declarator?.init : undefined;
  const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression';
  return isFunction && init.body.type === 'BlockStatement' ? init.body : undefined;
}

function readBlock(statements: readonly Statement[], at: Surroundings, reading: Reading): void {
  const inner: Surroundings = { ...at, scope: { names: new Map(), outer: at.scope } };
  for (const statement of statements) readStatement(statement, inner, reading);
}

function readStatement(statement: Statement, at: Surroundings, reading: Reading): void {
  const line = lineOf(statement);
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        const value: MeshValue = init ? readExpression(init, at, reading) : { kind: 'wires', wires: [] };
        const isLost = value.kind === 'unclear' || !bind(id, value, at.scope);
        if (isLost)
          note(reading, line, 'What is declared here is neither a step of the mesh nor written out. It is left out.');
      }
      return;
    case 'ExpressionStatement': {
      const { expression } = statement;
      if (expression.type === 'AssignmentExpression' && expression.operator === '=') {
        const value = readExpression(expression.right, at, reading);
        if (value.kind === 'unclear' || !assign(expression.left, value, at.scope)) note(reading, line, leftOut);
        return;
      }
      const value = readExpression(expression, at, reading);
      const isStep = value.kind === 'call' || value.kind === 'done' || (value.kind === 'list' && wiresIn(value));
      if (!isStep) note(reading, line, leftOut);
      return;
    }
    case 'BlockStatement':
      return readBlock(statement.body, at, reading);
    case 'IfStatement':
      return readIf(statement, at, reading);
    case 'ForOfStatement': {
      const rounds = readExpression(statement.right, at, reading);
      const [declarator] = statement.left.type === 'VariableDeclaration' ? statement.left.declarations : [];
      if (rounds.kind !== 'rounds' || declarator?.id.type !== 'Identifier') {
        return note(
          reading,
          line,
          'A canvas repeats nothing but the rounds of a loop. What stands in here is left out.',
        );
      }
      const names = new Map<string, MeshValue>([[declarator.id.name, { kind: 'round', loop: rounds.loop }]]);
      const inner: Surroundings = { ...at, scope: { names, outer: at.scope }, loop: rounds.loop, sides: [] };
      return readBlock(
        statement.body.type === 'BlockStatement' ? statement.body.body : [statement.body],
        inner,
        reading,
      );
    }
    case 'ReturnStatement': {
      const value = statement.argument && readExpression(statement.argument, at, reading);
      if (value?.kind !== 'done') note(reading, line, 'A mesh on a canvas gives all its outputs, and nothing else.');
      return;
    }
    default:
      if (!isForTypes(statement)) note(reading, line, leftOut);
  }
}

function readIf({ test, consequent, alternate }: IfStatement, at: Surroundings, reading: Reading): void {
  const sides = readTest(test, at, reading);
  if (!sides) {
    note(
      reading,
      lineOf(test),
      'A canvas asks for the sides of a router only. What stands in here is kept without this condition.',
    );
  }
  const inside = { ...at, sides: [...at.sides, ...(sides ?? [])] };
  readBlock(consequent.type === 'BlockStatement' ? consequent.body : [consequent], inside, reading);
  if (!alternate) return;
  if (alternate.type === 'IfStatement') return readIf(alternate, at, reading);
  // Steps know by their wires on which side they are.
  readBlock(alternate.type === 'BlockStatement' ? alternate.body : [alternate], at, reading);
}

/** The sides that a condition asks for, all of them; undefined when it asks for anything else. */
function readTest(test: Node, at: Surroundings, reading: Reading): readonly Wire[] | undefined {
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    const both = [test.left, test.right].map((side) => readTest(side, at, reading));
    return both.includes(undefined) ? undefined : both.flatMap((sides) => sides ?? []);
  }
  const wires = wiresIn(readExpression(test, at, reading));
  return wires?.length === 1 && wires[0]?.side !== undefined ? wires : undefined;
}

/** Gives names to a value; false when a name gets nothing of it. */
function bind(pattern: Node, value: MeshValue, scope: Scope): boolean {
  return spread(pattern, value, (name, part) => {
    scope.names.set(name, named(part, name));
    return true;
  });
}

/** Gives a value to names that were declared before; what they had before, they have as well. */
function assign(pattern: Node, value: MeshValue, scope: Scope): boolean {
  return spread(pattern, value, (name, part) => {
    const owner = ownerOf(scope, name);
    const before = owner && lookUp(owner, name);
    if (!owner || !before) return false;
    const wires = [before, part].flatMap((each) => wiresIn(each) ?? []);
    const isFirst = before.kind === 'wires' && before.wires.length === 0;
    owner.names.set(name, isFirst ? named(part, name) : { kind: 'wires', wires });
    if (!isFirst) named(part, name);
    return true;
  });
}

function named(value: MeshValue, name: string): MeshValue {
  if (value.kind === 'call') value.call.name ??= name;
  return value;
}

function ownerOf(scope: Scope | undefined, name: string): Scope | undefined {
  return scope && (scope.names.has(name) ? scope : ownerOf(scope.outer, name));
}

function spread(pattern: Node, value: MeshValue, give: (name: string, value: MeshValue) => boolean): boolean {
  if (pattern.type === 'Identifier') return give(pattern.name, value);
  if (pattern.type === 'ArrayPattern') {
    const items = value.kind === 'list' ? value.items : undefined;
    if (!items) return false;
    return pattern.elements.every((element, index) => {
      const item = items[index];
      return element === null || (item !== undefined && item.kind !== 'unclear' && spread(element, item, give));
    });
  }
  if (pattern.type !== 'ObjectPattern') return false;
  return pattern.properties.every((property) => {
    if (property.type !== 'ObjectProperty' || property.computed || property.key.type !== 'Identifier') return false;
    const member = takeMember(value, property.key.name);
    return member.kind !== 'unclear' && spread(property.value, member, give);
  });
}
