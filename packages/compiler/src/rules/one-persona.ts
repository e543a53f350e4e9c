// One persona several times over in a panel: what it overlooks, all of them overlook. A persona is half a mask at best, and the same one
// twice is none.
import type { Diagnostic } from '@parley/spec';
import { otherFamily } from '../other-family.ts';
import type { Rule } from '../rule.ts';
import { type Speaker, speakersInto } from '../speakers-into.ts';

/** Two of a persona are a second opinion; from three on a person counts heads. */
const fewest = 3;
/** The share of words that two instructions must have in common to be nearly the same. */
const nearlySame = 0.8;
/** Instructions are compared with at most so many different ones in a panel, by at most so many of their words. */
const mostPersonas = 12;
const mostWords = 400;

/**
 * Not where each of them is of another family: then who they are is what is compared. Agents without any persona are no masks, and
 * copies of those are told of by `one-mind`.
 */
export const onePersona: Rule = (graph) => {
  const families = new Map(graph.environment.families.map((family) => [family.id, family]));
  return graph.nodes.flatMap((view): Diagnostic[] =>
    groupByPersona(speakersInto(view, families)).flatMap(({ speakers, domain, isExact }) => {
      const lineages = new Set(speakers.map(({ family }) => family.lineage));
      const repeated = speakers.findLast(
        ({ family }) => speakers.filter((other) => other.family.lineage === family.lineage).length > 1,
      );
      if (speakers.length < fewest || !repeated) return [];
      const fix = otherFamily(repeated, lineages, graph);
      const persona = [
        domain !== '' && `"${domain}"`,
        isExact ? 'the same instructions' : 'nearly the same instructions',
      ];
      const through = lineages.size === 1 ? '1 family' : `${lineages.size} families`;
      return [
        {
          code: 'one-persona',
          severity: 'warning',
          message: `"${view.title}" hears one persona ${speakers.length} times (${persona.filter(Boolean).join(', ')}), through ${through}. A persona is about half a mask, and the same one again is none: what it overlooks, all of them overlook. Give some of them another family or another way of working.`,
          at: { nodeId: view.node.id },
          ...(fix && { fix }),
        },
      ];
    }),
  );
};

interface Persona {
  readonly speakers: Speaker[];
  readonly domain: string;
  readonly words: ReadonlySet<string>;
  readonly text: string;
  isExact: boolean;
}

/** Speakers with the same domain and the same or nearly the same instructions; those without either are left out. */
function groupByPersona(speakers: readonly Speaker[]): Persona[] {
  const personas: Persona[] = [];
  const exact = new Map<string, Persona>();
  for (const speaker of speakers) {
    const domain = speaker.voice.domain.trim();
    const words = (speaker.voice.instructions ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    if (domain === '' && words.length === 0) continue;
    const text = words.join(' ');
    const key = `${domain.toLowerCase()}\n${text}`;
    const bag = new Set(words.slice(0, mostWords));
    const known =
      exact.get(key) ??
      personas
        .slice(0, mostPersonas)
        .find((persona) => persona.domain.toLowerCase() === domain.toLowerCase() && isNear(persona.words, bag));
    if (known) {
      known.speakers.push(speaker);
      known.isExact &&= known.text === text;
      exact.set(key, known);
    } else {
      const persona: Persona = { speakers: [speaker], domain, words: bag, text, isExact: true };
      personas.push(persona);
      exact.set(key, persona);
    }
  }
  return personas;
}

/** Jaccard's share of words in common. Two that say nothing are the same. */
function isNear(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const all = one.union(other).size;
  return all === 0 || one.intersection(other).size / all >= nearlySame;
}
