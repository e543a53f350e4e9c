// Reads a file of answers by its content: lists of answers, texts of one letter an item, items with answers inside, or repeated samples.
// What it cannot use it leaves out and says so. It measures nothing.
import type { Ballot, Option } from '@parley/deliberation';
import { z } from 'zod';
import type { AnswerSet, DataSet, Member, SampleRun, SampleSet } from './data-set.ts';

/** Tells a model's lineage from its name, where the file does not. */
export type LineOf = (model: string) => string | undefined;

const optional = <Shape extends z.ZodType>(shape: Shape) => z.optional(shape).nullable().catch(null);
const text = optional(z.coerce.string());
const memberShape = z.union([
  z.string().transform((id) => ({ id, vendor: null, family: null })),
  z.looseObject({ id: z.string(), vendor: text, family: text }),
]);
const itemShape = z.looseObject({
  gold: optional(z.union([z.string(), z.number()])),
  k: optional(z.number().int().min(2)),
});
const answersShape = z.looseObject({
  name: text,
  items: z.array(itemShape).min(1),
  answers: z.record(z.string(), z.unknown()),
});
const packShape = z.looseObject({
  name: text,
  items: z.array(itemShape.extend({ answers: z.record(z.string(), z.unknown()) })).min(1),
});
const samplesShape = z.looseObject({
  name: text,
  exams: z.record(z.string(), z.array(z.unknown()).min(1)),
  runs: z
    .array(
      z.looseObject({
        exam: z.coerce.string(),
        model: z.string(),
        vendor: text,
        agent: text,
        temp: optional(z.number()),
        samples: z.array(z.unknown()),
      }),
    )
    .min(1),
});

/** An answer; null for none that could be read; undefined for a question that was not asked. */
type Cell = Ballot | undefined;

/** One entry of a list, or one letter of a text. */
function readCell(value: unknown): Cell {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (value === undefined || value === '.') return undefined;
  return value === '-' || value === '' ? null : readText(value);
}

/** An answer in words, alone or as the `answer` of an object; one may be empty. Numbers become words, so that "4" and 4 are the same. */
function readText(value: unknown): string | null {
  if (typeof value === 'object' && value !== null)
    return readText(Object.getOwnPropertyDescriptor(value, 'answer')?.value);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return String(value);
}

/** A text is one letter an item; a list is one entry an item. */
function readRow(value: unknown): Cell[] | null {
  if (typeof value === 'string') return Array.from(value).map(readCell);
  return Array.isArray(value) ? value.map(readCell) : null;
}

/** Everyone the file describes anywhere at its top, by id. */
function readMembers(file: object, lineOf: LineOf): (id: string, vendor?: string | null) => Member {
  const known = new Map<string, z.infer<typeof memberShape>>();
  for (const list of Object.values(file)) {
    if (!Array.isArray(list)) continue;
    for (const entry of list) {
      const { data } = memberShape.safeParse(entry);
      if (data && (data.vendor || data.family)) known.set(data.id, data);
    }
  }
  return (id, given) => {
    const found = known.get(id);
    const line = found?.family ?? lineOf(id) ?? 'other';
    const vendor = given ?? found?.vendor ?? line;
    return { id, vendor, line: line === 'other' ? vendor : line };
  };
}

/** Keeps the items that were asked of everyone; who missed so many that less than half would be left is dropped first. */
function completeItems(rows: Map<string, Cell[]>, gradable: readonly boolean[], remarks: string[]): number[] {
  const ran = (row: readonly Cell[], item: number): boolean => row[item] !== undefined;
  const graded = [...gradable.keys()].filter((item) => gradable[item]);
  for (;;) {
    const items = graded.filter((item) => rows.values().every((row) => ran(row, item)));
    if (rows.size < 3 || items.length * 2 >= graded.length) {
      if (items.length < graded.length) {
        remarks.push(`${graded.length - items.length} graded items were not asked of everyone and are left out.`);
      }
      return items;
    }
    const [least] = [...rows]
      .map(([id, row]) => ({ id, asked: graded.filter((item) => ran(row, item)).length }))
      .toSorted((a, b) => a.asked - b.asked);
    if (!least) return items;
    remarks.push(`${least.id} answered ${least.asked} of ${graded.length} graded items and is left out.`);
    rows.delete(least.id);
  }
}

