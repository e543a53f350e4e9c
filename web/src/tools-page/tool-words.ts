// How the tools of a server are told in words. Knows no component.
import type { OfferedTool, ToolStatus } from '@parley/spec';
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

/** What a built-in tool does, for people; its description is written for the model that calls it. */
const builtInWords: Readonly<Record<string, string>> = {
  calculator: 'Works out arithmetic exactly, so that no model has to guess at numbers. It runs no code.',
  documents:
    'Searches the documents that are wired to the agent, by words and by meaning, and quotes what it finds to the letter.',
  page: "Fetches one public web page and reads its text. It never reaches this machine, your network or a cloud's own services, unless you named the host in PARLEY_ALLOW_PRIVATE_HOSTS.",
};

/** One tool in a sentence or two. */
export function toolWords({ id, description }: ToolStatus): string {
  return builtInWords[id] ?? description;
}

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
