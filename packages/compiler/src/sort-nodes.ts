// sortNodes: topological order with ties by order in the Graph, so that the same Graph always gives the same Plan.
import type { NodeView } from './graph-view.ts';

/** The nodes, each after all that lead to it; the earliest in the Graph first among those that could come next. */
export function sortNodes(kept: ReadonlySet<NodeView>): NodeView[] {
  const open = new Map<NodeView, number>();
  for (const node of kept) {
    open.set(node, node.incoming.filter(({ source }) => source && kept.has(source)).length);
  }
  const ready = createQueue();
  for (const [node, count] of open) if (count === 0) ready.add(node);
  const sorted: NodeView[] = [];
  for (let node = ready.take(); node; node = ready.take()) {
    sorted.push(node);
    for (const { target } of node.outgoing) {
      const count = target && open.get(target);
      if (!target || count === undefined) continue;
      open.set(target, count - 1);
      if (count === 1) ready.add(target);
    }
  }
  return sorted;
}

/** A binary heap by place in the Graph. */
function createQueue() {
  const heap: NodeView[] = [];
  const order = (at: number) => heap[at]?.index ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number) => {
    const [first, second] = [heap[a], heap[b]];
    if (first && second) [heap[a], heap[b]] = [second, first];
  };
  return {
    add(node: NodeView) {
      let at = heap.push(node) - 1;
      while (at > 0 && order(at) < order((at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    take(): NodeView | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || heap.length === 0) return first;
      heap[0] = last;
      let at = 0;
      for (;;) {
        const least = order(2 * at + 2) < order(2 * at + 1) ? 2 * at + 2 : 2 * at + 1;
        if (order(least) >= order(at)) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
