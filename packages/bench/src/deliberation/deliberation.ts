// `pnpm bench deliberation <folder>`: finds files of answers in a folder by their content and measures on each what the deliberation
// package claims. The data are no part of the project, and nothing depends on what a file is called.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { familyOfModel } from '@parley/models';
import { BenchFault } from '../bench-fault.ts';
import type { Bench } from '../main.ts';
import { claimTableFigures } from './claim-table-figures.ts';
import { confidenceFigures } from './confidence-figures.ts';
import type { DataSet } from './data-set.ts';
import { expectedFigures } from './expected-figures.ts';
import { samenessFigures } from './pair-figures.ts';
import { readDataSet } from './read-data-set.ts';
import type { Figure } from './row.ts';
import { sampleFigures } from './sample-figures.ts';
import { voteFigures } from './vote-figures.ts';

type Row = Record<string, string | number>;

function measure(set: DataSet): Figure[] {
  if (set.kind === 'samples') return sampleFigures(set);
  return [...samenessFigures(set), ...voteFigures(set), ...confidenceFigures(set)];
}

const rounded = (value: number | null | undefined): string | number =>
  value === null || value === undefined || !Number.isFinite(value) ? '' : Number(value.toFixed(4));

function toRows(file: string, set: DataSet): Row[] {
  const expected = expectedFigures(set);
  return [
    ...set.remarks.map((note) => row(file, set.name, { measure: 'left out', value: null, note }, '')),
    ...measure(set).map((figure) => row(file, set.name, figure, expected[figure.measure] ?? '')),
  ];
}

function row(file: string, set: string, { measure, value, low, high, note = '' }: Figure, expected: string): Row {
  return { file, set, measure, value: rounded(value), low: rounded(low), high: rounded(high), expected, note };
}

async function readFolder(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    throw new BenchFault(
      `There is no folder ${folder} to read. The answers that are measured here are not part of the project: name the folder you keep them in.`,
    );
  }
}

/** The rows of one file; a file that holds nothing to measure is one row that says why. */
async function measureFile(file: string, name: string): Promise<Row[]> {
  const skipped = (reason: string): Row[] => [row(name, '', { measure: 'skipped', value: null, note: reason }, '')];
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return skipped('it is not readable JSON');
  }
  const rows: Row[] = [];
  for (const candidate of Array.isArray(parsed) ? parsed : [parsed]) {
    const set = readDataSet(candidate, path.parse(name).name, familyOfModel);
    const found = typeof set === 'string' ? skipped(set) : toRows(name, set);
    rows.push(...(found.length > 0 ? found : skipped('it holds too few voices or answers to compare')));
  }
  return rows.length > 0 ? rows : skipped('it is an empty list');
}

function render(rows: readonly Row[]): string {
  const show = (value: string | number | undefined): string =>
    typeof value === 'number' ? value.toFixed(3) : (value ?? '');
  const blocks = Map.groupBy(rows, ({ file, set }) => [file, set].filter((part) => part !== '').join(' · '));
  return [...blocks]
    .map(([title, block]) => {
      const table = [
        ['', 'measured', '95% interval', 'found before', ''],
        ...block.map(({ measure, value, low, high, expected, note }) => [
          show(measure),
          show(value),
          low === '' ? '' : `${show(low)} to ${show(high)}`,
          show(expected),
          show(note),
        ]),
      ];
      const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)));
      const lines = table.map((cells) =>
        cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      );
      return [title, ...lines].join('\n');
    })
    .join('\n\n');
}

export const deliberationBench: Bench = {
  title: 'Votes, sameness and confidence on recorded answers of many models; every draw is seeded',
  async run([folder]) {
    if (folder === undefined) {
      throw new BenchFault('Which folder? pnpm bench deliberation <folder with files of answers> [--json]');
    }
    const rows: Row[] = [];
    for (const file of await readFolder(folder)) rows.push(...(await measureFile(file, path.relative(folder, file))));
    if (rows.every(({ measure }) => measure === 'skipped')) {
      const reasons = rows.map(({ file, note }) => `${file}: ${note}`);
      throw new BenchFault(['There is nothing to measure in this folder.', ...reasons].join('\n'));
    }
    for (const figure of await claimTableFigures()) rows.push(row('', 'claims', figure, 'at most 1000'));
    return rows;
  },
  render,
};
