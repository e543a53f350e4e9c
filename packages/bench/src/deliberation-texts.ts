// How far texts alone take a deliberation: final answers, patterns and claim relations on recorded transcripts.
import {
  answerKey,
  findFinalAnswer,
  type HeldAnswer,
  readPattern,
  relateClaims,
  type SpokenAnswer,
  splitClaims,
} from '@parley/deliberation';
import { type DemoItem, type DemoPack, findDemoPack } from './demo-pack.ts';
import { fitsTag } from './fits-tag.ts';
import type { Bench } from './main.ts';

/** The recordings end there, often in the middle of a sentence. */
const CUT_AT = 1800;

export const deliberationTextsBench: Bench = {
  title: 'Final answers, patterns and claim relations read from recorded transcripts',
  async run([folder]) {
    if (folder === undefined) throw new Error('Which folder? pnpm bench deliberation-texts <folder>');
    const rows = await measureDemoPack(folder);
    if (rows.length === 0) throw new Error(`No file in ${folder} holds recorded answers with their texts.`);
    return rows;
  },
};

interface Row extends Record<string, string | number> {
  readonly part: string;
  readonly what: string;
  readonly of: number;
  readonly count: number;
  /** Percent of `of`, one decimal. */
  readonly share: number;
}

/** All measures on the first pack in the folder; no rows when there is none. */
export async function measureDemoPack(folder: string): Promise<Row[]> {
  const found = await findDemoPack(folder);
  if (!found) return [];
  const { pack } = found;
  return [...measureAnswers(pack), ...measurePatterns(pack), ...measureRelations(pack)];
}

function row(part: string, what: string, count: number, of: number): Row {
  return { part, what, count, of, share: of === 0 ? 0 : Math.round((1000 * count) / of) / 10 };
}

interface Reading {
  readonly item: DemoItem;
  readonly recorded: string | undefined;
  readonly read: string | undefined;
  readonly form: string;
  readonly isCut: boolean;
  /** Whether the recorded answer stands anywhere in the text. */
  readonly isInText: boolean;
}

function readAnswers(items: readonly DemoItem[]): Reading[] {
  return items.flatMap((item) =>
    Object.values(item.answers).map(({ answer, text }) => {
      const found = findFinalAnswer(text);
      return {
        item,
        recorded: answer === null ? undefined : answerKey(answer),
        read: found && answerKey(found.text),
        form: found?.form ?? 'none',
        isCut: text.length >= CUT_AT,
        isInText: answer !== null && answer !== '' && text.replace(/\s/gu, '').includes(answer.replace(/\s/gu, '')),
      };
    }),
  );
}

function measureAnswers({ items }: DemoPack): Row[] {
  const all = readAnswers(items);
  const rows: Row[] = [];
  for (const [name, own] of sortByKey(
    Map.groupBy(all, ({ item, isCut }) => `${item.task}, ${isCut ? 'text cut' : 'whole text'}`),
  )) {
    const recorded = own.filter((reading) => reading.recorded !== undefined);
    const isSame = (reading: Reading) => reading.read !== undefined && reading.read === reading.recorded;
    rows.push(
      row(
        name,
        'recorded answer stands in the text',
        recorded.filter(({ isInText }) => isInText).length,
        recorded.length,
      ),
      row(name, 'an answer was read', own.filter(({ read }) => read !== undefined).length, own.length),
      row(name, 'read answer is the recorded one', recorded.filter(isSame).length, recorded.length),
      row(
        name,
        '... of those where it stands in the text',
        recorded.filter((reading) => reading.isInText && isSame(reading)).length,
        recorded.filter(({ isInText }) => isInText).length,
      ),
      row(
        name,
        'recorded answer is right',
        own.filter(({ item, recorded: key }) => key === answerKey(item.gold)).length,
        own.length,
      ),
      row(
        name,
        'read answer is right',
        own.filter(({ item, read }) => read === answerKey(item.gold)).length,
        own.length,
      ),
    );
  }
  for (const [form, own] of sortByKey(Map.groupBy(all, (reading) => reading.form))) {
    if (form !== 'none')
      rows.push(
        row(
          `read from ${form}`,
          'read answer is the recorded one',
          own.filter(({ read, recorded }) => read === recorded).length,
          own.length,
        ),
      );
  }
  return rows;
}

