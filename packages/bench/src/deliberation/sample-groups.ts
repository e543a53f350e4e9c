// Picks what can be compared out of a set of repeated samples, and draws votes from it. It measures nothing.
import { type Ballot, creditOf, type Option, type Random, tallyVotes } from '@parley/deliberation';
import type { AnswerSet, Member, SampleRun, SampleSet } from './data-set.ts';

/** All draws of one model under one prompt on the same items: item x draw, as equal numbers of draws. */
export interface DrawGroup {
  readonly member: Member;
  readonly agent: string;
  readonly draws: readonly (readonly Ballot[])[];
  readonly gold: readonly Option[];
  readonly accuracy: number;
}

/** Copies differ only where there is chance: these temperatures when the file has them, else all. */
const warm = ({ temperature }: SampleRun): boolean =>
  temperature !== null && temperature > 0.699 && temperature < 1.001;

/** Runs of one model and prompt side by side, on each of the exams in turn; null without draws everyone of the runs has. */
function joinRuns(set: SampleSet, runs: readonly SampleRun[]): DrawGroup | null {
  const [first] = runs;
  if (!first) return null;
  const byExam = Map.groupBy(runs, ({ exam }) => exam);
  const draws: Ballot[][] = [];
  const gold: Option[] = [];
  for (const [exam, group] of byExam) {
    for (const [item, right] of (set.exams.get(exam) ?? []).entries()) {
      if (right === null) continue;
      gold.push(right);
      draws.push(group.flatMap((run) => [...(run.draws[item] ?? [])]));
    }
  }
  const fewest = Math.min(...draws.map((row) => row.length));
  if (gold.length === 0 || fewest < 2) return null;
  const even = draws.map((row) => row.slice(0, fewest));
  const right = even.reduce((sum, row, item) => sum + row.filter((answer) => answer === gold[item]).length, 0);
  return { member: first.member, agent: first.agent, draws: even, gold, accuracy: right / (even.length * fewest) };
}

/** The exam and the prompt under which the most models were asked. */
function sharedRuns(set: SampleSet): SampleRun[] {
  const groups = Map.groupBy(set.runs, ({ exam, agent }) => JSON.stringify([exam, agent]));
  const models = (runs: readonly SampleRun[]): number => new Set(runs.map(({ member }) => member.id)).size;
  const [most = []] = [...groups.values()].toSorted((a, b) => models(b) - models(a));
  return most;
}

/** Every model on the exam and prompt that most share, the most accurate first. */
export function sharedGroups(set: SampleSet): DrawGroup[] {
  const byModel = Map.groupBy(sharedRuns(set), ({ member }) => member.id);
  return byModel
    .values()
    .map((runs) => joinRuns(set, runs.some(warm) ? runs.filter(warm) : runs))
    .filter((group) => group !== null)
    .toArray()
    .toSorted((a, b) => b.accuracy - a.accuracy);
}

/** One model under every prompt it has on the shared exam; empty when no model has several. */
export function personaGroups(set: SampleSet): DrawGroup[] {
  const exam = sharedRuns(set)[0]?.exam;
  const byModel = Map.groupBy(
    set.runs.filter((run) => run.exam === exam),
    ({ member }) => member.id,
  );
  const [most = []] = byModel
    .values()
    .map((runs) =>
      Map.groupBy(runs, ({ agent }) => agent)
        .values()
        .map((group) => joinRuns(set, group.some(warm) ? group.filter(warm) : group))
        .filter((group) => group !== null)
        .toArray(),
    )
    .toArray()
    .toSorted((a, b) => b.length - a.length);
  return most.length > 1 ? most : [];
}

/** The model and prompt asked about the most questions outside the shared exam, all temperatures up to 1 together; null without one. */
export function widestGroup(set: SampleSet): DrawGroup | null {
  const shared = sharedRuns(set)[0]?.exam;
  const groups = Map.groupBy(
    set.runs.filter(({ exam, temperature }) => exam !== shared && (temperature ?? 0) < 1.001),
    ({ member, agent }) => JSON.stringify([member.id, agent]),
  );
  const exams = (runs: readonly SampleRun[]): number => new Set(runs.map(({ exam }) => exam)).size;
  const [most = []] = [...groups.values()].toSorted((a, b) => exams(b) - exams(a) || b.length - a.length);
  return joinRuns(set, most);
}

/** `count` different draws of one item; all of them when there are fewer. */
export function drawSome(row: readonly Ballot[], count: number, random: Random): Ballot[] {
  const left = [...row];
  const drawn: Ballot[] = [];
  while (drawn.length < count && left.length > 0) {
    const place = Math.floor(random() * left.length);
    drawn.push(left[place] ?? null);
    left[place] = left.at(-1) ?? null;
    left.pop();
  }
  return drawn;
}

/** What one vote came to: how right it was, and whether all agreed. */
export interface Vote {
  readonly credit: number;
  readonly unanimous: boolean;
}

export function castVote(ballots: readonly Ballot[], right: Option, weights?: readonly number[]): Vote {
  const { leaders, options, missing } = tallyVotes(ballots, weights);
  return { credit: creditOf(leaders, right), unanimous: missing === 0 && options.length === 1 };
}

/** The groups as models that were asked once: the first draw of each. */
export function firstDraws(name: string, groups: readonly DrawGroup[]): AnswerSet {
  const gold = groups[0]?.gold ?? [];
  return {
    kind: 'answers',
    name,
    members: groups.map(({ member }) => member),
    answers: groups.map(({ draws }) => draws.map(([first = null]) => first)),
    gold,
    optionCounts: gold.map(() => null),
    remarks: [],
  };
}
