// How the ways to a family are told in words. Knows no component.
import type { FamilyStatus, RouteStatus } from '@parley/spec';

const lacks: Record<NonNullable<RouteStatus['needs']>, string> = {
  key: 'needs a key',
  address: 'needs a key and an address',
  server: 'does not answer',
  model: 'has no model of this family',
};

/** One way's state in a few words; `speaks` when it is the one that is taken now. */
export function routeWords(route: RouteStatus, family: FamilyStatus): string {
  if (!route.ready) return lacks[route.needs ?? 'key'];
  return route.provider === family.provider ? 'speaks now' : 'steps in when the one before fails';
}

/** The line under a family's name: over which provider it speaks now, or what it lacks. */
export function stateWords(family: FamilyStatus): string {
  const ready = family.routes?.filter((route) => route.ready) ?? [];
  const [first, ...others] = ready.map(({ title }) => title);
  if (!family.available) return family.missing === 'key' ? 'needs a key to speak' : 'cannot speak now';
  if (first === undefined) return 'can speak now';
  return others.length === 0 ? `speaks over ${first}` : `speaks over ${first}, else over ${others.join(', ')}`;
}

/** "1 family", "3 families". */
export function countFamilies(count: number): string {
  return count === 1 ? '1 family' : `${count} families`;
}
