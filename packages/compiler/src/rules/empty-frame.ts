// A frame with fewer than two voices: nobody there has anybody to hear.
import { hasVoice } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

const fewest = 2;

export const emptyFrame: Rule = ({ nodes }) =>
  nodes
    .filter(({ nodeType, inside }) => nodeType?.isContainer && inside.filter(hasVoice).length < fewest)
    .map(({ node, title, inside }) => ({
      code: 'empty-frame',
      severity: 'error',
      message: inside.some(hasVoice)
        ? `One voice stands in "${title}", and it has nobody to hear. Put another agent into it.`
        : `Nobody stands in "${title}". Put at least ${fewest} agents into it.`,
      at: { nodeId: node.id },
    }));
