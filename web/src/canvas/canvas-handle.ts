// The canvas as commands reach it: where it looks. Set by the canvas while it is mounted; without one these do nothing.
import type { Position } from '@parley/spec';

export interface CanvasHandle {
  fitView(): void;
  /** Brings a node to the middle. */
  centreOn(nodeId: string): void;
  /** Moves the view by as little as shows the whole node, once it is drawn. */
  reveal(nodeId: string): void;
  /** The middle of what is visible, in graph coordinates. */
  visibleCentre(): Position;
  /** Opens the list of node types at the middle. */
  quickAdd(): void;
}

let handle: CanvasHandle | undefined;

export function setCanvasHandle(next: CanvasHandle | undefined): void {
  handle = next;
}

export function getCanvasHandle(): CanvasHandle | undefined {
  return handle;
}
