// Draws panels with one model a vendor, the way the published figures were made: any model that is not clearly weaker than the best.
import { type Ballot, markAnswers, type Option, type Random, shuffle } from '@parley/deliberation';
import type { AnswerSet } from './data-set.ts';

/** A model takes part when it is right at least this part as often as the best model, both on the graded items. */
export const nearTheBest = 0.6;

export function vendorsOf({ members }: AnswerSet): string[] {
  return [...new Set(members.map(({ vendor }) => vendor))];
}

/**
 * `size` members, at most one a vendor: the vendors in a random order, of each a random model among those near the best on `items`. Where too
 * few vendors have one, the vendors with the next best model fill up. Members as places; fewer than `size` only when vendors are fewer.
 */
export function drawPanel(set: AnswerSet, size: number, items: readonly number[], random: Random): number[] {
  const right = set.members.map(
    (_, member) => items.filter((item) => set.answers[member]?.[item] === set.gold[item]).length,
  );
  const mark = nearTheBest * Math.max(...right);
  const byVendor = Map.groupBy(set.members.keys(), (member) => set.members[member]?.vendor ?? '');
  const chosen: number[] = [];
  const others: number[] = [];
  for (const members of shuffle([...byVendor.values()], random)) {
    const near = members.filter((member) => (right[member] ?? 0) >= mark);
    const drawn = near[Math.floor(random() * near.length)];
    if (drawn !== undefined) chosen.push(drawn);
    else others.push(...members.toSorted((a, b) => (right[b] ?? 0) - (right[a] ?? 0)).slice(0, 1));
  }
  others.sort((a, b) => (right[b] ?? 0) - (right[a] ?? 0));
  return [...chosen, ...others].slice(0, size);
}

/** Graded items to fit on and other items to score on; at most `most` of the latter, drawn at random. */
export interface Split {
  readonly graded: readonly number[];
  readonly tested: readonly number[];
}

export function drawSplit(items: number, graded: number, random: Random, most = 1500): Split {
  const order = shuffle([...Array(items).keys()], random);
  return { graded: order.slice(0, graded), tested: order.slice(graded, graded + most) };
}

/** What a panel said to some items, voice x item, and how right it was. */
export interface PanelAnswers {
  readonly answers: readonly (readonly Ballot[])[];
  readonly gold: readonly Option[];
  readonly marks: readonly (readonly boolean[])[];
}

export function answersOf(set: AnswerSet, panel: readonly number[], items: readonly number[]): PanelAnswers {
  const gold = items.map((item) => set.gold[item] ?? '');
  const answers = panel.map((member) => items.map((item) => set.answers[member]?.[item] ?? null));
  return { answers, gold, marks: answers.map((row) => markAnswers(row, gold)) };
}
