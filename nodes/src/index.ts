// The registry of node types. A new folder is one line here; everything else follows from its definition.
import type { NodeTypes } from '@parley/spec';
import { agentNode } from './agent/node.ts';
import { consensusNode } from './consensus/node.ts';
import { debateNode } from './debate/node.ts';
import { inputNode } from './input/node.ts';
import { intersectionsNode } from './intersections/node.ts';
import { noteNode } from './note/node.ts';
import { outputNode } from './output/node.ts';
import { routerNode } from './router/node.ts';
import { synthesisNode } from './synthesis/node.ts';

export {
  agentNode,
  consensusNode,
  debateNode,
  inputNode,
  intersectionsNode,
  noteNode,
  outputNode,
  routerNode,
  synthesisNode,
};

/** Every node type by its `type`, in the order of the palette. */
export const nodeTypes: NodeTypes = new Map(
  [
    inputNode,
    agentNode,
    consensusNode,
    debateNode,
    intersectionsNode,
    synthesisNode,
    routerNode,
    outputNode,
    noteNode,
  ].map((nodeType) => [nodeType.type, nodeType]),
);
