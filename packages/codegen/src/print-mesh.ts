// printMesh: a Plan as the TypeScript a person would have written for it. It knows what is control; every other op is
// printed as a call of its own name.
import { withoutUsual } from '@parley/runtime/usual-arguments';
import {
  bodySources,
  documentRefSchema,
  type Graph,
  type NodeTypes,
  type Plan,
  type Side,
  type Step,
} from '@parley/spec';
import { z } from 'zod';
import { type CanvasFile, toCanvasFile } from './canvas-file.ts';
import { type CodeWriter, createCodeWriter, type Expression, type NodeRanges } from './code-writer.ts';
import { createDocumentFiles, type DocumentFile } from './document-files.ts';
import { layOutSteps, type Statement } from './lay-out-steps.ts';
import { createNames } from './name-constants.ts';
import { functionComment, resultComment } from './own-comments.ts';
import { literalOf, printKey, printString } from './print-literal.ts';

/** A node in the code: its constant, and where it stands. */
export interface PrintedNode extends NodeRanges {
  readonly name: string;
}

export interface PrintedMesh {
  /** `mesh.ts`, with a newline at its end. */
  readonly code: string;
  /** By node id. */
  readonly names: ReadonlyMap<string, PrintedNode>;
  /** `mesh.canvas.json`. */
  readonly canvas: CanvasFile;
  /** The files that the code names, and the document each must hold. */
  readonly documents: readonly DocumentFile[];
}

export interface PrintOptions {
  /** The Graph that the Plan was compiled from. */
  readonly graph: Graph;
  readonly nodeTypes: NodeTypes;
}

/** The code of a mesh and what belongs to it. The same Plan and Graph always give the same text. */
export function printMesh(plan: Plan, { graph, nodeTypes }: PrintOptions): PrintedMesh {
  const writer = createCodeWriter();
  const documents = createDocumentFiles();
  const statements = layOutSteps(plan, plan.results);
  const steps = nameSteps(statements, graph);
  const printer: Printer = { writer, steps, fileOf: documents.fileOf };
  writeImports(writer, statements);
  writer.put(`\n\n/** ${functionComment} */\n`);
  writer.put('export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {');
  writer.indent(1);
  writer.newLine();
  writer.put('const mesh = ');
  const opened = [text(printString(plan.name, false)), text('given'), text('options')];
  writer.write({ kind: 'call', of: 'openMesh', args: opened }, ';');
  writer.put(';');
  for (const statement of statements) writeStatement(printer, statement);
  const results = [...steps.values()].filter(({ step }) => plan.results.includes(step.id));
  beginParagraph(writer);
  writer.put('return ');
  writer.write(
    {
      kind: 'call',
      of: 'mesh.results',
      args: [{ kind: 'object', entries: results.map((found) => [found.name, nameOf(found)]) }],
    },
    ';',
  );
  writer.put(';');
  writer.indent(-1);
  writer.newLine();
  writer.put(`}\n\n/** ${resultComment} */\n`);
  writer.put('export type MeshResult = Awaited<ReturnType<typeof runMesh>>;\n');
  const byNode = [...steps.values()].map((named) => [named.step.nodeId, named] as const);
  return {
    code: writer.code(),
    names: new Map(
      byNode.map(([id, { name }]) => [id, { name, ...(writer.ranges.get(id) ?? { names: [], calls: [] }) }]),
    ),
    canvas: toCanvasFile(graph, nodeTypes, new Map(byNode), documents.files()),
    documents: documents.files(),
  };
}

interface NamedStep {
  readonly name: string;
  readonly step: Step;
}

interface Printer {
  readonly writer: CodeWriter;
  /** By step id, those of bodies too. */
  readonly steps: ReadonlyMap<string, NamedStep>;
  readonly fileOf: ReturnType<typeof createDocumentFiles>['fileOf'];
}

/** Every step with its constant, by step id, in the order of the code: what is read from it gets the same names. */
function nameSteps(statements: readonly Statement[], graph: Graph): Map<string, NamedStep> {
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const nameNext = createNames();
  const named = new Map<string, NamedStep>();
  const nameAll = (each: readonly Statement[]) => {
    for (const statement of each) {
      const own = statement.kind === 'level' ? statement.steps : statement.kind === 'loop' ? [statement.step] : [];
      for (const step of own)
        named.set(step.id, { name: nameNext(step.title, types.get(step.nodeId) ?? step.op), step });
      if (statement.kind !== 'level') nameAll(statement.body);
    }
  };
  nameAll(statements);
  return named;
}

function writeImports(writer: CodeWriter, statements: readonly Statement[]): void {
  const declares = (statement: Statement): boolean =>
    (statement.kind === 'if' && statement.declares.length > 0) ||
    (statement.kind !== 'level' && statement.body.some(declares));
  const names = [
    'type MeshInput',
    'type MeshOptions',
    'openMesh',
    ...(statements.some(declares) ? ['type Outcome'] : []),
  ];
  writer.put(`import { ${names.join(', ')} } from './parley/index.ts';`);
}

function beginParagraph(writer: CodeWriter): void {
  writer.put('\n');
  writer.newLine();
}

