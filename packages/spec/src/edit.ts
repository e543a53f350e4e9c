// Every change a person can make to a Graph, as data. Undo keeps the previous Graph, so no edit needs an inverse.
import { z } from 'zod';
import { edgeSchema, graphSchema, nodeSchema, positionSchema } from './graph.ts';

const simpleEdits = [
  z.strictObject({ type: z.literal('add-node'), node: nodeSchema }),
  z.strictObject({ type: z.literal('remove-node'), id: z.string() }),
  z.strictObject({ type: z.literal('move-nodes'), positions: z.record(z.string(), positionSchema) }),
  /** Puts a node into a container, or out of it with `null`; the position is relative to where it then stands. Its wires to nodes that now stand elsewhere go. */
  z.strictObject({
    type: z.literal('set-parent'),
    id: z.string(),
    parent: z.string().nullable(),
    position: positionSchema,
  }),
  /** Merges fields into a node's config; `null` removes nothing, it is a value. */
  z.strictObject({ type: z.literal('set-config'), id: z.string(), config: z.record(z.string(), z.json()) }),
  z.strictObject({ type: z.literal('add-edge'), edge: edgeSchema }),
  z.strictObject({ type: z.literal('remove-edge'), id: z.string() }),
  z.strictObject({ type: z.literal('rename-graph'), name: z.string() }),
  /** Gives the node at this place in `nodes` a new id; edges keep pointing at the first bearer of the old id. */
  z.strictObject({ type: z.literal('reassign-node-id'), index: z.int().min(0), id: z.string() }),
  /** The same for an edge. */
  z.strictObject({ type: z.literal('reassign-edge-id'), index: z.int().min(0), id: z.string() }),
  z.strictObject({ type: z.literal('replace-graph'), graph: graphSchema }),
] as const;

const simpleEditSchema = z.discriminatedUnion('type', simpleEdits);

export const editSchema = z.discriminatedUnion('type', [
  ...simpleEdits,
  /** Several edits as one: one undo step. */
  z.strictObject({ type: z.literal('batch'), edits: z.array(simpleEditSchema) }),
]);

export type Edit = z.infer<typeof editSchema>;
export type SimpleEdit = z.infer<typeof simpleEditSchema>;
