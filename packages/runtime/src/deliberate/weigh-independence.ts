// How many separate minds spoke: from who they are, and from how they erred before where that was graded.
import { type GradedQuestion, readPanelHistory, weighPanel } from '@parley/deliberation';
import type { Independence, Voice } from '@parley/spec';
import { toPanelVoice } from './read-grades.ts';

/** The panel of these voices, readers left out. Undefined with fewer than two: nobody can be a copy of nobody. */
export function weighIndependence(
  voices: readonly Voice[],
  questions: readonly GradedQuestion[],
): Independence | undefined {
  const panel = voices.filter(({ kind }) => kind === 'model').map(toPanelVoice);
  if (panel.length < 2) return undefined;
  const { effective, basis, items, groups } = weighPanel(panel, readPanelHistory(questions, panel).pair);
  return { voices: panel.map(({ id }) => id), effective, basis, graded: items, groups: groups.map((ids) => [...ids]) };
}