function writeStatement(printer: Printer, statement: Statement, isFirst = false): void {
  const { writer, steps } = printer;
  if (isFirst) writer.newLine();
  else beginParagraph(writer);
  if (statement.kind === 'level') return writeLevel(printer, statement);
  if (statement.kind === 'loop') return writeLoop(printer, statement);
  const declares = new Set(statement.declares);
  for (const declared of steps.values()) {
    if (!declares.has(declared.step)) continue;
    writer.put('let ');
    writer.write(nameOf(declared));
    writer.put(': Outcome;');
    writer.newLine();
  }
  const sides = statement.sides.map((side) => sideOf(printer, side));
  writer.put('if (');
  for (const [index, side] of sides.entries()) {
    if (index > 0) writer.put(' && ');
    writer.write(side);
  }
  writer.put(') {');
  writeBody(printer, statement.body);
  writer.newLine();
  writer.put('}');
}

function writeBody(printer: Printer, body: readonly Statement[]): void {
  printer.writer.indent(1);
  for (const [index, statement] of body.entries()) writeStatement(printer, statement, index === 0);
  printer.writer.indent(-1);
}

function writeLevel(printer: Printer, { steps, assigns }: Extract<Statement, { kind: 'level' }>): void {
  const { writer } = printer;
  const calls = steps.map((step) => callOf(printer, step));
  const names = steps.flatMap(({ id }) => printer.steps.get(id) ?? []).map(nameOf);
  const [only] = calls;
  const declaration = assigns ? '' : 'const ';
  writer.put(declaration);
  if (only && calls.length === 1) {
    for (const name of names) writer.write(name);
    writer.put(' = await ');
    writer.write(only, ';');
  } else {
    writer.write({ kind: 'list', items: names }, ' = await Promise.all([');
    writer.put(' = await ');
    writer.write({ kind: 'call', of: 'Promise.all', args: [{ kind: 'list', items: calls }] }, ';');
  }
  writer.put(';');
}

function writeLoop(printer: Printer, { step, body }: Extract<Statement, { kind: 'loop' }>): void {
  const { writer } = printer;
  const loop = printer.steps.get(step.id);
  if (!loop) return;
  writer.put('const ');
  writer.write(nameOf(loop));
  writer.put(' = ');
  writer.write(callOf(printer, step), ';');
  writer.put(';');
  writer.newLine();
  writer.put('for (const round of ');
  writer.write(nameOf(loop));
  writer.put('.rounds()) {');
  writeBody(printer, body);
  writer.indent(1);
  beginParagraph(writer);
  const results = (step.body?.results ?? []).flatMap((id) => printer.steps.get(id) ?? []).map(nameOf);
  writer.put('await ');
  writer.write({ kind: 'call', of: 'round.end', args: [{ kind: 'list', items: results }] }, ';');
  writer.put(';');
  writer.indent(-1);
  writer.newLine();
  writer.put('}');
}

function callOf(printer: Printer, step: Step): Expression {
  const { op, title, inputs, args, nodeId, onFailure } = step;
  const wires = Object.entries(inputs).map(([port, input]) => [printKey(port), wireOf(printer, input)] as const);
  const given = Object.entries(withoutUsual(op, args)).map(
    ([name, value]) => [printKey(name), argumentOf(printer, name, value)] as const,
  );
  const policy = onFailure === undefined ? [] : [['onFailure', literalOf(onFailure)] as const];
  const entries = [...wires, ...given, ...policy];
  const titled = text(printString(title, false));
  const args_ = entries.length === 0 ? [titled] : [titled, { kind: 'object' as const, entries }];
  return { kind: 'call', of: `mesh.${op}`, args: args_, node: nodeId };
}

const documentsSchema = z.array(documentRefSchema.omit({ text: true }));

/** A document is named by its title and its file: ids and sizes say nothing to a person. */
function argumentOf({ fileOf }: Printer, name: string, value: Step['args'][string]): Expression {
  const documents = name === 'documents' ? documentsSchema.safeParse(value).data : undefined;
  if (!documents) return literalOf(value);
  return literalOf(documents.map((document) => ({ title: document.title, file: fileOf(document) })));
}

function wireOf(printer: Printer, { steps, sides, many }: Step['inputs'][string]): Expression {
  const sources = steps.map((step, index) => {
    const side = sides?.[index];
    return side === undefined || side === null ? sourceOf(printer, step) : sideOf(printer, { step, side });
  });
  const [only] = sources;
  if (only && sources.length === 1) return only;
  return many ? { kind: 'list', items: sources } : { kind: 'either', of: sources };
}

function sourceOf({ steps }: Printer, id: string): Expression {
  for (const [name, source] of Object.entries(bodySources)) if (source === id) return text(`round.${name}`);
  const found = steps.get(id);
  if (!found) return text('undefined');
  return found.step.body ? { kind: 'member', of: nameOf(found), name: 'verdict' } : nameOf(found);
}

function sideOf({ steps }: Printer, { step, side }: Side): Expression {
  const found = steps.get(step);
  return found ? { kind: 'member', of: nameOf(found), name: side } : text('undefined');
}

function nameOf({ name, step }: NamedStep): Expression {
  return { kind: 'name', text: name, node: step.nodeId };
}

function text(text: string): Expression {
  return { kind: 'text', text };
}
