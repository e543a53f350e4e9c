// What copies of one model are worth beside a mix of vendors, from repeated samples of the same questions.
import {
  copyDiscount,
  assumedCorrelations,
  createRandom,
  effectiveVoices,
  errorCorrelation,
  fitLogarithmic,
  fitSaturating,
  intraclassCorrelation,
  type Random,
  shuffle,
} from '@parley/deliberation';
import { confidenceFigures } from './confidence-figures.ts';
import type { SampleSet } from './data-set.ts';
import { nearTheBest } from './draw-panel.ts';
import { type Figure, mean, meanFigure } from './row.ts';
import {
  castVote,
  type DrawGroup,
  drawSome,
  firstDraws,
  personaGroups,
  sharedGroups,
  type Vote,
  widestGroup,
} from './sample-groups.ts';

/** Votes drawn for each question. */
const repeats = 60;
const curveSizes = [1, 3, 5, 7, 9, 15, 25, 39, 51, 99];

/** For each question the mean credit of `draw`, repeated; and over all repeats how often all agreed and were right. */
function voteMany(
  items: number,
  draw: (item: number) => Vote,
): { credits: number[]; unanimous: number; right: number } {
  let [unanimous, right] = [0, 0];
  const credits = Array.from({ length: items }, (_, item) => {
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const vote = draw(item);
      sum += vote.credit;
      if (!vote.unanimous) continue;
      unanimous += 1;
      right += vote.credit;
    }
    return sum / repeats;
  });
  return { credits, unanimous: unanimous / (items * repeats), right: right / Math.max(1, unanimous) };
}

function rightOf(group: DrawGroup, item: number): string | number {
  return group.gold[item] ?? '';
}

function copiesOf(group: DrawGroup, size: number, random: Random) {
  return voteMany(group.gold.length, (item) =>
    castVote(drawSome(group.draws[item] ?? [], size, random), rightOf(group, item)),
  );
}

/** `size` voices over the groups in a random order, as evenly as it goes: five of five vendors, nine as two of four and one of the fifth. */
function mixOf(groups: readonly DrawGroup[], size: number, random: Random) {
  const items = groups[0]?.gold.length ?? 0;
  return voteMany(items, (item) => {
    const order = shuffle(groups, random);
    const ballots = order.flatMap(({ draws }, place) =>
      drawSome(draws[item] ?? [], Math.floor((size - 1 - place) / order.length) + 1, random),
    );
    return castVote(ballots, groups[0] ? rightOf(groups[0], item) : '');
  });
}

/** Those that are not clearly weaker than the best of all; `groups` has the best first. */
function ableOf(groups: readonly DrawGroup[]): DrawGroup[] {
  return groups.filter(({ accuracy }) => accuracy >= nearTheBest * (groups[0]?.accuracy ?? 0));
}

/** The best model of each vendor, five at most. */
function peersOf(able: readonly DrawGroup[]): DrawGroup[] {
  return Map.groupBy(able, ({ member }) => member.vendor)
    .values()
    .map(([first]) => first)
    .filter((group) => group !== undefined)
    .take(5)
    .toArray();
}

/** Mean error correlation between draws of two groups; of one group with itself, between different draws. */
function drawCorrelation(a: DrawGroup, b: DrawGroup): number {
  const marksOf = ({ draws, gold }: DrawGroup): boolean[][] =>
    (draws[0] ?? []).map((_, draw) => gold.map((right, item) => draws[item]?.[draw] === right));
  const [left, right] = [marksOf(a).slice(0, 40), marksOf(b).slice(0, 40)];
  const found: number[] = [];
  for (const [place, one] of left.entries()) {
    for (const other of a === b ? right.slice(place + 1) : right) {
      const phi = errorCorrelation(one, other);
      if (phi !== null) found.push(phi);
    }
  }
  return mean(found);
}

/** Mean correlation over the pairs that `counts` takes. */
function meanOverPairs(groups: readonly DrawGroup[], counts: (one: DrawGroup, other: DrawGroup) => boolean): number {
  return mean(
    groups.flatMap((one, a) =>
      groups
        .slice(0, a)
        .filter((other) => counts(one, other))
        .map((other) => drawCorrelation(one, other)),
    ),
  );
}

const otherVendor = (one: DrawGroup, other: DrawGroup): boolean => one.member.vendor !== other.member.vendor;

function kish(size: number, rho: number): number {
  return effectiveVoices(
    Array.from({ length: size }, (_, a) =>
      Array.from({ length: size }, (_, b) => (a === b ? 1 : Math.max(0, Math.min(1, rho)))),
    ),
  );
}

function mixFigures(able: readonly DrawGroup[], random: Random): Figure[] {
  const peers = peersOf(able);
  const figures: Figure[] = [];
  const note = peers.map(({ member }) => member.id).join(', ');
  for (const size of [3, 5, 9, 39]) {
    if (peers.some(({ draws }) => (draws[0]?.length ?? 0) < size)) continue;
    const each = peers.map((group) => copiesOf(group, size, random));
    const copies = (each[0]?.credits ?? []).map((_, item) => mean(each.map(({ credits }) => credits[item] ?? 0)));
    const mix = mixOf(peers, size, random);
    figures.push(
      meanFigure(`k=${size}: copies of one model`, copies, random, 'mean over the models'),
      meanFigure(`k=${size}: mix of ${peers.length} vendors`, mix.credits, random, note),
      meanFigure(
        `k=${size}: gain of the mix`,
        mix.credits.map((credit, item) => credit - (copies[item] ?? 0)),
        random,
      ),
      meanFigure(`k=${size}: copies of the best member (in hindsight)`, each[0]?.credits ?? [], random),
      {
        measure: `k=${size}: all copies agree, right`,
        value: mean(each.map(({ right }) => right)),
        note: `on ${mean(each.map(({ unanimous }) => unanimous)).toFixed(2)} of votes`,
      },
      {
        measure: `k=${size}: all of the mix agree, right`,
        value: mix.right,
        note: `on ${mix.unanimous.toFixed(2)} of votes`,
      },
    );
  }
  const copies = mean(able.map((group) => drawCorrelation(group, group)));
  const vendors = meanOverPairs(able, otherVendor);
  for (const size of [5, 10]) {
    figures.push(
      { measure: `effective voices of ${size} copies`, value: kish(size, copies), note: `phi ${copies.toFixed(2)}` },
      {
        measure: `effective voices of ${size} from different vendors`,
        value: kish(size, vendors),
        note: `phi ${vendors.toFixed(2)}`,
      },
    );
  }
  figures.push(...blockFigures(able, random));
  return figures;
}

