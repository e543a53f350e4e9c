// A mesh as a program calls it: how it is stopped, asked, and told of.
import { emptyToolbox, type Op, type OpContext, ops } from '@parley/runtime';
import { type Answer, AppError, type InputRequest, type RunEventBody, toFault } from '@parley/spec';
import { expect, test } from 'vitest';
import { MeshError } from './mesh-error.ts';
import type { MeshOptions } from './mesh.ts';
import { openMesh } from './open-mesh.ts';

const unused = () => {
  throw new Error('not in this test');
};
const overloaded = new AppError('provider/overloaded', 'The model is overloaded.');

const answer = (context: OpContext, text: string): Answer => ({
  kind: 'answer',
  question: 'Who?',
  text,
  outcome: 'complete',
  passages: [],
  voice: {
    nodeId: context.nodeId,
    title: context.title,
    family: 'claude',
    lineage: 'claude',
    kind: 'model',
    model: 'one',
    domain: '',
  },
  closure: ['claude/one'],
});

/** Opens a mesh whose agents do what `speak` does; everything else is real. */
function open(speak: (context: OpContext) => Promise<string>, options: MeshOptions = {}) {
  const events: RunEventBody[] = [];
  const generate: Op = async (_args, _inputs, context) => answer(context, await speak(context));
  const resources = {
    models: { families: async () => [], generate: unused },
    tools: emptyToolbox,
    meter: { measure: unused, count: unused, learn: unused },
  };
  const mesh = openMesh(
    'test',
    { question: 'Who?', text: 'Somebody.' },
    { ...options, onEvent: (event) => events.push(event) },
    { ops: { ...ops, generate }, ...resources },
  );
  return { mesh, events, types: () => events.map(({ type }) => type) };
}

test('a signal stops the step in flight, and no further step begins', async () => {
  const stop = new AbortController();
  const deaf = Promise.withResolvers<string>();
  let heard: AbortSignal | undefined;
  const { mesh, types } = open(
    async ({ signal }) => {
      heard = signal;
      stop.abort();
      // An op that is deaf to its signal does not hold up the cancel.
      return deaf.promise;
    },
    { signal: stop.signal },
  );
  const brief = await mesh.brief('Question');
  const stopped = new MeshError({ code: 'internal/cancelled', message: 'The run was stopped.' });
  await expect(mesh.generate('Ann', { family: 'claude', brief })).rejects.toEqual(stopped);
  expect(heard?.aborted).toBe(true);
  await expect(mesh.generate('Bob', { family: 'claude', brief })).rejects.toEqual(stopped);
  expect(types()).toEqual(['run-start', 'step-start', 'step-end', 'step-start']);
});

test('a failed voice is missing, and one for which the run is to stop stops it with its fault', async () => {
  const { mesh, events } = open(({ title }) => (title === 'Bob' ? new Promise(() => {}) : Promise.reject(overloaded)));
  const brief = await mesh.brief('Question');
  const missing = await mesh.generate('Ann', { family: 'claude', brief });
  expect(missing).toEqual({
    kind: 'missing',
    missing: { nodeId: 'ann', title: 'Ann', reason: 'The model is overloaded.' },
  });
  const halted = new MeshError({ code: 'provider/overloaded', message: 'The model is overloaded.' });
  const both = [
    mesh.generate('Bob', { family: 'claude', brief }),
    mesh.generate('Cyd', { family: 'claude', brief, onFailure: 'stop' }),
  ];
  expect(await Promise.allSettled(both)).toEqual([
    { status: 'rejected', reason: halted },
    { status: 'rejected', reason: halted },
  ]);
  await expect(mesh.output('Result', { result: missing })).rejects.toEqual(halted);
  expect(events.flatMap((event) => (event.type === 'step-error' ? event.stepId : []))).toEqual(['ann', 'cyd']);
});

test('an output that is missing ends the run with why', async () => {
  const { mesh, types } = open(() => Promise.reject(overloaded));
  const brief = await mesh.brief('Question');
  const result = await mesh.output('Result', { result: await mesh.generate('Ann', { family: 'claude', brief }) });
  const reason = '"Ann" gave nothing to work with.';
  expect(() => mesh.results({ result })).toThrow(
    new MeshError({ code: 'user/no-material', message: `This run lacks an output. "Result": ${reason}` }, [
      { nodeId: 'result', title: 'Result', reason },
    ]),
  );
  expect(types().at(-1)).toBe('run-end');
});

test('a question is put to whoever runs the mesh, with its step, and a further attempt has a question of its own', async () => {
  const asked: [InputRequest, string][] = [];
  let attempts = 0;
  const { mesh, types } = open(
    async () => {
      attempts += 1;
      if (attempts < 3) throw overloaded;
      return 'At last.';
    },
    {
      onQuestion(request, step) {
        asked.push([request, step.title]);
        return { option: 'retry' };
      },
    },
  );
  const brief = await mesh.brief('Question');
  const said = await mesh.generate('Ann', { family: 'claude', brief, onFailure: 'ask' });
  expect(said).toMatchObject({ kind: 'answer', text: 'At last.' });
  expect(asked.map(([{ requestId, kind, message }, title]) => [requestId, kind, message, title])).toEqual(
    [1, 2].map((attempt) => [
      `ann/failure.${attempt}`,
      'failure',
      '"Ann" could not answer. The model is overloaded.',
      'Ann',
    ]),
  );
  const question = ['step-start', 'input-request', 'input-answer'];
  expect(types().slice(3)).toEqual([...question, ...question, 'step-start', 'step-end']);
});

test('where nobody can be asked, a step that asks is gone on without', async () => {
  const { mesh } = open(() => Promise.reject(overloaded));
  const brief = await mesh.brief('Question');
  expect(await mesh.generate('Ann', { family: 'claude', brief, onFailure: 'ask' })).toMatchObject({ kind: 'missing' });
});

test('words are told with the step and the place where they go on', async () => {
  const told: unknown[] = [];
  const { mesh } = open(
    async ({ signalStep }) => {
      signalStep({ type: 'text', text: 'One 👩‍🔬 ' });
      signalStep({ type: 'text', text: 'twwo' });
      signalStep({ type: 'text-back', length: 3 });
      signalStep({ type: 'text', text: 'wo.' });
      signalStep({ type: 'retry', attempt: 2, delay: 0, fault: toFault(overloaded) });
      signalStep({ type: 'text', text: 'Anew.' });
      return 'Anew.';
    },
    { onText: (said) => told.push(said) },
  );
  const brief = await mesh.brief('Question');
  await mesh.generate('Ann', { family: 'claude', brief });
  await mesh.generate('Ann', { family: 'claude', brief });
  const of = (id: string) =>
    [
      { text: 'One 👩‍🔬 ', offset: 0 },
      { text: 'twwo', offset: 10 },
      { text: '', offset: 11 },
      { text: 'wo.', offset: 11 },
      { text: 'Anew.', offset: 0 },
    ].map((said) => ({ id, title: 'Ann', op: 'generate', ...said }));
  expect(told).toEqual([...of('ann'), ...of('ann-2')]);
});
