// A history as the charts and tables draw it. Pure; it knows shapes and words, no component and no colour.
import type { CountedShare, PairAgreement, WorkspaceHistory } from '@parley/spec';
import type { ChartTable } from '../charts/chart.tsx';
import type { HeatMap } from '../charts/heat-map.ts';
import type { IntervalBar, IntervalBars } from '../charts/interval-bars.ts';
import {
  countOf,
  errorWords,
  fewestToShow,
  outcomeTitles,
  pairWords,
  percent,
  sharedBy,
  shareWords,
} from './history-words.ts';

type Model = PairAgreement['one'];
interface Picture<Shape> {
  readonly picture: Shape;
  readonly table: ChartTable;
}

/** Gives a family's name for its id. */
export type TitleOf = (family: string) => string;

/** Who takes the same stance: models in order of lineage, so that siblings stand side by side. */
export function agreementPicture(pairs: readonly PairAgreement[], titleOf: TitleOf): Picture<HeatMap> {
  const models = sortModels(pairs.flatMap(({ one, other }) => [one, other]));
  const nameOf = nameModels(models, titleOf);
  const places = new Map(models.map((model, place) => [keyOf(model), place]));
  const met = pairs.toSorted((a, b) => placeOf(a.one) - placeOf(b.one) || placeOf(a.other) - placeOf(b.other));
  return {
    picture: {
      names: models.map(nameOf),
      ends: ['always the same', 'never'],
      cells: met.flatMap((pair) => {
        const [row, column] = [placeOf(pair.one), placeOf(pair.other)];
        const isEnough = pair.both >= fewestToShow;
        const cell = {
          share: isEnough ? pair.same / pair.both : null,
          label: isEnough ? `${percent(pair.same / pair.both)}\nn ${pair.both}` : `n ${pair.both}`,
          lines: [namePair(pair), ...pairWords(pair)],
        };
        return row === column
          ? [{ row, column, ...cell }]
          : [
              { row, column, ...cell },
              { row: column, column: row, ...cell },
            ];
      }),
    },
    table: {
      columns: ['Pair', 'Same stance', 'Share (95 % interval)', 'Even guessing', 'Errors in common'],
      rows: met.map((pair) => [
        namePair(pair),
        countOf(sharedBy(pair)),
        pair.both < fewestToShow ? 'too few' : shareWords(sharedBy(pair)),
        `at most ${percent(pair.chance)}`,
        errorWords(pair).replace('Errors in common: ', '').replace('Errors in common ', ''),
      ]),
    },
  };

  function placeOf(model: Model): number {
    return places.get(keyOf(model)) ?? 0;
  }
  function namePair({ one, other }: PairAgreement): string {
    return keyOf(one) === keyOf(other) ? `Two agents on ${nameOf(one)}` : `${nameOf(one)} and ${nameOf(other)}`;
  }
}

/** How often decisions came true, by the shape of the vote. */
export function recordsPicture(records: WorkspaceHistory['records']): Picture<IntervalBars> {
  const rows = records.map(({ outcome, right, graded, low, high }) => ({
    name: outcomeTitles[outcome],
    share: { count: right, of: graded, low, high },
  }));
  return {
    picture: {
      kinds: [{ name: 'Came true', colour: 'high' }],
      rows: rows.map(({ name, share }) => ({ name, bars: [barOf(share, name, 'came true')] })),
    },
    table: {
      columns: ['The vote', 'Came true', 'Share (95 % interval)'],
      rows: rows.map(({ name, share }) => [name, countOf(share), tableShare(share)]),
    },
  };
}

/** Families by the domain they spoke for: with the decision, and right. */
export function domainsPicture(domains: WorkspaceHistory['domains'], titleOf: TitleOf): Picture<IntervalBars> {
  const rows = domains.map(({ family, domain, joined, right }) => ({
    name: `${titleOf(family)} · ${domain === '' ? 'no domain' : domain}`,
    joined,
    right,
  }));
  return {
    picture: {
      kinds: [
        { name: 'Went with the decision', colour: 'plain' },
        { name: 'Was right', colour: 'high' },
      ],
      rows: rows.map(({ name, joined, right }) => ({
        name,
        bars: [barOf(joined, name, 'went with the decision'), barOf(right, name, 'was right')],
      })),
    },
    table: {
      columns: [
        'Family and domain',
        'With the decision',
        'Share (95 % interval)',
        'Right',
        'Share right (95 % interval)',
      ],
      rows: rows.map(({ name, joined, right }) => [
        name,
        countOf(joined),
        tableShare(joined),
        right.of === 0 ? 'not graded' : countOf(right),
        right.of === 0 ? '' : tableShare(right),
      ]),
    },
  };
}

function barOf(share: CountedShare, name: string, verb: string): IntervalBar {
  const { count, of, low, high } = share;
  if (of === 0) return { share: null, low, high, words: 'not graded', lines: [name, 'No grade tells of it yet.'] };
  if (of < fewestToShow) {
    return {
      share: null,
      low,
      high,
      words: `too few: ${countOf(share)}`,
      lines: [name, `${sentence(verb)} in ${countOf(share)}: too few to tell a share.`],
    };
  }
  return {
    share: count / of,
    low,
    high,
    words: countOf(share),
    lines: [name, `${sentence(verb)} in ${countOf(share)}: ${shareWords(share)}.`],
  };
}

function tableShare(share: CountedShare): string {
  return share.of < fewestToShow ? 'too few' : shareWords(share);
}

function sentence(verb: string): string {
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
}

function keyOf({ family, model }: Model): string {
  return `${family}/${model}`;
}

function sortModels(models: readonly Model[]): Model[] {
  const known = new Map(models.map((model) => [keyOf(model), model]));
  const order = ({ lineage, family, model }: Model) => [lineage, family, model].join('\n');
  return [...known.values()].toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** The family alone where it has one model here, else with the model. */
function nameModels(models: readonly Model[], titleOf: TitleOf): (model: Model) => string {
  const sizes = Map.groupBy(models, ({ family }) => family);
  return ({ family, model }) =>
    (sizes.get(family)?.length ?? 0) > 1 ? `${titleOf(family)} · ${model}` : titleOf(family);
}
