// The node types a person can add, by group, and which of them a dragged wire fits.
import { nodeTypes } from '@parley/nodes';
import type { InputPort, NodeGroup, NodeType, OutputPort, Ports, Position } from '@parley/spec';
import { explainPortMismatch, nodeGroups } from '@parley/spec';
import { CARD_WIDTH } from './card-size.ts';
import { frameSize } from './frame-size.ts';

/** A person's word for each group. */
export const groupTitles: Record<NodeGroup, string> = {
  ask: 'Ask',
  think: 'Think',
  decide: 'Decide',
  write: 'Write',
  control: 'Control',
  annotate: 'Annotate',
};

export interface CatalogueGroup {
  readonly title: string;
  readonly nodeTypes: readonly NodeType[];
}

/** Groups that have a node type, in the order of the palette. */
export const catalogue: readonly CatalogueGroup[] = nodeGroups
  .map((group) => ({
    title: groupTitles[group],
    nodeTypes: [...nodeTypes.values()].filter((nodeType) => nodeType.group === group),
  }))
  .filter((group) => group.nodeTypes.length > 0);

/** The port a wire is dragged from. */
export type WirePort =
  | { readonly side: 'source'; readonly port: OutputPort }
  | { readonly side: 'target'; readonly port: InputPort };

/** Id of the first port of a new node of this type that the wire can end at. */
export function fittingPort(nodeType: NodeType, wire: WirePort): string | undefined {
  const ports: Ports = nodeType.ports(nodeType.config.parse({}));
  return wire.side === 'source'
    ? ports.inputs.find((input) => explainPortMismatch(wire.port, input) === undefined)?.id
    : ports.outputs.find((output) => explainPortMismatch(output, wire.port) === undefined)?.id;
}

/** The type of what is dragged from the palette onto the canvas. */
export const NODE_TYPE_MEDIA = 'application/x-parley-node-type';
/** Added to it for what may stand in a frame: while something is dragged over it a page can read no more than this. */
export const STANDS_INSIDE_MEDIA = 'application/x-parley-stands-inside';

/** Where in a new node of this type the pointer is that drops it. */
export function dropOffset(type: string): Position {
  const nodeType = nodeTypes.get(type);
  const width = nodeType?.isContainer ? frameSize(nodeType.ports(nodeType.config.parse({})), []).width : CARD_WIDTH;
  return { x: width / 2, y: 32 };
}
