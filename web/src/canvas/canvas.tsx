// Canvas: the graph as cards and wires. It turns gestures into commands and edits and holds only what a gesture needs
// while it lasts; the graph, the selection and the run live in their stores.
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Position } from '@parley/spec';
import type { Connection, FinalConnectionState, NodeChange } from '@xyflow/react';
import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow, SelectionMode } from '@xyflow/react';
import type { DragEvent } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { dispatchMove } from '../commands/edit-frame.ts';
import { addNode, connect, refuseWire } from '../commands/edit-mesh.ts';
import { hueColour, lookOfFamily } from '../family/family-look.ts';
import { getGraph, selectNode, useGraph, useGraphId } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { setSelection, showRight, useView, viewStore } from '../state/view-store.ts';
import { setCanvasHandle } from './canvas-handle.ts';
import { CanvasMenu } from './canvas-menu.tsx';
import { endsFrom, startConnecting, stopConnecting } from './connecting.ts';
import type { CardNode, FlowLocal, MeshEdge } from './derive-flow.ts';
import { createEdgeDeriver, createNodeDeriver } from './derive-flow.ts';
import { markDropTargets } from './drop-target.ts';
import { EmptyCanvas } from './empty-canvas.tsx';
import { foldLocal, foldSelection } from './fold-changes.ts';
import { FrameCard } from './frame-card.tsx';
import { dropEdit, dropFrame, nudgeEdit } from './frame-edit.ts';
import { findNode, frameAt, frameOf } from './frame-place.ts';
import { MeshEdgeLine } from './mesh-edge.tsx';
import { dropOffset, NODE_TYPE_MEDIA, STANDS_INSIDE_MEDIA } from './node-catalogue.ts';
import { NodeCard } from './node-card.tsx';
import { NoteCard } from './note-card.tsx';
import type { QuickAddSpot } from './quick-add.tsx';
import { QuickAdd } from './quick-add.tsx';
import { movedPositions, toEnds } from './to-edit.ts';
import { fitOptions, useLook } from './use-look.ts';
import { WireHint } from './wire-hint.tsx';

const cardTypes = { card: NodeCard, note: NoteCard, frame: FrameCard };
const edgeTypes = { mesh: MeshEdgeLine };
const minimapSize = { width: 150, height: 100 };
/** From here on only the cards and wires in view are drawn. */
const MANY_NODES = 400;
const emptyLocal: FlowLocal = { drags: new Map(), sizes: new Map() };

/** The canvas of the open mesh; another mesh gets a canvas of its own. */
export function Canvas() {
  const graphId = useGraphId();
  return <MeshCanvas key={graphId} graphId={graphId} />;
}

