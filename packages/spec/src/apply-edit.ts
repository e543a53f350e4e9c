// applyEdit: the only way a Graph changes. Pure; an edit about something that is gone changes nothing.
import type { Edit, SimpleEdit } from './edit.ts';
import type { Graph } from './graph.ts';

/** The Graph after the edit; the very same object when the edit changes nothing. */
export function applyEdit(graph: Graph, edit: Edit): Graph {
  return edit.type === 'batch' ? edit.edits.reduce(applySimpleEdit, graph) : applySimpleEdit(graph, edit);
}

function applySimpleEdit(graph: Graph, edit: SimpleEdit): Graph {
  switch (edit.type) {
    case 'add-node':
      return { ...graph, nodes: [...graph.nodes, edit.node] };
    case 'remove-node':
      if (!graph.nodes.some((node) => node.id === edit.id)) return graph;
      return {
        ...graph,
        nodes: graph.nodes.filter((node) => node.id !== edit.id),
        edges: graph.edges.filter((edge) => edge.source !== edit.id && edge.target !== edit.id),
      };
    case 'move-nodes': {
      const moves = new Map(Object.entries(edit.positions));
      const isMoved = ({ id, position }: Graph['nodes'][number]) => {
        const to = moves.get(id);
        return to !== undefined && (to.x !== position.x || to.y !== position.y);
      };
      if (!graph.nodes.some(isMoved)) return graph;
      return {
        ...graph,
        nodes: graph.nodes.map((node) =>
          isMoved(node) ? { ...node, position: moves.get(node.id) ?? node.position } : node,
        ),
      };
    }
    case 'set-config':
      if (!graph.nodes.some((node) => node.id === edit.id)) return graph;
      return {
        ...graph,
        nodes: graph.nodes.map((node) =>
          node.id === edit.id ? { ...node, config: { ...node.config, ...edit.config } } : node,
        ),
      };
    case 'add-edge':
      return { ...graph, edges: [...graph.edges, edit.edge] };
    case 'remove-edge': {
      const edges = graph.edges.filter((edge) => edge.id !== edit.id);
      return edges.length === graph.edges.length ? graph : { ...graph, edges };
    }
    case 'rename-graph':
      return graph.name === edit.name ? graph : { ...graph, name: edit.name };
    case 'reassign-node-id':
      if (edit.index >= graph.nodes.length) return graph;
      return {
        ...graph,
        nodes: graph.nodes.map((node, index) => (index === edit.index ? { ...node, id: edit.id } : node)),
      };
    case 'reassign-edge-id':
      if (edit.index >= graph.edges.length) return graph;
      return {
        ...graph,
        edges: graph.edges.map((edge, index) => (index === edit.index ? { ...edge, id: edit.id } : edge)),
      };
    case 'replace-graph':
      return edit.graph;
  }
}
