// Domains: the fields from which the voices of a panel speak, and which pairs of them there are to cross. Pure.
import { z } from 'zod';

/** Two domains by name, in the order of the panel. */
export const domainPairSchema = z.strictObject({ first: z.string().max(120), second: z.string().max(120) });
/** `promising`: those that look best by what the answers say; `picked`: those a person chose. */
export const pairChoices = ['promising', 'all', 'picked'] as const;
export type PairChoice = (typeof pairChoices)[number];
type DomainPair = z.infer<typeof domainPairSchema>;

/** A domain with those who speak from it, in the order of the panel. */
export interface PanelDomain<Speaker> {
  readonly name: string;
  readonly speakers: readonly Speaker[];
}

/**
 * The distinct domains in the order of the speakers. Where a speaker has no domain its title stands for it; names that differ in case
 * or in blanks are one, spelled as it comes first.
 */
export function groupDomains<Speaker extends { readonly domain: string; readonly title: string }>(
  speakers: readonly Speaker[],
): PanelDomain<Speaker>[] {
  const groups = Map.groupBy(speakers, (speaker) => domainKey(nameOf(speaker)));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ name: nameOf(first), speakers: group }] : [];
  });
}

function nameOf({ domain, title }: { readonly domain: string; readonly title: string }): string {
  return domain.replace(/\s+/gu, ' ').trim() || title.replace(/\s+/gu, ' ').trim();
}

function domainKey(name: string): string {
  return name.toLowerCase();
}

/** The same for both orders of the two names, whatever their case. */
export function domainPairKey({ first, second }: DomainPair): string {
  return JSON.stringify([domainKey(first), domainKey(second)].sort());
}