function measurePatterns(pack: DemoPack): Row[] {
  const rows: Row[] = [];
  const sources = [
    [
      'recorded answers',
      (answer: DemoItem['answers'][string]) => (answer.answer === null ? undefined : answerKey(answer.answer)),
    ],
    ['read answers', (answer: DemoItem['answers'][string]) => keyOf(findFinalAnswer(answer.text)?.text)],
  ] as const;
  const panels = [
    ['ten vendors', pack.diverse],
    ['sixteen voices, ten vendors', [...pack.diverse, ...pack.same_vendor]],
  ] as const;
  for (const [source, read] of sources) {
    for (const [panel, voices] of panels) {
      const part = `pattern, ${source}, ${panel}`;
      const patterns = pack.items.map((item) => {
        const held = voices.flatMap(({ id, vendor }): HeldAnswer[] => {
          const answer = item.answers[id];
          const cluster = answer && read(answer);
          return [{ family: vendor, ...(cluster !== undefined && { cluster }) }];
        });
        return { item, pattern: readPattern(held) };
      });
      rows.push(
        row(
          part,
          'word fits the tag',
          patterns.filter(({ item, pattern }) => fitsTag(item.pattern, pattern.kind)).length,
          patterns.length,
        ),
      );
      for (const [name, own] of sortByKey(
        Map.groupBy(patterns, ({ item, pattern }) => `${item.pattern}: ${pattern.kind}`),
      )) {
        const [tag = ''] = name.split(':');
        rows.push(row(part, name, own.length, patterns.filter(({ item }) => item.pattern === tag).length));
      }
      for (const [kind, own] of sortByKey(Map.groupBy(patterns, ({ pattern }) => pattern.kind))) {
        const led = own.filter(({ pattern }) => pattern.leading !== undefined);
        rows.push(
          row(
            part,
            `${kind}: leading answer is right`,
            led.filter(({ item, pattern }) => pattern.leading === answerKey(item.gold)).length,
            own.length,
          ),
        );
      }
    }
  }
  return rows;
}

function sortByKey<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function keyOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : answerKey(text);
}

/** Each voice's last claim, which is where it states its answer, against every other answer of the ten vendors. */
function measureRelations({ items, diverse }: DemoPack): Row[] {
  const counts = new Map<string, { same: number; other: number }>();
  for (const item of items) {
    const answers = diverse.flatMap(({ id, vendor }): SpokenAnswer[] => {
      const answer = item.answers[id];
      return answer && answer.answer !== null && answer.text.length < CUT_AT
        ? [{ id, line: vendor, text: answer.text }]
        : [];
    });
    const claims = answers.flatMap((answer) => splitClaims(answer).at(-1) ?? []);
    const { claims: merged, relations } = relateClaims({ answers, claims });
    const recorded = (id: string) => answerKey(item.answers[id]?.answer ?? '');
    for (const claim of merged) {
      const owners = claim.members.map(({ answerId }) => answerId);
      for (const { id } of answers) {
        if (owners.includes(id)) continue;
        const relation = relations.find(({ claimId, answerId }) => claimId === claim.id && answerId === id);
        const isSame = owners.every((owner) => recorded(owner) === recorded(id));
        const name =
          !relation || (relation.stance === 'silent' && !relation.isOpen)
            ? 'silent'
            : relation.stance === 'silent'
              ? 'silent, worth a judge'
              : `${relation.stance}, by ${relation.by}`;
        const count = counts.get(name) ?? { same: 0, other: 0 };
        counts.set(name, { same: count.same + Number(isSame), other: count.other + Number(!isSame) });
      }
    }
  }
  return sortByKey(counts).map(([name, { same, other }]) => {
    const isDispute = name.startsWith('disputes');
    return row(
      'last claim against other answers',
      `${name}: ${isDispute ? 'another' : 'the same'} recorded answer`,
      isDispute ? other : same,
      same + other,
    );
  });
}
