// checkGraph: everything that is wrong with a Graph, at once. The same function in the browser and at the server's door.
import type { Diagnostic, Graph } from '@parley/spec';
import { type Environment, type GraphView, viewGraph } from './graph-view.ts';
import { createRepairs } from './repairs.ts';
import type { Rule } from './rule.ts';
import { badConfig } from './rules/bad-config.ts';
import { badParent } from './rules/bad-parent.ts';
import { crossesFrame } from './rules/crosses-frame.ts';
import { cycle } from './rules/cycle.ts';
import { danglingEdge } from './rules/dangling-edge.ts';
import { deadBranch } from './rules/dead-branch.ts';
import { duplicateEdge } from './rules/duplicate-edge.ts';
import { duplicateId } from './rules/duplicate-id.ts';
import { emptyFrame } from './rules/empty-frame.ts';
import { gonePair } from './rules/gone-pair.ts';
import { judgeOnPanel } from './rules/judge-on-panel.ts';
import { missingInput } from './rules/missing-input.ts';
import { noMaterial } from './rules/no-material.ts';
import { noOutput } from './rules/no-output.ts';
import { oneMind } from './rules/one-mind.ts';
import { onePersona } from './rules/one-persona.ts';
import { pastedSecret } from './rules/pasted-secret.ts';
import { portTaken } from './rules/port-taken.ts';
import { portType } from './rules/port-type.ts';
import { unknownNodeType } from './rules/unknown-node-type.ts';
import { unknownPort } from './rules/unknown-port.ts';
import { unreachable } from './rules/unreachable.ts';

const rules: readonly Rule[] = [
  duplicateId,
  unknownNodeType,
  badParent,
  danglingEdge,
  crossesFrame,
  unknownPort,
  portType,
  duplicateEdge,
  portTaken,
  cycle,
  badConfig,
  missingInput,
  emptyFrame,
  noMaterial,
  pastedSecret,
  unreachable,
  noOutput,
  oneMind,
  onePersona,
  judgeOnPanel,
  gonePair,
  deadBranch,
];

/** Every fault of the Graph, in a fixed order. Never throws, whatever the Graph. */
export function checkGraph(graph: Graph, environment: Environment): Diagnostic[] {
  return checkView(viewGraph(graph, environment));
}

/** The same for a Graph that was looked up already. */
export function checkView(view: GraphView): Diagnostic[] {
  const repairs = createRepairs(view.graph);
  return rules.flatMap((rule) => rule(view, repairs)).map((diagnostic) => soften(view, diagnostic));
}

/** A fault in a node that a run leaves out stops no run, so it is a warning. */
function soften(view: GraphView, diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.severity === 'warning' || diagnostic.code === 'duplicate-id' || view.kept.size === 0)
    return diagnostic;
  const { nodeId } = diagnostic.at;
  const node = nodeId === undefined ? undefined : view.byId.get(nodeId);
  return node && !view.kept.has(node) ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
