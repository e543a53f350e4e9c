// How the tools of a server are told in words. Knows no component.
import type { OfferedTool } from '@parley/spec';
import type { StepShapeName } from '../run/step-words.ts';

export const stateWords: Readonly<Record<OfferedTool['state'], string>> = {
  new: 'not allowed',
  allowed: 'allowed',
  changed: 'changed since you allowed it, so it is not called',
  gone: 'no longer offered',
};

export const stateShapes: Readonly<Record<OfferedTool['state'], StepShapeName>> = {
  new: 'waiting',
  allowed: 'done',
  changed: 'missing',
  gone: 'skipped',
};

/** What the list under a server holds: everything it offers, or before it was asked what is allowed. */
export function countOffered(tools: readonly OfferedTool[], wasAsked: boolean): string {
  const allowed = tools.filter(({ state }) => state === 'allowed').length;
  if (!wasAsked) return allowed === 0 ? 'None of its tools is allowed yet.' : `${countTools(allowed)} allowed.`;
  const offered = tools.filter(({ state }) => state !== 'gone').length;
  return offered === 0 ? 'It answers and offers no tools.' : `It offers ${countTools(offered)}, ${allowed} allowed.`;
}

function countTools(count: number): string {
  return count === 1 ? '1 tool' : `${count} tools`;
}
