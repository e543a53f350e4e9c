// The reading order of a mesh: a node after all that feed it; else as they stand from left to right. Pure.
import type { Graph, GraphNode } from '@parley/spec';
import { frameOf, nodesInside } from '../canvas/frame-place.ts';

/** Every node once, also those of a circle, which come last; after a frame what stands in it. */
export function orderNodes(graph: Graph): GraphNode[] {
  const outside = graph.nodes.filter((node) => !frameOf(graph, node));
  return orderLevel(outside, graph).flatMap((node) => {
    const inside = nodesInside(graph, node.id).filter((each) => frameOf(graph, each) === node);
    return [node, ...orderLevel(inside, graph)];
  });
}

function orderLevel(nodes: readonly GraphNode[], { edges }: Graph): GraphNode[] {
  const waiting = new Map(nodes.map((node) => [node.id, 0]));
  for (const { source, target } of edges) {
    const count = waiting.get(target);
    if (count !== undefined && waiting.has(source)) waiting.set(target, count + 1);
  }
  const ordered: GraphNode[] = [];
  const left = [...nodes].sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
  while (left.length > 0) {
    const ready = left.findIndex((node) => (waiting.get(node.id) ?? 0) <= 0);
    const [node] = left.splice(Math.max(ready, 0), 1);
    if (!node) break;
    ordered.push(node);
    for (const { source, target } of edges) {
      if (source === node.id) waiting.set(target, (waiting.get(target) ?? 0) - 1);
    }
  }
  return ordered;
}
