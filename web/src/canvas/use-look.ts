// Where the canvas looks: everything at first, else where the person left it; it follows a change of its own size.
import type { ReactFlowInstance } from '@xyflow/react';
import type { RefObject } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { viewStore } from '../state/view-store.ts';
import type { CardNode, MeshEdge } from './derive-flow.ts';
import { forgetViewport, readViewport, rememberViewport } from './viewport.ts';

type Flow = ReactFlowInstance<CardNode, MeshEdge>;

export const fitOptions = { padding: 0.07, maxZoom: 1, duration: 160 };
/** Pixels between a node that was brought into view and the edge of the canvas. */
const EDGE = 24;

export interface Look {
  readonly flow: RefObject<Flow | undefined>;
  /** Call when React Flow is ready. */
  start(flow: Flow): void;
  fitView(): void;
  centreOn(nodeId: string): void;
  /** Moves by as little as shows the whole node, once it is drawn. */
  reveal(nodeId: string): void;
  /** Call when the person moved the view themselves. */
  remember(viewport: { readonly x: number; readonly y: number; readonly zoom: number }): void;
}

export function useLook(graphId: string, frame: RefObject<HTMLElement | null>): Look {
  const flow = useRef<Flow>(undefined);
  /** Everything was brought into view and the person has not moved it since. */
  const isFitted = useRef(false);

  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    const observer = new ResizeObserver(() => {
      if (!flow.current) return;
      const [nodeId, another] = viewStore.getState().selection.nodes;
      if (nodeId !== undefined && another === undefined) bringIntoView(flow.current, nodeId, current);
      else if (isFitted.current) void flow.current.fitView(fitOptions);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [frame]);

  return useMemo(
    () => ({
      flow,
      start(instance) {
        flow.current = instance;
        const viewport = readViewport(graphId);
        // React Flow would keep the wish to fit until the first node comes, and then jump to it.
        isFitted.current = viewport === undefined && instance.getNodes().length > 0;
        if (viewport) void instance.setViewport(viewport);
        else if (isFitted.current) void instance.fitView({ ...fitOptions, duration: 0 });
      },
      fitView() {
        isFitted.current = true;
        forgetViewport(graphId);
        void flow.current?.fitView(fitOptions);
      },
      centreOn(nodeId) {
        isFitted.current = false;
        void flow.current?.fitView({ ...fitOptions, nodes: [{ id: nodeId }] });
      },
      reveal(nodeId) {
        // Drawn in the next frame, measured in the one after it.
        setTimeout(() => {
          if (flow.current && frame.current) bringIntoView(flow.current, nodeId, frame.current);
        }, 80);
      },
      remember(viewport) {
        isFitted.current = false;
        rememberViewport(graphId, viewport);
      },
    }),
    [graphId, frame],
  );
}

/** Moves the view by as little as shows the whole node. */
function bringIntoView(flow: Flow, nodeId: string, { clientWidth, clientHeight }: HTMLElement): void {
  const node = flow.getInternalNode(nodeId);
  if (!node?.measured.width || !node.measured.height) return;
  const { x, y, zoom } = flow.getViewport();
  const left = node.internals.positionAbsolute.x * zoom + x;
  const top = node.internals.positionAbsolute.y * zoom + y;
  const across = overhang(left, left + node.measured.width * zoom, clientWidth);
  const down = overhang(top, top + node.measured.height * zoom, clientHeight);
  if (across === 0 && down === 0) return;
  void flow.setViewport({ x: x - across, y: y - down, zoom }, { duration: 160 });
}

/** How far a stretch reaches over the end of the canvas, or (negative) over its beginning, which counts first. */
function overhang(start: number, end: number, size: number): number {
  return start < EDGE ? start - EDGE : Math.min(Math.max(0, end + EDGE - size), start - EDGE);
}
