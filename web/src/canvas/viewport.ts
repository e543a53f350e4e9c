// Where a person last looked in each mesh, remembered in this browser.
import type { Viewport } from '@xyflow/react';
import { z } from 'zod';
import { readRemembered, remember } from '../state/remembered.ts';

const viewportSchema = z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() });
const keyOf = (graphId: string) => `parley.viewport.${graphId}`;

export function readViewport(graphId: string): Viewport | undefined {
  return readRemembered(viewportSchema, keyOf(graphId));
}

export function rememberViewport(graphId: string, viewport: Viewport): void {
  remember(keyOf(graphId), viewport);
}

export function forgetViewport(graphId: string): void {
  localStorage.removeItem(keyOf(graphId));
}
