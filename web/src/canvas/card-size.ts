// The size of a card and where its handles are. Both depend on its ports only, so that the canvas never jumps while text
// streams and wires are drawn before any card is measured. canvas.css and node-card.tsx draw the same numbers.
import type { Ports } from '@parley/spec';
import type { NodeHandle } from '@xyflow/react';
import { Position } from '@xyflow/react';

export const CARD_WIDTH = 256;
export const HEAD = 64;
export const PORT_ROW = 24;
export const BODY = 96;
const FOOT = 32;
const BORDER = 1;
const HANDLE = 12;

/** Height in pixels of a card with these ports. */
export function cardHeight({ inputs, outputs }: Ports): number {
  return HEAD + Math.max(inputs.length, outputs.length, 1) * PORT_ROW + BODY + FOOT;
}

/** Where the handles of a card with these ports are drawn, in pixels from its top left corner. */
export function cardHandles({ inputs, outputs }: Ports, width = CARD_WIDTH): NodeHandle[] {
  const handleAt = (id: string, row: number) => ({
    id,
    y: BORDER + HEAD + row * PORT_ROW + (PORT_ROW - HANDLE) / 2,
    width: HANDLE,
    height: HANDLE,
  });
  return [
    ...inputs.map(({ id }, row): NodeHandle => {
      return { ...handleAt(id, row), type: 'target', position: Position.Left, x: BORDER - HANDLE / 2 };
    }),
    ...outputs.map(({ id }, row): NodeHandle => {
      return { ...handleAt(id, row), type: 'source', position: Position.Right, x: width - BORDER - HANDLE / 2 };
    }),
  ];
}
