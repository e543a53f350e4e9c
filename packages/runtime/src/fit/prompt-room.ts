// How much of a model's window a prompt may fill.

/** Kept free for the answer: a quarter of the window, up to this many tokens. */
const mostForAnswer = 16_000;

/** Tokens a prompt may have in a window. */
export function promptRoom(window: number): number {
  return window - Math.min(mostForAnswer, Math.floor(window / 4));
}
