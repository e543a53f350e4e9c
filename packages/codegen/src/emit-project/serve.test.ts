// The one route of an exported project, called as a client calls it: with recorded replies, no key and no network.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { nodeTypes } from '@parley/nodes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ProjectFolder, writeProject } from '../testing/project-folder.ts';
import { readExample } from '../testing/read-example.ts';
import { emitProject } from './index.ts';

const run = promisify(execFile);

const driver = `import { writeFileSync } from 'node:fs';
import { replay } from './parley/replay.ts';
import { createApp } from './serve.ts';
import recorded from './replies.json' with { type: 'json' };

const post = async (body, models = replay(recorded.replies)) => {
  const response = await createApp({ models }).request('/', { method: 'POST', body });
  return { status: response.status, type: response.headers.get('Content-Type'), text: await response.text() };
};

/** Resolves with whether the run was told to stop, once nobody listens any more. */
const leave = async () => {
  const models = replay(recorded.replies);
  const asked = Promise.withResolvers();
  async function* generate(_request, { signal }) {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
      asked.resolve(signal);
    });
    throw new Error('It was stopped.');
  }
  const response = await createApp({ models: { ...models, generate } }).request('/', { method: 'POST', body: '{}' });
  const reader = response.body.getReader();
  await reader.read();
  const signal = await asked.promise;
  await reader.cancel();
  return signal.aborted;
};

const answers = {
  whole: await post(JSON.stringify({ question: 'Shall we?', documents: [{ title: 'A note', text: 'It rained.' }] })),
  silent: await post('{}', replay({})),
  unknown: await post(JSON.stringify({ questions: 'Shall we?' })),
  broken: await post('{'),
  large: await post('x'.repeat(5 * 1024 * 1024)),
  left: await leave(),
};
writeFileSync('answers.json', JSON.stringify(answers));
`;

const answerSchema = z.object({ status: z.int(), type: z.string(), text: z.string() });
const answersSchema = z.object({
  whole: answerSchema,
  silent: answerSchema,
  unknown: answerSchema,
  broken: answerSchema,
  large: answerSchema,
  left: z.boolean(),
});
const eventSchema = z.looseObject({ type: z.string(), step: z.object({ title: z.string() }).optional() });

let folder: ProjectFolder;
let answers: z.infer<typeof answersSchema>;
beforeAll(async () => {
  const { graph, plan, readDocument } = readExample('three-families');
  folder = writeProject(await emitProject({ graph, plan, nodeTypes, readDocument }));
  writeFileSync(path.join(folder.path, 'driver.mjs'), driver);
  await run(process.execPath, ['driver.mjs'], { cwd: folder.path, env: { PATH: process.env['PATH'] } });
  answers = answersSchema.parse(JSON.parse(readFileSync(path.join(folder.path, 'answers.json'), 'utf8')));
});
afterAll(() => folder[Symbol.dispose]());

/** The events of a stream, in order. */
function readStream(text: string): { event: string; data: unknown }[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const [event = '', data = '', ...more] = block.split('\n');
      expect(more).toEqual([]);
      return { event: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) };
    });
}

test('a question is answered by a stream of events whose last one is the result', () => {
  const { status, type, text } = answers.whole;
  expect([status, type]).toEqual([200, 'text/event-stream']);
  const stream = readStream(text);
  expect(stream.slice(0, -1).every(({ event }) => event === 'event')).toBe(true);
  const events = stream.slice(0, -1).map(({ data }) => eventSchema.parse(data));
  expect([events[0]?.type, events.at(-1)]).toEqual(['run-start', { type: 'run-end', status: 'done' }]);
  const ended = events.flatMap(({ type: what, step }) => (what === 'step-end' ? (step?.title ?? []) : []));
  const { plan } = readExample('three-families');
  expect(ended.toSorted()).toEqual(plan.steps.map(({ title }) => title).toSorted());
  expect(stream.at(-1)).toMatchObject({
    event: 'result',
    data: { result: { kind: 'report', text: expect.stringContaining('Placeholder for "Synthesis"') } },
  });
  // What was asked is what the program works on, in place of the documents that the mesh names.
  expect(text).toContain('"question":"Shall we?"');
  expect(text).toContain('"title":"A note"');
});

test('a run that comes to nothing ends its stream with why', () => {
  const { status, text } = answers.silent;
  expect(status).toBe(200);
  expect(readStream(text).at(-1)).toEqual({
    event: 'error',
    data: { message: 'This run lacks an output. "Result": "Synthesis" gave nothing to work with.' },
  });
});

test('a request that it cannot read is refused before anything runs', () => {
  expect([answers.unknown.status, JSON.parse(answers.unknown.text)]).toEqual([
    400,
    { error: '✖ Unrecognized key: "questions"' },
  ]);
  expect([answers.broken.status, JSON.parse(answers.broken.text)]).toEqual([
    400,
    { error: expect.stringContaining('expected object') },
  ]);
  expect(answers.large.status).toBe(413);
});

test('a run to which nobody listens any more is stopped', () => {
  expect(answers.left).toBe(true);
});
