// The minority report: what a report must say of those who stand against it. Where a writer leaves a position out it is added in the
// position's own words; nothing can switch that off.
import type { Dissent, ReportPart, Voice } from '@parley/spec';
import { dissentWords } from './describe-claims.ts';

/** The heading a writer is told to use, word for word. */
export const minorityHeading = 'Minority report';

/** The same parts, those under the heading of the minority report marked as such. */
export function markMinority(parts: readonly ReportPart[]): ReportPart[] {
  return parts.map((part) => (isMinorityHeading(part.heading) ? { ...part, minority: true } : part));
}

/** Positions for which no part of the minority report names one of their voices. */
export function untoldDissent(parts: readonly ReportPart[], dissent: readonly Dissent[]): Dissent[] {
  const told = new Set(parts.filter(({ minority }) => minority).flatMap(({ voices }) => voices));
  return dissent.filter(({ voices }) => !voices.some((id) => told.has(id)));
}

/** A part for each position, in its own words. `others` spoke elsewhere, and are named only. */
export function writeMinority(
  dissent: readonly Dissent[],
  voices: readonly Voice[],
  others: readonly Voice[] = [],
): ReportPart[] {
  const known = new Set(voices.map(({ nodeId }) => nodeId));
  return dissent.map((position) => ({
    heading: minorityHeading,
    text: dissentWords(position, [...voices, ...others]),
    voices: position.voices.filter((id) => known.has(id)).toSorted(),
    minority: true,
  }));
}

function isMinorityHeading(heading: string): boolean {
  return heading.replace(/[*_:]/gu, '').trim().toLowerCase().startsWith(minorityHeading.toLowerCase());
}
