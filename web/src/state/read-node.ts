// What a card, a list or a form needs to know of a node: its type, parsed config, ports and voice. Pure; it judges nothing.
import { nodeTypes } from '@parley/nodes';
import type { DecisionRule, GraphNode, NodeType, Ports, VoiceConfig } from '@parley/spec';

export interface NodeReading {
  readonly node: GraphNode;
  /** Absent for a type this build does not know: the node is kept as it is. */
  readonly nodeType: NodeType | undefined;
  readonly title: string;
  readonly summary: string;
  readonly ports: Ports;
  readonly voice: VoiceConfig | undefined;
  /** The rule it decides by, where it decides. */
  readonly decidesBy: DecisionRule | undefined;
}

const readings = new WeakMap<GraphNode, NodeReading>();
const noPorts: Ports = { inputs: [], outputs: [] };

/** The reading of a node; the same object for the same node. A faulty config is read as the type's default one. */
export function readNode(node: GraphNode): NodeReading {
  const known = readings.get(node);
  if (known) return known;
  const reading = read(node);
  readings.set(node, reading);
  return reading;
}

function read(node: GraphNode): NodeReading {
  const nodeType = nodeTypes.get(node.type);
  const { title } = node.config;
  const ownTitle = typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
  if (!nodeType) {
    return {
      node,
      nodeType: undefined,
      title: ownTitle ?? node.type,
      summary: '',
      ports: noPorts,
      voice: undefined,
      decidesBy: undefined,
    };
  }
  const parsed = nodeType.config.safeParse(node.config);
  const config: unknown = parsed.success ? parsed.data : nodeType.config.parse({});
  return {
    node,
    nodeType,
    title: ownTitle ?? nodeType.title,
    summary: parsed.success ? nodeType.summary(config) : 'Some settings are not valid',
    ports: nodeType.ports(config),
    voice: nodeType.voice?.(config),
    decidesBy: nodeType.decidesBy?.(config),
  };
}
