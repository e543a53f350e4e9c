// A mesh that forks in the durable host: taken up again it goes the same way, and what was paid for is not paid again.
import { type Script, say } from '@parley/models/scripted';
import { AppError, type RunState } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openScriptedRuns, type ScriptedRuns } from '../testing/scripted-runs.ts';

/** Whom a prompt is for, told by words of its own; the first looks are told apart by their family. */
const speakers = new Map([
  // A writer's prompt names the voices' domains too.
  ['Half a page for the tenant', 'report'],
  ['tenancy law', 'consent'],
  ['written form', 'form'],
  ['use of the rooms', 'use'],
]);
const deep = ['consent', 'form', 'use'];
const HANG = 'hang';

/** What each speaker says now; one that has no words fails, and one that hangs never ends. */
let words: Record<string, string> = {};
let calls: string[] = [];
const script: Script = (request) => {
  const asked = JSON.stringify([request.system, request.messages]);
  const [, id = `first-${request.family}`] = [...speakers].find(([mark]) => asked.includes(mark)) ?? [];
  calls.push(id);
  const text = words[id];
  if (text === undefined) {
    return [{ type: 'fail', error: new AppError('provider/refused-request', `${id} does not answer.`) }];
  }
  return text === HANG ? [{ type: 'hang' }] : say(text);
};
let runs: ScriptedRuns;
beforeAll(async () => {
  runs = await openScriptedRuns('escalate', script);
});
afterAll(() => runs.close());
beforeEach(() => {
  const speak = (stance: string) => `It says so.\n\nSTANCE: ${stance}`;
  words = Object.fromEntries(['first-claude', ...deep].map((id) => [id, speak('yes')]));
  words['first-gpt'] = speak('no');
  words['report'] = 'All of them say so [1][2][3].';
  calls = [];
});

const statusesOf = ({ steps }: RunState) => Object.fromEntries(Object.values(steps).map((s) => [s.stepId, s.status]));
const timesOf = (id: string) => calls.filter((call) => call === id).length;

it('goes the same way after its process died between the branch and its end', async () => {
  await runs.insert('died');
  words['form'] = HANG;
  // Two of three are journalled, the third is in flight.
  const done = Promise.withResolvers<void>();
  const ended = new Set<string>();
  const first = runs.sit('died', (events) => {
    for (const event of events) if (event.type === 'step-end') ended.add(event.stepId);
    if (ended.has('consent') && ended.has('use')) done.resolve();
  });
  await done.promise;
  first.park();
  // Nobody would agree now: what was decided is not asked again.
  words = Object.fromEntries(Object.keys(words).map((id) => [id, 'It says so.\n\nSTANCE: yes']));
  await runs.sit('died').over;
  const state = await runs.stateOf('died');
  expect(state.status).toBe('done');
  expect(new Set(Object.values(statusesOf(state)))).toEqual(new Set(['done']));
  expect(state.steps['router']?.output).toMatchObject({ side: 'open', because: 'the voices are split with no lead' });
  expect(Object.fromEntries([...new Set(calls)].map((id) => [id, timesOf(id)]))).toEqual({
    'first-claude': 1,
    'first-gpt': 1,
    consent: 1,
    use: 1,
    form: 2,
    report: 1,
  });
});

it('leaves out what the voices settled, and leaves it out again', async () => {
  words['first-gpt'] = words['first-claude'] ?? '';
  await runs.insert('settled');
  await runs.sit('settled').over;
  const state = await runs.stateOf('settled');
  expect(state.status).toBe('done');
  expect(statusesOf(state)).toMatchObject({
    router: 'done',
    consent: 'not-taken',
    form: 'not-taken',
    use: 'not-taken',
    second: 'not-taken',
    report: 'not-taken',
    result: 'done',
  });
  expect(state.steps['result']?.output).toMatchObject({ kind: 'verdict', outcome: 'agree', missing: [] });
  expect(calls.toSorted()).toEqual(['first-claude', 'first-gpt']);
});

it('goes the other way when a voice that failed answers after all, and pays only for what that takes', async () => {
  delete words['first-gpt'];
  await runs.insert('again');
  await runs.sit('again').over;
  const before = await runs.stateOf('again');
  expect(before.steps['router']?.output).toMatchObject({
    side: 'open',
    because: 'too few voices took a stance to compare them and 1 voice was missing',
  });
  expect(statusesOf(before)['report']).toBe('done');
  const paid = [...calls];
  words['first-gpt'] = words['first-claude'] ?? '';
  await runs.store.requeue('again', 1);
  await runs.sit('again').over;
  const after = await runs.stateOf('again');
  expect(after.status).toBe('done');
  expect(deep.map((id) => statusesOf(after)[id])).toEqual(['not-taken', 'not-taken', 'not-taken']);
  expect(after.steps['result']?.output).toMatchObject({ kind: 'verdict', outcome: 'agree', missing: [] });
  expect(calls).toEqual([...paid, 'first-gpt']);
});
