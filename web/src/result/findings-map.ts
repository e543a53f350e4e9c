// The findings as a heat map: a square of domains, on one axis at a time. A cell shows its first-ranked finding, never a mixture. Pure.
import { domainPairKey, type Finding, type FindingCell, type Findings } from '@parley/spec';
import type { ChartTable } from '../charts/chart.tsx';
import type { HeatCell, HeatMap } from '../charts/heat-map.ts';

export const findingAxes = ['novelty', 'synergy', 'plausibility', 'lift'] as const;
export type FindingAxis = (typeof findingAxes)[number];

export const axisTitles: Readonly<Record<FindingAxis, string>> = {
  novelty: 'Novelty',
  synergy: 'Synergy',
  plausibility: 'Plausibility',
  lift: 'Lift over control',
};

/** What an axis means and what it does not. */
export const axisNotes: Readonly<Record<FindingAxis, string>> = {
  novelty:
    'How far the words of the finding are from the nearest thing its two domains said and from earlier findings, 0 to 1. Nonsense is new too.',
  synergy:
    'Whether the finding leans on what only one and on what only the other domain says, and follows from neither alone. It shows that two things were used, not that they fit.',
  plausibility:
    "One outside model's guess whether the finding holds up, 0 to 1. It did not know what was a finding and what a control. Its guess is no test.",
  lift: 'How much the finding stands above what the same explorer says with a domain drawn by chance or with one domain only, by newness of what holds up. What does not beat nearly all of these controls is noise.',
};

const axisEnds: Readonly<Record<FindingAxis, readonly [string, string]>> = {
  novelty: ['said by nobody', 'said before'],
  synergy: ['uses both', 'no'],
  plausibility: ['likely', 'unlikely'],
  lift: ['above its controls', 'below'],
};

/** A cell with its findings, the best first. */
export interface FindingsOfCell {
  readonly cell: FindingCell;
  readonly findings: readonly Finding[];
}

/** Cells in the order of the result, each with its findings. */
export function cellsOf({ cells, findings }: Pick<Findings, 'cells' | 'findings'>): FindingsOfCell[] {
  const byPair = Map.groupBy(findings, domainPairKey);
  return cells.map((cell) => ({ cell, findings: byPair.get(domainPairKey(cell)) ?? [] }));
}

/** The map on one axis, with the same as a table; `chosen` is framed. */
export function findingsMap(
  found: Pick<Findings, 'cells' | 'findings' | 'domains'>,
  axis: FindingAxis,
  chosen: FindingCell | undefined,
): { readonly picture: HeatMap; readonly table: ChartTable } {
  const names = found.domains.map(({ name }) => name);
  const places = new Map(names.map((name, place) => [name, place]));
  const cells = cellsOf(found);
  return {
    picture: {
      names,
      ends: axisEnds[axis],
      cells: cells.flatMap(({ cell, findings }): HeatCell[] => {
        const [row, column] = [places.get(cell.first) ?? 0, places.get(cell.second) ?? 0];
        const isChosen = chosen !== undefined && domainPairKey(chosen) === domainPairKey(cell);
        const drawn = { ...drawCell(cell, findings, axis), ...(isChosen && { isChosen }) };
        return [
          { row, column, ...drawn },
          { row: column, column: row, ...drawn },
        ];
      }),
    },
    table: {
      columns: ['Cell', ...findingAxes.map((each) => axisTitles[each]), 'Findings'],
      rows: cells.map(({ cell, findings: [first, ...more] }) => [
        `${cell.first} × ${cell.second}`,
        ...findingAxes.map((each) => (first ? readAxis(first, each).words : '')),
        first ? String(1 + more.length) : cellStateWords(cell),
      ]),
    },
  };
}

function drawCell(cell: FindingCell, [first, ...more]: readonly Finding[], axis: FindingAxis) {
  const heading = `${cell.first} × ${cell.second}`;
  if (!first) return { share: null, label: emptyLabels[cell.state], lines: [heading, cellStateWords(cell)] };
  const { share, label, words } = readAxis(first, axis);
  const others = more.length > 0 ? [`And ${more.length} more in this cell.`] : [];
  return { share, label, lines: [heading, first.text, `${axisTitles[axis]}: ${words}`, ...others] };
}

interface AxisReading {
  /** 0 to 1 on the colour scale; null when there is nothing to show. */
  readonly share: number | null;
  /** In the cell, short. */
  readonly label: string;
  readonly words: string;
}

/** One axis of one finding. */
export function readAxis({ novelty, synergy, plausibility, control }: Finding, axis: FindingAxis): AxisReading {
  switch (axis) {
    case 'novelty':
      return { share: novelty, label: novelty.toFixed(2), words: novelty.toFixed(2) };
    case 'synergy':
      return synergy.isSynergy
        ? { share: 1, label: 'both', words: 'uses both, follows from neither' }
        : { share: 0, label: 'no', words: whyNoSynergy(synergy) };
    case 'plausibility':
      return plausibility === undefined
        ? { share: null, label: 'not\njudged', words: 'not judged' }
        : { share: plausibility, label: plausibility.toFixed(1), words: plausibility.toFixed(1) };
    case 'lift': {
      if (!control) return { share: null, label: 'no\ncontrol', words: 'no control to compare with' };
      const { lift, reading, beaten, of } = control;
      const signed = `${lift < 0 ? '−' : '+'}${Math.abs(lift).toFixed(2)}`;
      return {
        share: (Math.max(-1, Math.min(1, lift)) + 1) / 2,
        label: `${signed}\n${reading}`,
        words: `${signed}, ${readingWords[reading]} (above ${beaten} of ${of} controls)`,
      };
    }
  }
}

export const readingWords = {
  above: 'stands above its controls',
  below: 'stands below its controls',
  noise: 'noise',
} as const;

function whyNoSynergy({ usesFirst, usesSecond, entailedByFirst, entailedBySecond }: Finding['synergy']): string {
  if (entailedByFirst || entailedBySecond) return 'follows from one domain alone';
  if (usesFirst === 0 && usesSecond === 0) return 'leans on neither domain, by its words';
  return 'leans on one domain only, by its words';
}

const emptyLabels: Readonly<Record<FindingCell['state'], string>> = {
  explored: 'nothing',
  failed: 'failed',
  'over-budget': 'budget',
  'not-picked': 'not\npicked',
};

/** Why there is no finding in a cell. */
export function cellStateWords({ state, reason }: FindingCell): string {
  switch (state) {
    case 'explored':
      return 'Explored: nothing was found that no claim states.';
    case 'failed':
      return `Failed: ${reason ?? 'it did not say why.'}`;
    case 'over-budget':
      return 'Not explored: the budget of calls held no more.';
    case 'not-picked':
      return 'Not explored: it was not picked.';
  }
}
