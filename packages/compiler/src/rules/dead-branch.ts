// Ways that no run can go to its end: a side that leaves a run without any output, and a node that lies on two sides at once.
import { areAlternatives, canBeTaken, type Diagnostic, type Guards, sideKey } from '@parley/spec';
import type { NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';
import { guardsOf, hasBranches } from '../step-inputs.ts';

export const deadBranch: Rule = (graph) => {
  if (!hasBranches(graph)) return [];
  const guards = guardsOf(graph);
  const ends = [...graph.kept].filter(({ nodeType }) => nodeType?.role === 'sink');
  const isDead = (view: NodeView | undefined) => !canBeTaken(guards.get(view?.node.id ?? '') ?? new Map());
  return graph.nodes.flatMap((view): Diagnostic[] => {
    const own = guards.get(view.node.id);
    if (!own || !graph.kept.has(view)) return [];
    if (!isDead(view)) return deadSides(view, own, ends, guards);
    // What follows from a node that never runs is said there.
    return view.incoming.some(({ source }) => isDead(source)) ? [] : [neverRuns(view)];
  });
};

/** Whatever of the mesh leads to an output on every other side only is no way on from this side. */
function deadSides(
  view: NodeView,
  own: Guards,
  ends: readonly NodeView[],
  guards: ReadonlyMap<string, Guards>,
): Diagnostic[] {
  const step = view.node.id;
  return view.ports.outputs
    .filter(({ id, isSide }) => {
      const taken = new Map([...own, [sideKey({ step, side: id }), { step, side: id }]]);
      const isReached = (end: NodeView) => !areAlternatives(taken, guards.get(end.node.id) ?? new Map());
      return isSide === true && !ends.some(isReached);
    })
    .map(({ id, title }) => ({
      code: 'dead-side',
      severity: 'warning',
      message: `When "${view.title}" takes its side "${title}", the run comes to no output. Wire that side onwards to an output.`,
      at: { nodeId: step, path: [id] },
    }));
}

function neverRuns({ title, node }: NodeView): Diagnostic {
  return {
    code: 'never-runs',
    severity: 'warning',
    message: `"${title}" never runs: it needs two sides of one router, and a run takes only one of them. Remove one of these wires.`,
    at: { nodeId: node.id },
  };
}