/** Five copies of one model and three of other vendors: what the plain vote loses, and what discounting the block gives back. */
function blockFigures(able: readonly DrawGroup[], random: Random): Figure[] {
  if (peersOf(able).length < 4) return [];
  const items = able[0]?.gold.length ?? 0;
  const measure = (name: string, share: number): Figure => {
    const credits = able.map((block) => {
      const strangers = able.filter((group) => otherVendor(group, block));
      return voteMany(items, (item) => {
        const others = peersOf(shuffle(strangers, random)).slice(0, 3);
        const ballots = [
          ...drawSome(block.draws[item] ?? [], 5, random),
          ...others.flatMap(({ draws }) => drawSome(draws[item] ?? [], 1, random)),
        ];
        return castVote(ballots, rightOf(block, item), [share, share, share, share, share, 1, 1, 1]);
      }).credits;
    });
    const perItem = Array.from({ length: items }, (_, item) => mean(credits.map((row) => row[item] ?? 0)));
    return meanFigure(`5 copies + 3 vendors: ${name}`, perItem, random);
  };
  return [
    measure('plain vote', 1),
    measure('one vote a model', 1 / 5),
    measure('copies discounted', copyDiscount(5, assumedCorrelations['same-model'])),
  ];
}

function curveFigures(
  name: string,
  group: DrawGroup,
  random: Random,
): { figures: Figure[]; r2: [number, number] | null } {
  const most = group.draws[0]?.length ?? 0;
  const points = curveSizes
    .filter((k) => k < most)
    .map((k) => ({ k, accuracy: mean(copiesOf(group, k, random).credits) }));
  if (points.length < 4) return { figures: [], r2: null };
  const saturating = fitSaturating(points);
  const logarithmic = fitLogarithmic(points);
  return {
    figures: [
      ...points.map(({ k, accuracy }) => ({ measure: `${name}: vote of k=${k}`, value: accuracy })),
      {
        measure: `${name}: saturating fit, R2`,
        value: saturating.r2,
        note: `ends at ${saturating.ceiling.toFixed(3)}, tau ${saturating.tau.toFixed(1)} voices`,
      },
      { measure: `${name}: logarithmic fit, R2`, value: logarithmic.r2 },
    ],
    r2: [saturating.r2, logarithmic.r2],
  };
}

function fitFigures(groups: readonly DrawGroup[], random: Random): Figure[] {
  const fits = groups.flatMap((group) => {
    const { r2 } = curveFigures('', group, random);
    return r2 ? [r2] : [];
  });
  if (fits.length === 0) return [];
  return ['saturating', 'logarithmic'].map((shape, place) => {
    const values = fits.map((fit) => fit[place] ?? 0);
    return {
      measure: `copies of one model: ${shape} fit, mean R2`,
      value: mean(values),
      note: `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)} over ${fits.length} models`,
    };
  });
}

function personaFigures(groups: readonly DrawGroup[], shared: readonly DrawGroup[]): Figure[] {
  const [first] = groups;
  if (!first) return [];
  const strangers = ableOf(shared).filter((group) => otherVendor(group, first));
  const note = `${first.member.id}, ${groups.length} prompts`;
  const figures: Figure[] = [
    {
      measure: 'error correlation, same prompt again',
      value: mean(groups.map((group) => drawCorrelation(group, group))),
      note,
    },
    { measure: 'error correlation, other persona', value: meanOverPairs(groups, () => true), note },
  ];
  if (strangers.length > 0) {
    figures.push({
      measure: 'error correlation, other vendor',
      value: mean(strangers.flatMap((other) => groups.map((group) => drawCorrelation(group, other)))),
      note,
    });
  }
  return figures;
}

export function sampleFigures(set: SampleSet): Figure[] {
  const random = createRandom(42);
  const shared = sharedGroups(set);
  const able = ableOf(shared);
  const figures: Figure[] = [];
  if (peersOf(able).length > 1) figures.push(...mixFigures(able, random));
  figures.push(...confidenceFigures(firstDraws(set.name, shared)), ...fitFigures(shared, random));
  figures.push(...personaFigures(personaGroups(set), shared));
  const widest = widestGroup(set);
  if (widest) {
    const name = `${widest.member.id}, ${widest.gold.length} items x ${widest.draws[0]?.length} samples`;
    figures.push(
      {
        measure: `${name}: intraclass correlation`,
        value: intraclassCorrelation(
          widest.draws.map((row, item) => ({
            right: row.filter((answer) => answer === widest.gold[item]).length,
            samples: row.length,
          })),
        ),
      },
      ...curveFigures(name, widest, random).figures,
    );
  }
  return figures;
}
