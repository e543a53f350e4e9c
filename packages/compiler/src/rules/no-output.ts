// A Graph without an end: a run would have no result.
import type { Edit, NodeTypes, SimpleEdit } from '@parley/spec';
import { z } from 'zod';
import type { GraphView } from '../graph-view.ts';
import type { Repairs } from '../repairs.ts';
import type { Rule } from '../rule.ts';

export const noOutput: Rule = (view, repairs) => {
  if (view.kept.size > 0) return [];
  const sink = [...view.environment.nodeTypes.values()].find(({ role }) => role === 'sink');
  return [
    {
      code: 'no-output',
      severity: 'error',
      message: `This mesh has no output, so a run would have no result. Add ${sink ? `"${sink.title}"` : 'an output'} at its end.`,
      at: {},
      ...(sink && { fix: { label: `Add "${sink.title}"`, edit: addSink(view, sink, repairs) } }),
    },
  ];
};

/** Adds the end to the right of everything, wired to the last node that leads nowhere yet and fits. */
function addSink(view: GraphView, sink: NonNullable<ReturnType<NodeTypes['get']>>, repairs: Repairs): Edit {
  const nodes = view.nodes.filter(({ container }) => !container);
  const config = z.record(z.string(), z.json()).parse(sink.config.parse({}));
  const input = sink.ports(config).inputs[0];
  const ends = nodes.filter(({ outgoing, isCopy }) => outgoing.length === 0 && !isCopy);
  const last = ends.findLast(({ ports }) => ports.outputs.some(({ type }) => input?.accepts.includes(type)));
  const output = last?.ports.outputs.find(({ type }) => input?.accepts.includes(type));
  const right = nodes.reduce((edge, { node }) => Math.max(edge, node.position.x), -360);
  const id = repairs.freshNodeId(sink.type);
  const position = { x: right + 360, y: last?.node.position.y ?? 0 };
  const edits: SimpleEdit[] = [{ type: 'add-node', node: { id, type: sink.type, position, config } }];
  if (last && output && input) {
    const edge = {
      id: repairs.freshEdgeId('wire'),
      source: last.node.id,
      sourcePort: output.id,
      target: id,
      targetPort: input.id,
    };
    edits.push({ type: 'add-edge', edge });
  }
  return { type: 'batch', edits };
}
