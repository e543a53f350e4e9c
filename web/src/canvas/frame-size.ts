// The size of a frame: a container drawn around what stands in it. Pure; it knows boxes and no graph. Nothing of it is
// stored: a frame is as large as its cards need, and two cards large while it holds fewer.
import type { Ports, Position } from '@parley/spec';
import { CARD_WIDTH, HEAD, PORT_ROW } from './card-size.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A rectangle, in pixels of the canvas. */
export interface Box extends Position, Size {}

/** Pixels between the cards of a frame, and from them to its edge. */
const FRAME_GAP = 24;
/** What is said of the whole: as high as the body of a card. */
export const FRAME_LEAD = 96;
export const FRAME_ROUNDS = 44;
export const FRAME_FOOT = 32;
/** About what a card of an agent is high. */
export const USUAL_CARD: Size = { width: CARD_WIDTH, height: 240 };

/** Where the first card of a frame with these ports stands, from its top left corner. */
export function frameInset(ports: Ports): Position {
  return { x: FRAME_GAP, y: frameHead(ports) + FRAME_GAP };
}

/** Pixels from the top of a frame with these ports to the part that holds cards. */
function frameHead({ inputs, outputs }: Ports): number {
  return HEAD + Math.max(FRAME_LEAD, Math.max(inputs.length, outputs.length) * PORT_ROW) + FRAME_ROUNDS;
}

/** The size of a frame with these ports around boxes whose places are relative to it. */
export function frameSize(ports: Ports, boxes: readonly Box[]): Size {
  const inset = frameInset(ports);
  return {
    width: Math.max(inset.x + 2 * CARD_WIDTH + FRAME_GAP, ...boxes.map(({ x, width }) => x + width)) + FRAME_GAP,
    height: Math.max(inset.y + USUAL_CARD.height, ...boxes.map(({ y, height }) => y + height)) + FRAME_GAP + FRAME_FOOT,
  };
}

/** The place moved by as little as keeps it clear of the head and the left edge, in whole pixels. */
export function insideFrame(ports: Ports, { x, y }: Position): Position {
  const inset = frameInset(ports);
  return { x: Math.max(inset.x, Math.round(x)), y: Math.max(inset.y, Math.round(y)) };
}

/** The wish where it covers none of the boxes, else the first free place beside or below them, about three cards to a row. */
export function freePlace(
  ports: Ports,
  boxes: readonly Box[],
  { size, wish }: { readonly size: Size; readonly wish?: Position | undefined },
): Position {
  const inset = frameInset(ports);
  const widest = inset.x + 2.5 * (CARD_WIDTH + FRAME_GAP);
  const isFree = (place: Position) => !boxes.some((box) => overlaps(box, { ...place, ...size }));
  const bottom = Math.max(inset.y - FRAME_GAP, ...boxes.map(({ y, height }) => y + height));
  const beside = [
    inset,
    ...boxes.flatMap((box) => [
      { x: box.x + box.width + FRAME_GAP, y: box.y },
      { x: inset.x, y: box.y + box.height + FRAME_GAP },
    ]),
  ]
    .filter(({ x, y }) => x <= widest && y >= inset.y)
    .toSorted((one, other) => one.y - other.y || one.x - other.x);
  const wished = wish && insideFrame(ports, wish);
  return wished && isFree(wished) ? wished : (beside.find(isFree) ?? { x: inset.x, y: bottom + FRAME_GAP });
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

export function holds(box: Box, { x, y }: Position): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

export function middleOfBox({ x, y, width, height }: Box): Position {
  return { x: x + width / 2, y: y + height / 2 };
}
