// Wires: what is wired to a node and from it, as lists. All that dragging can do, by keyboard and on a phone.
import type { Graph, GraphEdge, GraphNode } from '@parley/spec';
import { X } from 'lucide-react';
import type { Ends } from '../canvas/to-edit.ts';
import { FamilyMark } from '../family/family-mark.tsx';
import { dispatch, selectNode, useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { WirePicker } from './wire-picker.tsx';

export function Wires({ node }: { readonly node: GraphNode }) {
  const graph = useGraph();
  const { ports } = readNode(node);
  if (ports.inputs.length + ports.outputs.length === 0) return null;
  return (
    <section aria-label="Wires" className="flex flex-col gap-3 border-t border-line pt-4">
      {ports.inputs.map((port) => (
        <PortWires
          key={`in ${port.id}`}
          title={`Into ${port.title}`}
          graph={graph}
          edges={graph.edges.filter((edge) => edge.target === node.id && edge.targetPort === port.id)}
          other={(edge) => edge.source}
          endsOf={(other) =>
            readNode(other).ports.outputs.map((output) => ({
              source: other.id,
              sourcePort: output.id,
              target: node.id,
              targetPort: port.id,
            }))
          }
        />
      ))}
      {ports.outputs.map((port) => (
        <PortWires
          key={`out ${port.id}`}
          title={`Out of ${port.title}`}
          graph={graph}
          edges={graph.edges.filter((edge) => edge.source === node.id && edge.sourcePort === port.id)}
          other={(edge) => edge.target}
          endsOf={(other) =>
            readNode(other).ports.inputs.map((input) => ({
              source: node.id,
              sourcePort: port.id,
              target: other.id,
              targetPort: input.id,
            }))
          }
        />
      ))}
    </section>
  );
}

interface PortWiresProps {
  readonly title: string;
  readonly graph: Graph;
  readonly edges: readonly GraphEdge[];
  readonly other: (edge: GraphEdge) => string;
  /** The wires that would join this port with another node, possible or not. */
  readonly endsOf: (other: GraphNode) => readonly Ends[];
}

function PortWires({ title, graph, edges, other, endsOf }: PortWiresProps) {
  return (
    <div className="flex flex-col items-start gap-1">
      <h3 className="text-[13px] font-medium">{title}</h3>
      {edges.length > 0 && (
        <ul className="flex w-full flex-col">
          {edges.map((edge) => {
            const node = graph.nodes.find(({ id }) => id === other(edge));
            const reading = node && readNode(node);
            return (
              <li key={edge.id} className="flex items-center gap-2">
                <button
                  type="button"
                  onClick={() => selectNode(other(edge))}
                  className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-1 text-left text-[13px] hover:bg-hover"
                >
                  {reading?.voice && <FamilyMark family={reading.voice.family} />}
                  <span className="truncate">{reading?.title ?? other(edge)}</span>
                </button>
                <IconButton
                  label={`Remove the wire: ${title} ${reading?.title ?? other(edge)}`}
                  icon={X}
                  onClick={() => dispatch({ type: 'remove-edge', id: edge.id }, 'Delete')}
                />
              </li>
            );
          })}
        </ul>
      )}
      <WirePicker title={title} endsOf={endsOf} />
    </div>
  );
}
