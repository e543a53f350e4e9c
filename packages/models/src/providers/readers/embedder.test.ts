import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { AppError } from '@parley/spec';
import { afterAll, describe, expect, test } from 'vitest';
import { createEmbedder } from './embedder.ts';

const workers: Worker[] = [];
const embedder = createEmbedder({
  startWorker: () => {
    const worker = new Worker(new URL('./semantic-worker.ts', import.meta.url));
    workers.push(worker);
    return worker;
  },
});
const { signal } = new AbortController();
afterAll(() => embedder.stop());

function cosine(first: Float32Array | undefined, second: Float32Array | undefined): number {
  return [...(first ?? [])].reduce((sum, value, place) => sum + value * (second?.[place] ?? 0), 0);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : String(error);
}

describe('createEmbedder', () => {
  test('near meanings are nearer than far ones, in the order of the texts', async () => {
    const [wet, damp, bank] = await embedder.embed(
      ['The cellar is full of water.', 'The basement was flooded.', 'The bank raised its interest rate.'],
      signal,
    );
    expect(cosine(wet, wet)).toBeCloseTo(1, 5);
    expect(cosine(wet, damp)).toBeGreaterThan(cosine(wet, bank) + 0.2);
  });

  test('texts the encoder would throw on have vectors of zeros', async () => {
    const vectors = await embedder.embed(['', '  ', '🙂', 'word'], signal);
    expect(vectors.map((vector) => [vector.length, vector.some((value) => value !== 0)])).toEqual([
      [512, false],
      [512, false],
      [512, false],
      [512, true],
    ]);
  });

  test('the end of a long text counts', async () => {
    const start = 'The town drills a well and lays a pipe to the tower. '.repeat(20);
    const [plain, ended, topic] = await embedder.embed(
      [start, `${start}${'Violins and flutes played a symphony by night. '.repeat(6)}`, 'orchestra music'],
      signal,
    );
    expect(cosine(ended, topic)).toBeGreaterThan(cosine(plain, topic) + 0.05);
  });

  test('calls at the same time share one worker, and a text known already needs none', async () => {
    const pair = ['first of two', 'second of two'];
    const [once, again] = await Promise.all([embedder.embed(pair, signal), embedder.embed(pair.toReversed(), signal)]);
    expect(again.toReversed()).toEqual(once);
    expect(workers).toHaveLength(1);
    await embedder.stop();
    await embedder.embed(['first of two'], signal);
    expect(workers).toHaveLength(1);
  });

  test('a call stops when its signal aborts, and the next call works', async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 400 }, (_, index) => `Sentence number ${index} of a very long list.`);
    const stopped = embedder.embed(many, controller.signal);
    controller.abort();
    expect(await codeOf(stopped)).toBe('internal/cancelled');
    expect(await codeOf(embedder.embed(['anything'], controller.signal))).toBe('internal/cancelled');
    expect(await embedder.embed(['still at work'], signal)).toHaveLength(1);
  });

  test('a worker that dies fails the calls it held, and the next call has a new one', async () => {
    const held = embedder.embed(['a text that will be lost'], signal);
    const before = workers.length;
    await workers.at(-1)?.terminate();
    expect(await codeOf(held)).toBe('provider/cut-off');
    const [vector] = await embedder.embed(['a text that will be lost'], signal);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(workers).toHaveLength(before + 1);
  });

  test('a process that has nothing else to do ends, with the worker still loaded', async () => {
    const url = new URL('./embedder.ts', import.meta.url).href;
    const program = `import(${JSON.stringify(url)})
      .then(({ createEmbedder }) => createEmbedder().embed(['one'], new AbortController().signal))
      .then(([vector]) => process.stdout.write(String(vector.length)));`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = await once(child, 'close');
    expect([code, output]).toEqual([0, '512']);
  });
});