function MeshCanvas({ graphId }: { readonly graphId: string }) {
  const graph = useGraph();
  const selection = useView((view) => view.selection);
  const [local, setLocal] = useState(emptyLocal);
  const [spot, setSpot] = useState<QuickAddSpot>();
  const frame = useRef<HTMLDivElement>(null);
  const isDragging = useRef(false);
  const look = useLook(graphId, frame);
  const deriveNodes = useMemo(() => createNodeDeriver(), []);
  const deriveEdges = useMemo(() => createEdgeDeriver(), []);
  const nodes = deriveNodes(graph, selection, local);
  // A drag draws the canvas with every move of the hand and changes no wire.
  const edges = useMemo(() => deriveEdges(graph, selection), [deriveEdges, graph, selection]);

  const toGraph = (screen: Position): Position => look.flow.current?.screenToFlowPosition(screen) ?? { x: 0, y: 0 };
  const openQuickAdd = (screen: Position, wire?: QuickAddSpot['wire']) =>
    setSpot({ screen, graph: toGraph(screen), ...(wire && { wire }) });

  useEffect(() => {
    setCanvasHandle({
      fitView: look.fitView,
      centreOn: look.centreOn,
      reveal: look.reveal,
      visibleCentre: () => toGraph(middleOf(frame.current)),
      quickAdd: () => openQuickAdd(middleOf(frame.current)),
    });
    return () => setCanvasHandle(undefined);
  });

  function onNodesChange(changes: NodeChange<CardNode>[]): void {
    const targets = changes.flatMap((change) => dragTarget(change) ?? []);
    if (changes.some(isUnderWay)) isDragging.current = true;
    markDropTargets(targets);
    const positions = movedPositions(changes);
    if (Object.keys(positions).length > 0) {
      const edit = (isDragging.current ? dropEdit : nudgeEdit)(getGraph(), positions);
      if (edit) dispatchMove(edit, 'Move', isDragging.current ? undefined : 'move');
      isDragging.current = false;
    }
    setLocal((before) => foldLocal(before, changes));
    setSelection(foldSelection(viewStore.getState().selection, 'nodes', changes));
  }

  function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
    stopConnecting();
    const { fromHandle, toHandle, toNode, isValid } = state;
    if (!fromHandle?.id || isValid === true) return;
    const wire = { nodeId: fromHandle.nodeId, portId: fromHandle.id, side: fromHandle.type };
    if (toHandle?.id && toHandle.type !== fromHandle.type) {
      connect(endsFrom(wire, toHandle.nodeId, toHandle.id));
    } else if (toHandle) {
      if (toHandle.nodeId !== fromHandle.nodeId) refuseWire('A wire goes from an output to an input.');
    } else if (!toNode) {
      openQuickAdd(pointOf(event), wire);
    }
  }

  function onDrop(event: DragEvent): void {
    const type = event.dataTransfer.getData(NODE_TYPE_MEDIA);
    if (type === '') return;
    event.preventDefault();
    markDropTargets([]);
    const pointer = toGraph({ x: event.clientX, y: event.clientY });
    const offset = dropOffset(type);
    addNode(type, { position: { x: pointer.x - offset.x, y: pointer.y - offset.y }, pointer });
  }

  return (
    <div ref={frame} className="relative size-full" data-testid="canvas">
      <CanvasMenu>
        <div className="size-full">
          <ReactFlow<CardNode, MeshEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={cardTypes}
            edgeTypes={edgeTypes}
            onInit={look.start}
            onNodesChange={onNodesChange}
            onEdgesChange={(changes) => setSelection(foldSelection(viewStore.getState().selection, 'edges', changes))}
            onConnectStart={(_, { nodeId, handleId, handleType }) => {
              if (nodeId && handleId && handleType) {
                startConnecting(getGraph(), { nodeId, portId: handleId, side: handleType });
              }
            }}
            onConnect={(connection: Connection) => {
              const ends = toEnds(connection);
              if (ends) connect(ends);
            }}
            onConnectEnd={onConnectEnd}
            isValidConnection={isValidConnection}
            onMoveEnd={(event, viewport) => {
              if (event) look.remember(viewport);
            }}
            onDoubleClick={(event) => {
              if (event.target instanceof Element && event.target.classList.contains('react-flow__pane')) {
                openQuickAdd({ x: event.clientX, y: event.clientY });
              }
            }}
            onNodeDoubleClick={(event, { id }) => {
              if (event.target instanceof Element && event.target.closest('[data-frame-inside]')) {
                openQuickAdd({ x: event.clientX, y: event.clientY });
                return;
              }
              selectNode(id);
              showRight('settings');
            }}
            onNodeContextMenu={(_, { id }) => {
              if (!viewStore.getState().selection.nodes.includes(id)) selectNode(id);
            }}
            onEdgeContextMenu={(_, { id }) => setSelection({ nodes: [], edges: [id] })}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(NODE_TYPE_MEDIA)) return;
              event.preventDefault();
              event.dataTransfer.dropEffect = 'copy';
              const place = toGraph({ x: event.clientX, y: event.clientY });
              const under = event.dataTransfer.types.includes(STANDS_INSIDE_MEDIA) && frameAt(getGraph(), place);
              markDropTargets(under ? [under.id] : []);
            }}
            onDragLeave={() => markDropTargets([])}
            onDrop={onDrop}
            onlyRenderVisibleElements={nodes.length > MANY_NODES}
            deleteKeyCode={null}
            multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
            selectionMode={SelectionMode.Partial}
            zoomOnDoubleClick={false}
            minZoom={0.15}
            maxZoom={2}
            connectionRadius={28}
            aria-label="Canvas"
          >
            <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--color-grid)" />
            <Controls showInteractive={false} onFitView={look.fitView} fitViewOptions={fitOptions} />
            {nodes.length > 6 && (
              <MiniMap<CardNode> pannable zoomable nodeColor={minimapColour} nodeBorderRadius={8} style={minimapSize} />
            )}
            <WireHint />
          </ReactFlow>
        </div>
      </CanvasMenu>
      {nodes.length === 0 && <EmptyCanvas />}
      <QuickAdd spot={spot} onClose={() => setSpot(undefined)} />
    </div>
  );
}

/** React Flow asks whenever the pointer nears a handle; the answer is the same rule that a refusal puts in words. */
function isValidConnection(connection: Connection | MeshEdge): boolean {
  const { source, target, sourceHandle, targetHandle } = connection;
  const ends = toEnds({ source, target, sourceHandle: sourceHandle ?? null, targetHandle: targetHandle ?? null });
  return ends !== undefined && explainConnection(getGraph(), ends, nodeTypes) === undefined;
}

function isUnderWay(change: NodeChange<CardNode>): boolean {
  return change.type === 'position' && change.dragging === true;
}

/** The frame a dragged card would join if it were let go now; none for the one it stands in already. */
function dragTarget(change: NodeChange<CardNode>): string | undefined {
  if (change.type !== 'position' || change.dragging !== true || !change.position) return undefined;
  const graph = getGraph();
  const node = findNode(graph, change.id);
  const target = node && dropFrame(graph, node, change.position);
  return node && target !== frameOf(graph, node) ? target?.id : undefined;
}

function minimapColour({ data, type }: CardNode): string {
  if (type === 'frame') return 'var(--color-pressed)';
  const { voice } = readNode(data.node);
  return voice ? hueColour(lookOfFamily(voice.family).hue) : 'var(--color-line-strong)';
}

function middleOf(element: HTMLElement | null): Position {
  const box = element?.getBoundingClientRect();
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
}

function pointOf(event: MouseEvent | TouchEvent): Position {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
