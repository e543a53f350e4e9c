// A circle of edges: none of its nodes could ever start.
import type { Diagnostic } from '@parley/spec';
import type { EdgeView, NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

/** One Diagnostic for each edge that closes a circle; without all of these the Graph has no circle. */
export const cycle: Rule = ({ nodes }, repairs) => {
  const found: Diagnostic[] = [];
  const state = new Map<NodeView, 'open' | 'closed'>();
  // From the nodes that nothing leads to first, so that the closing edge is the one that points backwards.
  const roots = [...nodes.filter(({ incoming }) => incoming.length === 0), ...nodes];
  for (const root of roots) {
    if (state.has(root)) continue;
    state.set(root, 'open');
    const path: { node: NodeView; next: number }[] = [{ node: root, next: 0 }];
    const depth = new Map([[root, 0]]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = top.node.outgoing[top.next];
      top.next += 1;
      if (!edge) {
        state.set(top.node, 'closed');
        path.pop();
        continue;
      }
      const { target } = edge;
      if (!target) continue;
      const seen = state.get(target);
      if (seen === 'open') {
        const from = depth.get(target) ?? 0;
        found.push(
          describe(
            edge,
            path.slice(from, from + 3).map(({ node }) => node.title),
            path.length - from,
            repairs.removeEdge(edge),
          ),
        );
      } else if (seen === undefined) {
        state.set(target, 'open');
        depth.set(target, path.length);
        path.push({ node: target, next: 0 });
      }
    }
  }
  return found;
};

function describe(
  { edge, source, target }: EdgeView,
  titles: readonly string[],
  length: number,
  edit: NonNullable<Diagnostic['fix']>['edit'],
): Diagnostic {
  const from = source?.title ?? edge.source;
  const to = target?.title ?? edge.target;
  const names =
    titles.map((title) => `"${title}"`).join(', ') +
    (length > titles.length ? ` and ${length - titles.length} more` : '');
  return {
    code: 'cycle',
    severity: 'error',
    message:
      length === 1
        ? `"${from}" is wired to itself, so it could never start. Remove that wire.`
        : `${names} wait for one another in a circle, so none of them could ever start. Remove the wire from "${from}" to "${to}".`,
    at: { edgeId: edge.id, ...(source && { nodeId: source.node.id }) },
    fix: { label: `Remove the wire from "${from}" to "${to}"`, edit },
  };
}
