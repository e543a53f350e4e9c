// A reader that is given nothing to read: it would have nothing to quote.
import type { NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

export const noMaterial: Rule = ({ nodes, kept, environment }) => {
  const readers = new Set(environment.families.filter(({ kind }) => kind === 'reader').map(({ id }) => id));
  const isReader = (view: NodeView) => readers.has(familyOf(view) ?? '');
  // What a model says is something to read; what a reader quotes came from something to read.
  const givesText = (view: NodeView) =>
    (view.config.ok && view.nodeType?.holdsMaterial?.(view.config.value) === true) ||
    (familyOf(view) !== undefined && !isReader(view));
  const supplied = new Set<NodeView>();
  const givers = new Set(nodes.filter(givesText));
  for (const node of givers) {
    const next = [...node.outgoing.map(({ target }) => target), ...node.inside];
    for (const target of next) {
      if (!target) continue;
      supplied.add(target);
      givers.add(target);
    }
    // What is said inside comes out.
    if (node.container) givers.add(node.container);
  }
  return nodes
    .filter((view) => isReader(view) && kept.has(view) && !supplied.has(view))
    .map((view) => ({
      code: 'no-material',
      severity: 'warning',
      message: `"${view.title}" is a local reader and is given nothing to read. Add documents or text to the input wired to it.`,
      at: { nodeId: view.node.id },
    }));
};

function familyOf({ nodeType, config }: NodeView): string | undefined {
  return config.ok ? nodeType?.voice?.(config.value)?.family : undefined;
}
