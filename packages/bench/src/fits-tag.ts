// Which words for a pattern fit the tag of a recorded question. Whether the majority is right cannot be seen from a shape, so
// "right" and "wrong" in the tags are left out.
import type { PatternKind } from '@parley/deliberation';

const fitting: readonly (readonly [tag: RegExp, kinds: readonly PatternKind[]])[] = [
  [/^all agree/u, ['agree']],
  [/^strong majority/u, ['lead']],
  [/^split/u, ['lead', 'rival', 'scatter']],
  [/^scatter/u, ['scatter']],
];

export function fitsTag(tag: string, kind: PatternKind | 'none'): boolean {
  return fitting.some(([pattern, kinds]) => pattern.test(tag) && kinds.some((known) => known === kind));
}
