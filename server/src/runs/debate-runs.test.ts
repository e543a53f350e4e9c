// A debate in the durable host: a process that dies in a round costs nothing twice, and what failed in a round can be asked again.
import { type Script, say } from '@parley/models/scripted';
import { AppError } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openScriptedRuns, type ScriptedRuns } from '../testing/scripted-runs.ts';

const voices = { claude: 'safety', gpt: 'permits', gemini: 'trees' } as const;
const HANG = 'hang';
const FAIL = 'fail';

/** What each voice says in each round. */
let words: Record<string, string[]> = {};
let calls: string[] = [];
const script: Script = (request) => {
  const asked = JSON.stringify([request.system, request.messages]);
  // A prompt of a further round holds the words of the round before.
  const round = [3, 2].find((number) => asked.includes(`in round ${number - 1}.`)) ?? 1;
  const id = Object.entries(voices).find(([family]) => family === request.family)?.[1] ?? '';
  calls.push(`debate/${round}/${id}`);
  const stance = words[id]?.[round - 1];
  if (stance === HANG) return [{ type: 'hang' }];
  if (stance === undefined || stance === FAIL) {
    return [{ type: 'fail', error: new AppError('provider/refused-request', `${id} does not answer.`) }];
  }
  return say(`This is ${id} in round ${round}.\n\nSTANCE: ${stance}`);
};
let runs: ScriptedRuns;
beforeAll(async () => {
  runs = await openScriptedRuns('debate', script);
});
afterAll(() => runs.close());
beforeEach(() => {
  words = { safety: ['yes', 'no', 'no'], permits: ['yes', 'yes', 'yes'], trees: ['no', 'yes', 'no'] };
  calls = [];
});

const timesCalled = () =>
  Object.fromEntries([...new Set(calls)].map((id) => [id, calls.filter((call) => call === id).length]));
const round = (number: number) =>
  Object.fromEntries(Object.values(voices).map((id) => [`debate/${number}/${id}`, 1]));

it('goes on in the round in which its process died, and pays for nothing twice', async () => {
  await runs.insert('died');
  words['trees'] = ['no', HANG];
  // Two of the second round are journalled, the third is in flight.
  const done = Promise.withResolvers<void>();
  const ended = new Set<string>();
  const first = runs.sit('died', (events) => {
    for (const event of events) if (event.type === 'step-end') ended.add(event.stepId);
    if (ended.has('debate/2/safety') && ended.has('debate/2/permits')) done.resolve();
  });
  await done.promise;
  first.park();
  expect((await runs.stateOf('died')).steps['debate']?.status).toBe('running');
  words = { safety: ['no', 'yes', 'no'], permits: ['no', 'no', 'yes'], trees: ['yes', 'yes', 'no'] };
  await runs.sit('died').over;
  const state = await runs.stateOf('died');
  expect(state.status).toBe('done');
  expect(new Set(Object.values(state.steps).map(({ status }) => status))).toEqual(new Set(['done']));
  expect(timesCalled()).toEqual({ ...round(1), ...round(2), 'debate/2/trees': 2, ...round(3) });
  const { output } = state.steps['debate'] ?? {};
  expect(output?.kind === 'verdict' && output.debate?.rounds.map(({ tally }) => tally[0])).toEqual([
    { stance: 'yes', voices: ['safety', 'permits'] },
    { stance: 'yes', voices: ['permits', 'trees'] },
    { stance: 'no', voices: ['safety', 'trees'] },
  ]);
});

it('dies after each commit in turn and comes to the same with the same calls', async () => {
  await runs.insert('whole');
  let commits = 0;
  await runs.sit('whole', () => {
    commits += 1;
  }).over;
  const whole = await runs.stateOf('whole');
  const asked: string[] = [];
  let sittings = 0;
  await runs.insert('shaken');
  // Each sitting is let go after one commit more than the one before got to, until one comes to the end.
  for (let most = 1; most <= commits + 1; most += 1) {
    const gone = Promise.withResolvers<void>();
    let seen = 0;
    sittings += 1;
    calls = [];
    const steps = Object.values((await runs.stateOf('shaken')).steps);
    const ended = steps.filter(({ status }) => status === 'done').map(({ stepId }) => stepId);
    const sitting = runs.sit('shaken', () => {
      seen += 1;
      if (seen === most) gone.resolve();
    });
    await Promise.race([gone.promise, sitting.over]);
    sitting.park();
    expect(calls.filter((id) => ended.includes(id))).toEqual([]);
    asked.push(...calls);
    if ((await runs.store.find('shaken'))?.status === 'done') break;
  }
  const shaken = await runs.stateOf('shaken');
  expect(shaken.status).toBe('done');
  expect(shaken.steps['debate']?.output).toEqual(whole.steps['debate']?.output);
  expect(sittings).toBeGreaterThan(2);
  expect(new Set(asked)).toEqual(new Set(Object.keys({ ...round(1), ...round(2), ...round(3) })));
});

it('asks a voice that failed in a round again when the run is taken up after its end, and does anew what came after', async () => {
  await runs.insert('again');
  words = { safety: ['yes', 'no'], permits: ['no', 'no'], trees: [FAIL, 'no'] };
  await runs.sit('again').over;
  const before = await runs.stateOf('again');
  expect([before.steps['debate/1/trees']?.status, before.steps['debate']?.status]).toEqual(['failed', 'done']);
  calls = [];
  words['trees'] = ['yes', 'no'];
  await runs.store.requeue('again', 1);
  await runs.sit('again').over;
  const state = await runs.stateOf('again');
  // The others' first answers stand; whoever had not heard the third voice is asked anew.
  expect(timesCalled()).toEqual({ 'debate/1/trees': 1, ...round(2) });
  expect(new Set(Object.values(state.steps).map(({ status }) => status))).toEqual(new Set(['done']));
  const { output } = state.steps['debate'] ?? {};
  expect(output?.kind === 'verdict' && output.debate?.rounds.map(({ missing }) => missing)).toEqual([[], []]);
  expect(output?.kind === 'verdict' && output.debate?.moves.map(({ voice }) => voice)).toEqual(['safety', 'trees']);
});
