// What the code says by where a step stands, and a canvas says by its wires: sides, rounds and results. It changes nothing,
// it only tells where the two differ.
import { findGuards, type GraphEdge, sideKey, type Step } from '@parley/spec';
import { nameFor } from './config-of-call.ts';
import type { MeshCall, MeshNote } from './mesh-call.ts';
import type { Reading } from './read-expression.ts';
import type { ReadNode } from './to-nodes.ts';

/** Notes on steps that run otherwise on a canvas than the code around them says. */
export function checkControl(nodes: readonly ReadNode[], edges: readonly GraphEdge[], reading: Reading): void {
  const loops = new Set(nodes.map(({ call }) => call.loop));
  for (const loop of loops) {
    const inside = nodes.filter(({ call }) => call.loop === loop);
    checkSides(inside, nodes, edges, reading.notes);
    if (loop) checkRounds(loop, inside, nodes, edges, reading.notes);
  }
  checkResults(nodes, reading);
}

function checkSides(
  inside: readonly ReadNode[],
  nodes: readonly ReadNode[],
  edges: readonly GraphEdge[],
  notes: MeshNote[],
): void {
  const guards = findGuards(inside.map((node) => ({ id: node.id, inputs: inputsOf(node, nodes, edges) })));
  for (const { call, id } of inside) {
    for (const { call: branch, side } of call.sides) {
      const router = nodes.find((node) => node.call === branch);
      if (!router || side === undefined || guards.get(id)?.has(sideKey({ step: router.id, side }))) continue;
      notes.push({
        line: call.line,
        message: `${nameFor(call)} stands in an \`if\` on the side "${side}" of ${nameFor(branch)}. On a canvas only wires say so, and by its wires it also runs without that side. Wire it to nothing else.`,
      });
    }
  }
}

function inputsOf(node: ReadNode, nodes: readonly ReadNode[], edges: readonly GraphEdge[]): Step['inputs'] {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  return Object.fromEntries(
    node.nodeType.ports(node.config).inputs.flatMap(({ id, many, min, toleratesMissing = false }) => {
      const wires = edges.filter((edge) => edge.target === node.id && edge.targetPort === id && byId.has(edge.source));
      if (wires.length === 0) return [];
      const sides = wires.map(({ source, sourcePort }) => {
        const from = byId.get(source);
        const output = from?.nodeType.ports(from.config).outputs.find((each) => each.id === sourcePort);
        return output?.isSide ? sourcePort : null;
      });
      const isOptional = min === 0 && toleratesMissing && sides.every((side) => side === null);
      const steps = wires.map(({ source }) => source);
      return [[id, { steps, sides, many, toleratesMissing, ...(isOptional && { optional: true as const }) }]];
    }),
  );
}

/** A container gives its brief and the round before by itself, and comes to what nothing inside is made from. */
function checkRounds(
  loop: MeshCall,
  inside: readonly ReadNode[],
  nodes: readonly ReadNode[],
  edges: readonly GraphEdge[],
  notes: MeshNote[],
): void {
  const container = nodes.find((node) => node.call === loop);
  if (!container) return;
  const given = new Set(container.nodeType.ports(container.config).inputs.flatMap(({ accepts }) => accepts));
  for (const node of inside) {
    const isWired = (port: string) => edges.some(({ target, targetPort }) => target === node.id && targetPort === port);
    const { inputs } = node.nodeType.ports(node.config);
    const briefed = inputs.find(
      ({ id, min, accepts }) => min > 0 && !isWired(id) && accepts.some((type) => given.has(type)),
    );
    const expected = new Map<string, string>();
    if (briefed) expected.set(briefed.id, 'brief');
    if (node.nodeType.voice?.(node.config)) expected.set('before', 'before');
    const written = node.wired.flatMap(({ setting, wires }) =>
      wires.flatMap((wire) => (wire.given ? [{ setting, given: wire.given }] : [])),
    );
    for (const { setting, given } of written) {
      if (expected.get(setting.name) === given) continue;
      notes.push({
        line: setting.line,
        message: `On a canvas round.${given} does not come to "${setting.name}" of ${nameFor(node.call)}. It is left out.`,
      });
    }
    for (const [port, source] of expected) {
      if (written.some(({ setting, given }) => setting.name === port && given === source)) continue;
      notes.push({
        line: node.call.line,
        message: `On a canvas round.${source} comes to ${nameFor(node.call)} by itself, though it is not written here.`,
      });
    }
  }
  checkEnds(loop, inside, edges, notes);
}

function checkEnds(loop: MeshCall, inside: readonly ReadNode[], edges: readonly GraphEdge[], notes: MeshNote[]): void {
  const used = new Set(edges.map(({ source }) => source));
  const expected = inside.filter(({ id }) => !used.has(id)).map(({ call }) => call);
  const written = new Set(loop.ends?.wires.map(({ call }) => call));
  if (expected.length === written.size && expected.every((call) => written.has(call))) return;
  const names = expected.map(nameFor).join(', ');
  notes.push({
    line: loop.ends?.line ?? loop.line,
    message: `On a canvas a round of ${nameFor(loop)} ends with what nothing else in it is made from: ${names || 'nothing'}.`,
  });
}

function checkResults(nodes: readonly ReadNode[], { results, notes }: Reading): void {
  const byCall = new Map(nodes.map((node) => [node.call, node]));
  const given = new Set<MeshCall>();
  for (const { wires, line } of results) {
    for (const { call } of wires) {
      given.add(call);
      const node = byCall.get(call);
      if (!node || node.nodeType.role === 'sink') continue;
      notes.push({
        line,
        message: `${nameFor(call)} is no output, so a canvas does not give it as a result. Wire it to an output.`,
      });
    }
  }
  for (const { call, nodeType } of nodes) {
    if (nodeType.role !== 'sink' || given.has(call)) continue;
    notes.push({ line: call.line, message: `${nameFor(call)} is not among the results here. On a canvas it is.` });
  }
}
