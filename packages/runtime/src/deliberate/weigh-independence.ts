// How many separate minds spoke, from who they are: lineages until something was measured.
import { type WeighedPanel, weighPanel } from '@parley/deliberation';
import type { Independence, Voice } from '@parley/spec';

export interface WeighedVoices extends Pick<WeighedPanel, 'discounts'> {
  readonly independence: Independence;
}

/** The panel of these voices, readers left out. Undefined with fewer than two: nobody can be a copy of nobody. */
export function weighIndependence(voices: readonly Voice[]): WeighedVoices | undefined {
  const panel = voices.filter(({ kind }) => kind === 'model');
  if (panel.length < 2) return undefined;
  const weighed = weighPanel(
    panel.map(({ nodeId, family, model, lineage }) => ({ id: nodeId, model: `${family}/${model}`, line: lineage })),
  );
  const { effective, basis, items, groups, discounts } = weighed;
  const independence = {
    voices: panel.map(({ nodeId }) => nodeId),
    effective,
    basis,
    graded: items,
    groups: groups.map((ids) => [...ids]),
  };
  return { independence, discounts };
}
