// readMesh: a mesh.ts as a Graph again, also after a person worked on it. It is parsed and never run; what a canvas cannot
// hold is told by its line.
import { parse } from '@babel/parser';
import type { Comment, File } from '@babel/types';
import { type Graph, GRAPH_VERSION, graphSchema, type NodeTypes } from '@parley/spec';
import { type CanvasFile, canvasFileSchema } from './canvas-file.ts';
import type { DocumentFile } from './document-files.ts';
import { ownComments } from './own-comments.ts';
import { checkControl } from './read/check-control.ts';
import type { MeshNote } from './read/mesh-call.ts';
import { placeNodes } from './read/place-nodes.ts';
import type { Reading } from './read/read-expression.ts';
import { readProgram } from './read/read-statements.ts';
import { toEdges } from './read/to-edges.ts';
import { type ReadNode, toNodes } from './read/to-nodes.ts';

export type { MeshNote };

export interface ReadOptions {
  readonly nodeTypes: NodeTypes;
  /** What `mesh.canvas.json` holds, as it was parsed. */
  readonly canvas?: unknown;
}

export interface ReadMesh {
  /** Absent when the text is no TypeScript or opens no mesh. */
  readonly graph?: Graph;
  /** By line. */
  readonly notes: readonly MeshNote[];
  /** The files that the Graph's documents come from, each as the Graph names it. */
  readonly documents: readonly DocumentFile[];
}

/** The Graph of a `mesh.ts`. Never throws for what the text or the canvas file holds. */
export function readMesh(source: string, { nodeTypes, canvas }: ReadOptions): ReadMesh {
  try {
    return readFile(source, nodeTypes, canvas);
  } catch (error) {
    // Only the depth of the text can exhaust the stack: parser and reader follow it.
    if (error instanceof RangeError)
      return nothing(1, 'This file is nested too deeply to be read. Nothing was imported.');
    throw error;
  }
}

function nothing(line: number, message: string): ReadMesh {
  return { notes: [{ line, message }], documents: [] };
}

function readFile(source: string, nodeTypes: NodeTypes, canvasJson: unknown): ReadMesh {
  const file = parseFile(source);
  if ('notes' in file) return file;
  const reading = readProgram(file.program);
  readComments(file.comments ?? [], reading);
  if (!reading.title)
    return {
      ...nothing(1, 'No mesh is opened here: there is no call of openMesh with a title. Nothing was imported.'),
    };
  const canvas = readCanvas(canvasJson, reading);
  const { nodes, documents } = toNodes(reading.calls, nodeTypes, canvas, reading.notes);
  const edges = toEdges(nodes, canvas, reading.notes);
  checkControl(nodes, edges, reading);
  const graph = graphSchema.safeParse({
    version: GRAPH_VERSION,
    name: nameOf(reading.title, reading),
    nodes: toGraphNodes(nodes, edges, canvas),
    edges,
  });
  if (!graph.success) return nothing(1, `This mesh is larger than a canvas can hold. Nothing was imported.`);
  const notes = reading.notes.toSorted((one, other) => one.line - other.line);
  return { graph: graph.data, notes, documents };
}

function parseFile(source: string): File | ReadMesh {
  try {
    // What is ambiguous with JSX would be tried in both ways, again at every depth: minutes for a line of `<T>(<T>(`.
    const plugins: ['typescript', { disallowAmbiguousJSXLike: true }][] = [
      ['typescript', { disallowAmbiguousJSXLike: true }],
    ];
    return parse(source, { sourceType: 'module', plugins });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = 'loc' in error && hasLine(error.loc) ? error.loc.line : 1;
    return nothing(
      line,
      `This line is no TypeScript: ${error.message.replace(/ \(\d+:\d+\)$/u, '')} Nothing was imported.`,
    );
  }
}

function hasLine(place: unknown): place is { readonly line: number } {
  return typeof place === 'object' && place !== null && 'line' in place && typeof place.line === 'number';
}

