// What stands behind a statement: which voices, of how many lineages. Pure.
import type { Voice } from '@parley/spec';

export interface Support {
  readonly voices: readonly Voice[];
  /** Number of different lineages among them. */
  readonly lineages: number;
  /** `unnamed`: no voice is named; `one` lineage; `several` lineages. */
  readonly kind: 'unnamed' | 'one' | 'several';
}

/** Support of a statement by the voices with these node ids, in the order of `voices`; unknown ids do not count. */
export function findSupport(ids: readonly string[], voices: readonly Voice[]): Support {
  const supporters = voices.filter((voice) => ids.includes(voice.nodeId));
  const lineages = new Set(supporters.map((voice) => voice.lineage)).size;
  return { voices: supporters, lineages, kind: lineages === 0 ? 'unnamed' : lineages === 1 ? 'one' : 'several' };
}

/** Who supports it, in one sentence. */
export function supportWords({ voices, lineages, kind }: Support): string {
  const names = joinWords(voices.map((voice) => voice.title));
  if (kind === 'unnamed') return 'No support named';
  if (voices.length === 1) return `Rests on ${names} alone`;
  if (kind === 'one') return `Rests on ${names}, all of one lineage`;
  return `Rests on ${names}: ${lineages} lineages`;
}

/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "1 voice", "2 voices". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
