// mesh.canvas.json: what a canvas knows of a mesh and its code does not say. With it a mesh comes back as it was drawn.
import {
  documentRefSchema,
  edgeSchema,
  type Graph,
  type GraphNode,
  idSchema,
  type NodeTypes,
  positionSchema,
  type Step,
} from '@parley/spec';
import { z } from 'zod';
import type { DocumentFile } from './document-files.ts';

export const canvasFileSchema = z.strictObject({
  version: z.literal(1),
  /** In the order of the Graph. */
  nodes: z
    .array(
      z.strictObject({
        /** Its constant in the code; absent for a node that the code does not hold: a note, or one that leads nowhere. */
        name: z.string().max(200).optional(),
        id: idSchema,
        type: z.string().min(1).max(64),
        position: positionSchema,
        parent: idSchema.optional(),
        /** With a name: the fields of the config that the code does not say. Without: the whole config. */
        config: z.record(z.string(), z.json()).optional(),
      }),
    )
    .max(5000),
  /** Of the whole Graph, in its order. */
  edges: z.array(edgeSchema).max(20_000),
  /** What the code names by its file alone. */
  documents: z
    .array(z.strictObject({ file: z.string().max(200), document: documentRefSchema.omit({ text: true }) }))
    .max(5000)
    .optional(),
});
export type CanvasFile = z.infer<typeof canvasFileSchema>;

/** The canvas file of a Graph whose nodes have these constants in the code. */
export function toCanvasFile(
  graph: Graph,
  nodeTypes: NodeTypes,
  printed: ReadonlyMap<string, { readonly name: string; readonly step: Step }>,
  documents: readonly DocumentFile[],
): CanvasFile {
  return {
    version: 1,
    nodes: graph.nodes.map(({ id, type, position, parent, config }) => {
      const found = printed.get(id);
      const unsaid = found ? unsaidConfig(nodeTypes, { type, config }, found.step) : config;
      return {
        ...(found && { name: found.name }),
        id,
        type,
        position,
        ...(parent !== undefined && { parent }),
        ...(Object.keys(unsaid).length > 0 && { config: unsaid }),
      };
    }),
    edges: graph.edges,
    ...(documents.length > 0 && { documents: [...documents] }),
  };
}

/** The fields of a node's config that cannot be told from its step. */
function unsaidConfig(nodeTypes: NodeTypes, node: Pick<GraphNode, 'type' | 'config'>, step: Step): GraphNode['config'] {
  const nodeType = nodeTypes.get(node.type);
  const lifted = nodeType?.lift?.(step);
  const said = nodeType?.config.safeParse({ ...lifted, title: step.title });
  const whole = nodeType?.config.safeParse(node.config);
  if (!lifted || !said?.success || !whole?.success) return node.config;
  const fields: [string, unknown][] = Object.entries(whole.data);
  const unsaid = fields.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(said.data[name]));
  return z.record(z.string(), z.json()).parse(Object.fromEntries(unsaid));
}
