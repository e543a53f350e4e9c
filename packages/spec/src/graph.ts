// The Graph: what a person builds and what is saved. JSON only; it never holds results or secrets.
import { z } from 'zod';

/** The format version written into every Graph. */
export const GRAPH_VERSION = 1;

/** An id that is safe as a key of a plain object: no `__proto__`, no `constructor`, no dots or spaces. */
export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'must be 1 to 64 letters, digits, "-" or "_", starting with a letter or digit',
  )
  .refine((id) => !(id in {}), 'is a reserved word');

export const positionSchema = z.strictObject({ x: z.number(), y: z.number() });

export const nodeSchema = z.strictObject({
  id: idSchema,
  type: z.string().min(1).max(64),
  /** Relative to the container it stands in, else to the canvas. */
  position: positionSchema,
  /** Id of the container it stands in. A container stands in none, and no wire crosses its edge. */
  parent: idSchema.optional(),
  /** Checked by the node type's own schema; an unknown type keeps its config untouched. */
  config: z.record(z.string(), z.json()),
});

export const edgeSchema = z.strictObject({
  id: idSchema,
  source: z.string().min(1).max(64),
  sourcePort: z.string().min(1).max(64),
  target: z.string().min(1).max(64),
  targetPort: z.string().min(1).max(64),
});

/** The shape of a Graph. What a shape cannot say (cycles, types, families) is said by `checkGraph`. */
export const graphSchema = z.strictObject({
  version: z.literal(GRAPH_VERSION),
  /** Not empty, also once the server has taken NUL characters out of it. */
  name: z.string().max(200).regex(/[^\0]/, 'must not be empty'),
  nodes: z.array(nodeSchema).max(5000),
  edges: z.array(edgeSchema).max(20000),
});

export type Position = z.infer<typeof positionSchema>;
export type GraphNode = z.infer<typeof nodeSchema>;
export type GraphEdge = z.infer<typeof edgeSchema>;
export type Graph = z.infer<typeof graphSchema>;

/** An empty Graph with the given name. */
export function createGraph(name: string): Graph {
  return { version: GRAPH_VERSION, name, nodes: [], edges: [] };
}
