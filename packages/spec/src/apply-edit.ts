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
      return removeNode(graph, edit.id);
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
    case 'set-parent':
      return setParent(graph, edit);
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

/** With a container goes what stands in it. */
function removeNode(graph: Graph, id: string): Graph {
  const gone = new Set(graph.nodes.flatMap((node) => (node.id === id || node.parent === id ? [node.id] : [])));
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => !gone.has(node.id)),
    edges: graph.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
  };
}

function setParent(graph: Graph, { id, parent, position }: Extract<SimpleEdit, { type: 'set-parent' }>): Graph {
  const before = graph.nodes.find((node) => node.id === id);
  if (!before) return graph;
  const { parent: left, ...node } = before;
  const after = { ...node, position, ...(parent !== null && { parent }) };
  const parents = new Map(graph.nodes.map((each) => [each.id, each.id === id ? after.parent : each.parent]));
  const crosses = ({ source, target }: Graph['edges'][number]) =>
    (source === id || target === id) && parents.get(source) !== parents.get(target);
  return {
    ...graph,
    nodes: graph.nodes.map((each) => (each.id === id ? after : each)),
    edges: left === after.parent ? graph.edges : graph.edges.filter((edge) => !crosses(edge)),
  };
}
