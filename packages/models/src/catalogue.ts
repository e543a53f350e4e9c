// The families the product offers, as data. Safe in a browser: it knows no SDK, no key and no network.
// A new family is one entry in one of these lists.
import { apiFamilies } from './api-families.ts';
import type { FamilyDefinition } from './family-definition.ts';
import { openFamilies } from './open-families.ts';
import { readerFamilies } from './reader-families.ts';

export type { FamilyDefinition, FamilyRoute } from './family-definition.ts';

/** Every family, in the order in which they are offered. */
export const families: readonly FamilyDefinition[] = [...apiFamilies, ...openFamilies, ...readerFamilies];
