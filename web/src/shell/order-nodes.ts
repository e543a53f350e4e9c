// The reading order of a mesh: a node after all that feed it; else as they stand from left to right. Pure.
import type { Graph, GraphNode } from '@parley/spec';

/** Every node once, also those of a circle, which come last. */
export function orderNodes({ nodes, edges }: Graph): GraphNode[] {
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