/** A comment has no place on a canvas; lines one below the other are one comment. */
function readComments(comments: readonly Comment[], { notes }: Reading): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const { value, loc } of comments) {
    if (!loc || ownComments.includes(value.replace(/^\*/u, '').trim())) continue;
    if (loc.start.line > last + 1) {
      notes.push({ line: loc.start.line, message: 'A canvas keeps no comments. Put it into a note on the canvas.' });
    }
    last = loc.end.line;
  }
}

function readCanvas(json: unknown, { notes }: Reading): CanvasFile | undefined {
  if (json === undefined) return undefined;
  const parsed = canvasFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  notes.push({ line: 1, message: 'The canvas file cannot be read. The nodes are placed anew, and notes are missing.' });
  return undefined;
}

function nameOf({ text, line }: NonNullable<Reading['title']>, { notes }: Reading): string {
  if (graphSchema.shape.name.safeParse(text).success) return text;
  notes.push({ line, message: 'The name of the mesh is empty or longer than 200 characters. It is changed.' });
  return text.slice(0, 200).trim() || 'Imported mesh';
}

/** In the order of the canvas file, the new ones last. */
function toGraphNodes(
  nodes: readonly ReadNode[],
  edges: Graph['edges'],
  canvas: CanvasFile | undefined,
): Graph['nodes'] {
  const byCall = new Map(nodes.map((node) => [node.call, node]));
  const ids = new Set([...nodes.map(({ id }) => id), ...(canvas?.nodes ?? []).filter(isHidden).map(({ id }) => id)]);
  const hidden = (canvas?.nodes ?? []).filter(isHidden).map(({ parent, ...node }) => ({
    ...node,
    ...(parent !== undefined && ids.has(parent) && { parent }),
  }));
  const read = nodes.map((node) => {
    const parent = node.call.loop && byCall.get(node.call.loop)?.id;
    const stays = node.known && node.known.parent === parent;
    return { ...node, parent, position: stays ? node.known.position : undefined };
  });
  const places = placeNodes([...hidden.map(({ id, position, parent }) => ({ id, position, parent })), ...read], edges);
  const order = new Map(canvas?.nodes.map(({ id }, index) => [id, index]));
  const placeOf = (id: string) => order.get(id) ?? Number.POSITIVE_INFINITY;
  const graphNodes = [
    ...hidden.map(({ id, type, position, config = {}, parent }) => ({
      id,
      type,
      position,
      ...(parent !== undefined && { parent }),
      config,
    })),
    ...read.map(({ id, nodeType, config, parent }) => ({
      id,
      type: nodeType.type,
      position: places.get(id) ?? { x: 0, y: 0 },
      ...(parent !== undefined && { parent }),
      config,
    })),
  ].toSorted((one, other) => {
    const [first, second] = [placeOf(one.id), placeOf(other.id)];
    return first === second ? 0 : first - second;
  });
  return inOrderOfRounds(graphNodes, nodes);
}

/** What a round comes to, it comes to in the order of the Graph: that of the code goes into the same places. */
function inOrderOfRounds(graphNodes: Graph['nodes'], nodes: readonly ReadNode[]): Graph['nodes'] {
  const byCall = new Map(nodes.map((node) => [node.call, node.id]));
  const byId = new Map(graphNodes.map((node) => [node.id, node]));
  let ordered = graphNodes;
  for (const { call } of nodes) {
    const ends = (call.ends?.wires ?? []).flatMap((wire) => byCall.get(wire.call) ?? []);
    const places = new Set(ends);
    const queue = [...places];
    ordered = ordered.map((node) => (places.has(node.id) ? (byId.get(queue.shift() ?? '') ?? node) : node));
  }
  return ordered;
}

function isHidden({ name }: CanvasFile['nodes'][number]): boolean {
  return name === undefined;
}
