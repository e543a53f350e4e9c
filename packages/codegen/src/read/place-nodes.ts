// Places for nodes that came without one: in columns by how many steps lead to them, below what is there already.
import type { GraphEdge, Position } from '@parley/spec';

/** From one card to the next one beside it and below it, in pixels of the canvas. */
const column = 328;
const row = 280;
/** Where the first card in a container stands, and how wide a container is at least, in cards. */
const inset: Position = { x: 24, y: 264 };
const leastCards = 2;
/** Between what stands side by side. */
const gap = 24;

interface Placed {
  readonly id: string;
  /** Where it stands already; within its container if it stands in one. */
  readonly position: Position | undefined;
  readonly parent: string | undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A position for every node; nodes in an order in which a node comes after what leads to it. */
export function placeNodes(
  nodes: readonly Placed[],
  edges: readonly Pick<GraphEdge, 'source' | 'target'>[],
): ReadonlyMap<string, Position> {
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const before = sources.get(target);
    if (before) before.push(source);
    else sources.set(target, [source]);
  }
  const inside = new Map<string, Placed[]>();
  for (const node of nodes) {
    if (node.parent !== undefined) inside.set(node.parent, [...(inside.get(node.parent) ?? []), node]);
  }
  const places = new Map<string, Position>();
  const sizes = new Map<string, Size>();
  for (const [container, children] of inside) {
    for (const [id, place] of placeBeside(children, sources, sizes, inset)) places.set(id, place);
    sizes.set(container, sizeAround(children.flatMap(({ id }) => places.get(id) ?? [])));
  }
  const outside = nodes.filter(({ parent }) => parent === undefined);
  for (const [id, place] of placeBeside(outside, sources, sizes, { x: 0, y: 0 })) places.set(id, place);
  return places;
}

function placeBeside(
  nodes: readonly Placed[],
  sources: ReadonlyMap<string, readonly string[]>,
  sizes: ReadonlyMap<string, Size>,
  first: Position,
): Map<string, Position> {
  const sizeOf = (id: string): Size => sizes.get(id) ?? { width: column, height: row };
  const places = new Map(nodes.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])));
  /** The lower end of what stands in each column, by how far to the right it is. */
  const lowest = new Map<number, number>();
  const stand = (id: string, { x, y }: Position) => {
    places.set(id, { x, y });
    const { width, height } = sizeOf(id);
    for (let at = Math.floor(x / column); at * column < x + width - gap; at += 1) {
      lowest.set(at, Math.max(lowest.get(at) ?? Number.NEGATIVE_INFINITY, y + height));
    }
  };
  for (const [id, place] of places) stand(id, place);
  for (const { id, position } of nodes) {
    if (position) continue;
    const ends = (sources.get(id) ?? []).flatMap((source) => {
      const place = places.get(source);
      return place ? [place.x + sizeOf(source).width] : [];
    });
    const x = Math.max(first.x, ...ends);
    const columns = Math.ceil((sizeOf(id).width - gap) / column);
    const above = Array.from({ length: columns }, (_, at) => lowest.get(Math.floor(x / column) + at) ?? first.y);
    stand(id, { x, y: Math.max(...above) });
  }
  return places;
}

function sizeAround(places: readonly Position[]): Size {
  return {
    width: Math.max(leastCards * column, ...places.map(({ x }) => x + column)) + gap,
    height: Math.max(inset.y, ...places.map(({ y }) => y + row)) + 2 * gap,
  };
}
