// A port that must be fed and is not, and a comparison without enough to compare.
import type { Diagnostic, InputPort, PortType } from '@parley/spec';
import { type NodeView, isSound } from '../graph-view.ts';
import type { Repairs } from '../repairs.ts';
import type { Rule } from '../rule.ts';
import { isGiven } from '../step-inputs.ts';

/** Nodes by what they give, at most two for each type: two already leave open which one is meant. */
type Givers = ReadonlyMap<PortType, readonly NodeView[]>;

/** `missing-input` for ports that need one edge; `too-few-voices` for ports that need several. */
export const missingInput: Rule = ({ nodes }, repairs) => {
  const outside = nodes.filter(({ container }) => !container);
  const sources = findGivers(outside.filter(({ nodeType }) => nodeType?.role === 'source'));
  const ends = findGivers(outside.filter(({ outgoing }) => outgoing.length === 0));
  return nodes.flatMap((view) => {
    const counts = new Map<string, number>();
    for (const { edge } of view.incoming.filter(isSound)) {
      counts.set(edge.targetPort, (counts.get(edge.targetPort) ?? 0) + 1);
    }
    const givers = view.nodeType?.role === 'sink' ? ends : sources;
    return view.ports.inputs
      .filter((port) => (counts.get(port.id) ?? 0) < port.min && !isGiven(view, port))
      .map((port) => describe(view, port, counts.get(port.id) ?? 0, givers, repairs));
  });
};

function findGivers(nodes: readonly NodeView[]): Givers {
  const givers = new Map<PortType, NodeView[]>();
  for (const view of nodes) {
    if (view.isCopy) continue;
    for (const { type } of view.ports.outputs) {
      const known = givers.get(type);
      if (!known) givers.set(type, [view]);
      else if (known.length < 2) known.push(view);
    }
  }
  return givers;
}

function describe(view: NodeView, port: InputPort, count: number, givers: Givers, repairs: Repairs): Diagnostic {
  const at = { nodeId: view.node.id, path: [port.id] };
  if (port.min >= 2) {
    const message =
      count === 0
        ? `"${view.title}" has no voices. Wire at least ${port.min} agents into it.`
        : `"${view.title}" has one voice, and one voice is not a consensus. Wire another agent into it.`;
    return { code: 'too-few-voices', severity: 'error', message, at };
  }
  return {
    code: 'missing-input',
    severity: 'error',
    message: `"${view.title}" has nothing wired to "${port.title}". Draw a wire to it.`,
    at,
    ...offerWire(view, port, givers, repairs),
  };
}

/**
 * Offers the wire when there is exactly one node it could come from: for an end of the mesh a node that leads nowhere
 * yet, else a source. Ends have no outputs and sources no inputs, so no circle can close.
 */
function offerWire(view: NodeView, port: InputPort, givers: Givers, repairs: Repairs): Pick<Diagnostic, 'fix'> {
  const [giver, ...others] = new Set(port.accepts.flatMap((type) => givers.get(type) ?? []));
  const output = giver?.ports.outputs.find(({ type }) => port.accepts.includes(type));
  if (!giver || others.length > 0 || !output || view.isCopy || view.container) return {};
  const edge = {
    id: repairs.freshEdgeId('wire'),
    source: giver.node.id,
    sourcePort: output.id,
    target: view.node.id,
    targetPort: port.id,
  };
  return { fix: { label: `Wire "${giver.title}" to "${view.title}"`, edit: { type: 'add-edge', edge } } };
}
