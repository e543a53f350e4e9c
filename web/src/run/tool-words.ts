// Calls of tools in words, as short as a line of a card. Pure.
import type { ToolUse } from '@parley/spec';

export type ToolState = 'running' | 'done' | 'failed';

export function toolState({ result }: ToolUse): ToolState {
  if (!result) return 'running';
  return result.ok ? 'done' : 'failed';
}

/** What the state is called; a call without a result in a step that has ended was stopped. */
export function toolStateWords(use: ToolUse, isRunning: boolean): string {
  const state = toolState(use);
  if (state === 'running') return isRunning ? 'working' : 'stopped';
  return state;
}

/** What a tool was asked with, on one line: the values of an input that has nothing but words and numbers, else its JSON. */
export function inputLine({ call: { input } }: ToolUse): string {
  const values = typeof input === 'object' && input !== null ? Object.values(input) : [input];
  const line = values.length > 0 && values.every(isWord) ? values.join(', ') : JSON.stringify(input);
  return line.replace(/\s+/gu, ' ').trim();
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
