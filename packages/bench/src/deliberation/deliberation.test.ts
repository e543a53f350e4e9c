import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom } from '@parley/deliberation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFault } from '../bench-fault.ts';
import { deliberationBench } from './deliberation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Six models of three vendors on 80 questions of four options: the two of a vendor share half of their mistakes. */
function madeUp() {
  const random = createRandom(4);
  const gold = Array.from({ length: 80 }, () => 'ABCD'[Math.floor(random() * 4)] ?? 'A');
  const wrong = (right: string): string => 'ABCD'.replace(right, '')[Math.floor(random() * 3)] ?? '-';
  const speak = (accuracy: number): string =>
    gold.map((right) => (random() < accuracy ? right : wrong(right))).join('');
  const answers: Record<string, string> = {};
  const models = [0.85, 0.7, 0.55].flatMap((accuracy, vendor) => {
    const first = speak(accuracy);
    answers[`m${vendor}`] = first;
    answers[`m${vendor}-mini`] = Array.from(first)
      .map((answer, item) => (random() < 0.5 ? answer : (speak(accuracy)[item] ?? '-')))
      .join('');
    return [`m${vendor}`, `m${vendor}-mini`].map((id) => ({ id, vendor: `v${vendor}` }));
  });
  return { name: 'made up', models, items: gold.map((right) => ({ gold: right, k: 4 })), answers };
}

/** Two models asked twelve times each: the second changes its mind. */
function madeUpSamples() {
  const random = createRandom(6);
  const exam = Array.from({ length: 20 }, () => ({ gold: 'A' }));
  const run = (model: string, steadiness: number) => ({
    exam: 'e',
    model,
    vendor: model,
    agent: 'plain',
    temp: 1,
    samples: exam.map(() => {
      const usual = random() < 0.7 ? 'A' : 'B';
      return Array.from({ length: 12 }, () => (random() < steadiness ? usual : random() < 0.5 ? 'A' : 'C')).join('');
    }),
  });
  return { name: 'made up samples', exams: { e: exam }, runs: [run('m', 0.9), run('n', 0.4)] };
}

describe('the benchmark of deliberation', () => {
  it('measures every file it can read, whatever its name, and says why it left the others', async () => {
    await mkdir(path.join(folder, 'deep'));
    await writeFile(path.join(folder, 'one.bin'), JSON.stringify(madeUp()));
    await writeFile(path.join(folder, 'deep', 'two.txt'), JSON.stringify([madeUpSamples(), { items: [] }]));
    await writeFile(path.join(folder, 'broken.json'), '{"items": [');
    const measureFiles = async () => (await deliberationBench.run([folder])).filter(({ set }) => set !== 'claims');
    const rows = await measureFiles();
    const at = (file: string, measure: string) => rows.find((row) => row.file === file && row.measure === measure);
    expect(rows.filter(({ measure }) => measure === 'skipped').map(({ file, note }) => [file, note])).toEqual([
      ['broken.json', 'it is not readable JSON'],
      [path.join('deep', 'two.txt'), 'it is not answers of models in a form this benchmark knows'],
    ]);
    expect(at('one.bin', 'accuracy, best')?.note).toBe('6 models of 3 vendors, 80 items');
    expect(at('one.bin', 'same wrong answer by chance, across vendors')?.value).toBe(0.3333);
    const value = (file: string, measure: string): number => Number(at(file, measure)?.value);
    expect(value('one.bin', 'CAPA, within a vendor')).toBeGreaterThan(value('one.bin', 'CAPA, across vendors') + 0.1);
    expect(value('one.bin', '3 vendors, 40 graded: weighted, covariance')).toBeGreaterThan(
      value('one.bin', '3 vendors, 40 graded: mean member'),
    );
    const samples = path.join('deep', 'two.txt');
    expect(value(samples, 'k=9: mix of 2 vendors')).toBeGreaterThan(0.7);
    expect(value(samples, 'effective voices of 5 copies')).toBeLessThan(
      value(samples, 'effective voices of 5 from different vendors'),
    );
    expect(at(samples, 'copies of one model: saturating fit, mean R2')?.note).toMatch(/ over 2 models$/);
    expect(rows.every(({ expected }) => expected === '')).toBe(true);
    expect(await measureFiles()).toEqual(rows);
    expect(deliberationBench.render?.(rows)).toContain('one.bin · made up\n');
  });

  it('says what to do without a folder, or with one that holds nothing', async () => {
    const gone = path.join(folder, 'gone');
    await expect(deliberationBench.run([])).rejects.toThrow(
      new BenchFault('Which folder? pnpm bench deliberation <folder with files of answers> [--json]'),
    );
    await expect(deliberationBench.run([gone])).rejects.toThrow(
      new BenchFault(
        `There is no folder ${gone} to read. The answers that are measured here are not part of the project: name the folder you keep them in.`,
      ),
    );
    await writeFile(path.join(folder, 'README.md'), 'Nothing here.');
    await expect(deliberationBench.run([folder])).rejects.toThrow(
      new BenchFault('There is nothing to measure in this folder.\nREADME.md: it is not readable JSON'),
    );
  });
});
