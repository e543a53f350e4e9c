// From calls to nodes: an id, a type and a config for each, with what the canvas file remembers of it.
import { type GraphNode, idSchema, type NodeTypes, opNames } from '@parley/spec';
import { z } from 'zod';
import type { CanvasFile } from '../canvas-file.ts';
import { type DocumentFile, mediaTypeOf } from '../document-files.ts';
import { configOfCall, nameFor, type NodeType, typesOfOp } from './config-of-call.ts';
import { type CanvasNode, matchCanvas } from './match-canvas.ts';
import { type Json, type MeshCall, type MeshNote, type Setting, type Wire, wiresIn } from './mesh-call.ts';

/** A call that is a node of the Graph. */
export interface ReadNode {
  readonly call: MeshCall;
  readonly id: string;
  readonly nodeType: NodeType;
  readonly config: GraphNode['config'];
  /** What the canvas file says of it. */
  readonly known: CanvasNode | undefined;
  readonly wired: readonly WiredSetting[];
}

export interface WiredSetting {
  readonly setting: Setting;
  readonly wires: readonly Wire[];
}

export interface NodeReading {
  /** In the order of the calls. */
  readonly nodes: readonly ReadNode[];
  /** The files that the nodes name, each once. */
  readonly documents: readonly DocumentFile[];
}

/** The nodes of these calls; a call of no known op is told and left out. */
export function toNodes(
  calls: readonly MeshCall[],
  nodeTypes: NodeTypes,
  canvas: CanvasFile | undefined,
  notes: MeshNote[],
): NodeReading {
  const known = matchCanvas(calls, canvas, (call, type) =>
    typesOfOp(call.op, type, nodeTypes).some((nodeType) => nodeType.type === type),
  );
  const ids = new Set(canvas?.nodes.filter((node) => node.name === undefined).map(({ id }) => id));
  for (const { id } of known.values()) ids.add(id);
  const documents = new Map(canvas?.documents?.map((each) => [each.file, each.document]));
  const named = new Map<string, DocumentFile>();
  const nodes = calls.flatMap((call): ReadNode[] => {
    const node = known.get(call);
    const op = opNames.find((name) => name === call.op);
    const [nodeType] = typesOfOp(call.op, node?.type, nodeTypes);
    if (!op || !nodeType) {
      notes.push({
        line: call.line,
        message: `A canvas has nothing for mesh.${call.op}. ${nameFor(call)} is left out.`,
      });
      return [];
    }
    const { args, wired } = splitSettings(call, nodeType, notes);
    const files = filesSchema.safeParse(args['documents']).data;
    if (files) {
      args['documents'] = files.map(({ title, file }) => {
        const document = { ...(documents.get(file) ?? unknownDocument(file)), title };
        named.set(file, { file, document });
        return document;
      });
    }
    const asked = { call, args, unsaid: node?.config ?? {}, type: node?.type };
    const config = configOfCall(nodeType, op, asked, notes);
    return [
      {
        call,
        id: node?.id ?? freshId(call.name ?? call.title, nodeType.type, ids),
        nodeType,
        config,
        known: node,
        wired,
      },
    ];
  });
  return { nodes, documents: [...named.values()] };
}

const filesSchema = z.array(z.strictObject({ title: z.string(), file: z.string().min(1).max(200) })).min(1);

/** A document of which only the file is known: whoever reads the file knows the rest. */
function unknownDocument(file: string): Omit<DocumentFile['document'], 'title'> {
  const name = file.split('/').at(-1) ?? file;
  return { id: `file:${name}`.slice(0, 80), mediaType: mediaTypeOf(file), characters: 0 };
}

/** Settings that are data, and settings that are wires. */
function splitSettings(
  call: MeshCall,
  nodeType: NodeType,
  notes: MeshNote[],
): { readonly args: Record<string, Json>; readonly wired: readonly WiredSetting[] } {
  const ports = new Set(nodeType.ports(nodeType.config.parse({})).inputs.map(({ id }) => id));
  const args: [string, Json][] = [];
  const wired: WiredSetting[] = [];
  for (const setting of call.settings) {
    const { name, value, line } = setting;
    const wires = wiresIn(value);
    if (value.kind === 'data' && !(wires && ports.has(name))) args.push([name, value.value]);
    else if (wires) wired.push({ setting, wires });
    else {
      const message = ports.has(name)
        ? `"${name}" of ${nameFor(call)} is not wired to steps of this mesh alone. The wire is left out.`
        : `"${name}" of ${nameFor(call)} is not written out, so a canvas cannot hold it. It has its usual value.`;
      notes.push({ line, message });
    }
  }
  return { args: Object.fromEntries(args), wired };
}

/** An id that no other node has, from what the code calls it. */
export function freshId(name: string, fallback: string, ids: Set<string>): string {
  const kebab = name
    .replace(/([a-z])([A-Z])/gu, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 56);
  const base = idSchema.safeParse(kebab).success ? kebab : `${fallback}-1`;
  let id = base;
  for (let count = 2; ids.has(id); count += 1) id = `${base}-${count}`;
  ids.add(id);
  return id;
}
