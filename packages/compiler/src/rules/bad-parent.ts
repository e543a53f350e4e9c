// A node that says it stands in something that holds no nodes, or not this one.
import type { Diagnostic } from '@parley/spec';
import type { GraphView, NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

export const badParent: Rule = ({ nodes, byId }) =>
  nodes.flatMap((view): Diagnostic[] => {
    const { node, title, container, isCopy } = view;
    if (node.parent === undefined || container) return [];
    const parent = byId.get(node.parent);
    return [
      {
        code: 'bad-parent',
        severity: 'error',
        message: `${explain(view, parent)} Move it out.`,
        at: { nodeId: node.id },
        ...(!isCopy && {
          fix: {
            label: `Move "${title}" out`,
            edit: { type: 'set-parent', id: node.id, parent: null, position: placeOutside(view, byId) },
          },
        }),
      },
    ];
  });

function explain({ node, title, nodeType }: NodeView, parent: NodeView | undefined): string {
  if (!parent) return `"${title}" stands in a node that does not exist ("${node.parent}").`;
  if (!parent.nodeType?.isContainer) return `"${title}" stands in "${parent.title}", which holds no nodes.`;
  if (nodeType?.isContainer) return `"${title}" stands in "${parent.title}", but a frame cannot stand in another.`;
  if (nodeType && !nodeType.standsInside) {
    return `"${title}" stands in "${parent.title}", where only agents and notes can stand.`;
  }
  return `"${title}" stands in "${parent.title}", which stands in another node itself.`;
}

/** Where it is seen now: its position is relative to what it says it stands in. */
function placeOutside({ node }: NodeView, byId: GraphView['byId']): NodeView['node']['position'] {
  const frame = node.parent === undefined ? undefined : byId.get(node.parent)?.node.position;
  return { x: node.position.x + (frame?.x ?? 0), y: node.position.y + (frame?.y ?? 0) };
}
