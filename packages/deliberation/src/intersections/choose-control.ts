// The control of an intersection: the same question with a random second domain. Randomness is given from outside.
import type { Random } from '../bootstrap.ts';
import type { DomainPair } from './list-pairs.ts';

/**
 * `first` with a second domain drawn evenly from `pool`, which may be wider than the mesh; the pair's own domains are left
 * out. Undefined when the pool has no other domain.
 */
export function chooseControl(
  { first, second }: DomainPair,
  pool: readonly string[],
  random: Random,
): DomainPair | undefined {
  const others = [...new Set(pool)].filter((domain) => domain !== first && domain !== second).sort();
  const drawn = others[Math.min(others.length - 1, Math.floor(random() * others.length))];
  return drawn === undefined ? undefined : { first, second: drawn };
}
