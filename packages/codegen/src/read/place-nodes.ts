// Places for nodes that came without one: in columns by how many steps lead to them, below what is there already.
import type { GraphEdge, Position } from '@parley/spec';

const columnWidth = 328;
const rowHeight = 280;

interface Placed {
  readonly id: string;
  /** Where it stands already. */
  readonly position: Position | undefined;
  /** Positions are within one of these. */
  readonly parent: string | undefined;
}

/** A position for every node; nodes in an order in which a node comes after what leads to it. */
export function placeNodes(
  nodes: readonly Placed[],
  edges: readonly Pick<GraphEdge, 'source' | 'target'>[],
): ReadonlyMap<string, Position> {
  const places = new Map<string, Position>();
  const lowest = new Map<string, number>();
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const put = ({ id, parent }: Placed, position: Position) => {
    const column = `${parent ?? ''} ${Math.round(position.x / columnWidth)}`;
    places.set(id, position);
    lowest.set(column, Math.max(lowest.get(column) ?? Number.NEGATIVE_INFINITY, position.y));
  };
  for (const node of nodes) if (node.position) put(node, node.position);
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) sources.set(target, [...(sources.get(target) ?? []), source]);
  for (const node of nodes) {
    if (node.position) continue;
    const before = (sources.get(node.id) ?? []).flatMap((id) =>
      parents.get(id) === node.parent ? (places.get(id) ?? []) : [],
    );
    const x = before.length === 0 ? 0 : Math.max(...before.map((place) => place.x)) + columnWidth;
    const above = lowest.get(`${node.parent ?? ''} ${Math.round(x / columnWidth)}`);
    put(node, { x, y: above === undefined ? 0 : above + rowHeight });
  }
  return places;
}
