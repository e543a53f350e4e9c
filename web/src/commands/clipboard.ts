// Nodes as text: what copy writes and paste reads, so that a part of a mesh can travel through a chat or an issue.
import type { Graph, GraphEdge, GraphNode } from '@parley/spec';
import { edgeSchema, nodeSchema } from '@parley/spec';
import { z } from 'zod';
import { nodesInside, placeOnCanvas } from '../canvas/frame-place.ts';

const clippingSchema = z.object({
  nodes: z.array(nodeSchema).min(1).max(2000),
  edges: z.array(edgeSchema).max(10_000).default([]),
});

export interface Clipping {
  readonly nodes: readonly GraphNode[];
  /** The edges among these nodes. */
  readonly edges: readonly GraphEdge[];
}

/** These nodes of the graph, with what stands in them, and the edges among them. One that is copied without its frame stands on the canvas. */
export function clip(graph: Graph, nodeIds: readonly string[]): Clipping {
  const chosen = new Set(nodeIds);
  const ids = new Set([...chosen, ...nodeIds.flatMap((id) => nodesInside(graph, id).map((node) => node.id))]);
  return {
    nodes: graph.nodes
      .filter((node) => ids.has(node.id))
      .map((node) => {
        const { parent, ...rest } = node;
        return parent === undefined || ids.has(parent) ? node : { ...rest, position: placeOnCanvas(graph, node) };
      }),
    edges: graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
  };
}

export function writeClipping({ nodes, edges }: Clipping): string {
  return JSON.stringify({ parley: 'nodes', nodes, edges }, undefined, 2);
}

/** The nodes in a text, also of a whole saved mesh; undefined when it is something else. */
export function readClipping(text: string): Clipping | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = clippingSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
