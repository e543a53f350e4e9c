// The size of a card. It depends on its ports only, so that the canvas never jumps while text streams.
import type { Ports } from '@parley/spec';

export const CARD_WIDTH = 256;
const HEAD = 64;
const PORT_ROW = 24;
export const BODY = 96;
const FOOT = 32;

/** Height in pixels of a card with these ports. */
export function cardHeight({ inputs, outputs }: Ports): number {
  return HEAD + Math.max(inputs.length, outputs.length, 1) * PORT_ROW + BODY + FOOT;
}
