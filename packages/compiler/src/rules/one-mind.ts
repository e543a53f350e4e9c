// Many voices of one lineage compared with each other: they fail together, so their agreement says little.
import type { Diagnostic } from '@parley/spec';
import { otherFamily } from '../other-family.ts';
import type { Rule } from '../rule.ts';
import { speakersInto } from '../speakers-into.ts';

/** Two agree by chance and by habit alike; from three on a person begins to count heads. */
const fewest = 3;

export const oneMind: Rule = (graph) => {
  const families = new Map(graph.environment.families.map((family) => [family.id, family]));
  return graph.nodes.flatMap((view): Diagnostic[] => {
    const speakers = speakersInto(view, families);
    const lineages = new Set(speakers.map(({ family }) => family.lineage));
    const last = speakers.at(-1);
    if (speakers.length < fewest || lineages.size > 1 || !last) return [];
    const fix = otherFamily(last, lineages, graph);
    return [
      {
        code: 'one-mind',
        severity: 'warning',
        message: `"${view.title}" hears ${speakers.length} agents of 1 family (${last.family.title}): one engine wearing ${speakers.length} masks. They tend to make the same mistakes, so their agreement says little. Give some of them another family.`,
        at: { nodeId: view.node.id },
        ...(fix && { fix }),
      },
    ];
  });
};