function toAnswerSet(
  name: string,
  rows: Map<string, Cell[]>,
  items: readonly z.infer<typeof itemShape>[],
  golds: readonly (Option | null)[],
  memberOf: (id: string) => Member,
): AnswerSet | string {
  const remarks: string[] = [];
  const ungraded = golds.filter((gold) => gold === null).length;
  if (ungraded > 0) remarks.push(`${ungraded} items have no right answer and are left out.`);
  const kept = completeItems(
    rows,
    golds.map((gold) => gold !== null),
    remarks,
  );
  if (rows.size < 2) return 'it holds answers of fewer than two models';
  if (kept.length < 10) return `only ${kept.length} graded items are left that everyone was asked`;
  return {
    kind: 'answers',
    name,
    members: [...rows.keys()].map((id) => memberOf(id)),
    answers: rows
      .values()
      .map((row) => kept.map((item) => row[item] ?? null))
      .toArray(),
    gold: kept.map((item) => golds[item] ?? ''),
    optionCounts: kept.map((item) => items[item]?.k ?? null),
    remarks,
  };
}

function readAnswers(file: z.infer<typeof answersShape>, name: string, lineOf: LineOf): AnswerSet | string {
  const rows = new Map<string, Cell[]>();
  for (const [id, value] of Object.entries(file.answers)) {
    const row = readRow(value);
    if (row) rows.set(id, row);
  }
  // Numbers are places in a list of values, the first of which is right unless the item says otherwise.
  const byPlace = rows.values().some((row) => row.some((cell) => typeof cell === 'number'));
  const golds = file.items.map(({ gold }) => (byPlace ? (typeof gold === 'number' ? gold : 0) : readText(gold)));
  return toAnswerSet(file.name ?? name, rows, file.items, golds, readMembers(file, lineOf));
}

function readPack(file: z.infer<typeof packShape>, name: string, lineOf: LineOf): AnswerSet | string {
  const ids = new Set(file.items.flatMap(({ answers }) => Object.keys(answers)));
  const rows = new Map<string, Cell[]>(
    [...ids].map((id) => [id, file.items.map(({ answers }) => (id in answers ? readText(answers[id]) : undefined))]),
  );
  const golds = file.items.map(({ gold }) => readText(gold));
  return toAnswerSet(file.name ?? name, rows, file.items, golds, readMembers(file, lineOf));
}

function readSamples(file: z.infer<typeof samplesShape>, name: string, lineOf: LineOf): SampleSet | string {
  const remarks: string[] = [];
  const memberOf = readMembers(file, lineOf);
  const exams = new Map<string, (Option | null)[]>(
    Object.entries(file.exams).map(([exam, items]) => [
      exam,
      items.map((item) => readText(itemShape.safeParse(item).data?.gold)),
    ]),
  );
  const runs: SampleRun[] = [];
  for (const { exam, model, vendor, agent, temp, samples } of file.runs) {
    const items = exams.get(exam)?.length;
    const draws = samples.map((item) => (readRow(item) ?? []).map((cell) => cell ?? null));
    if (draws.length !== items || draws.some((row) => row.length === 0)) {
      remarks.push(`A run of ${model} on ${exam} does not fit its exam and is left out.`);
      continue;
    }
    runs.push({ exam, member: memberOf(model, vendor), agent: agent ?? '', temperature: temp ?? null, draws });
  }
  if (runs.length === 0) return 'none of its runs fits its exam';
  return { kind: 'samples', name: file.name ?? name, exams, runs, remarks };
}

/** The data set in a parsed file, or in words why there is none; `name` is for a file that does not name itself. */
export function readDataSet(file: unknown, name: string, lineOf: LineOf): DataSet | string {
  const samples = samplesShape.safeParse(file);
  if (samples.success) return readSamples(samples.data, name, lineOf);
  const answers = answersShape.safeParse(file);
  if (answers.success) return readAnswers(answers.data, name, lineOf);
  const pack = packShape.safeParse(file);
  if (pack.success) return readPack(pack.data, name, lineOf);
  return 'it is not answers of models in a form this benchmark knows';
}
