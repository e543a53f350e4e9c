// Grades as the deliberation's arithmetic reads them.
import type { GradedQuestion, PanelVoice } from '@parley/deliberation';
import type { Grade, Voice } from '@parley/spec';

/** A voice as its errors are remembered: by its model, whatever the node or the prompt. */
export function toPanelVoice({ nodeId, family, model, lineage }: Voice): PanelVoice {
  return { id: nodeId, model: `${family}/${model}`, line: lineage };
}

export function toGradedQuestion({ outcome, decision, right, truth, options, votes }: Grade): GradedQuestion {
  return {
    outcome,
    decision: decision ?? null,
    right,
    truth: truth ?? (right ? (decision ?? null) : null),
    options,
    votes: votes.map(({ stance, ...voice }) => ({ ...toPanelVoice(voice), answer: stance ?? null })),
  };
}
