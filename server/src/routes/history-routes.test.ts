import { createGraph, type Grade, gradeSchema, type Verdict, type Voice, workspaceHistorySchema } from '@parley/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDecisionStore } from '../history/decision-store.ts';
import { createTestApp } from '../testing/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const voice = (nodeId: string, kind: Voice['kind'] = 'model'): Voice => ({
  nodeId,
  title: nodeId.toUpperCase(),
  family: `family-${nodeId}`,
  lineage: `line-${nodeId}`,
  kind,
  model: 'm',
  domain: '',
});
const verdict: Verdict = {
  kind: 'verdict',
  question: 'Buy?',
  outcome: 'majority',
  stance: 'yes',
  tally: [
    { stance: 'yes', voices: ['a', 'b'] },
    { stance: 'no', voices: ['c'] },
  ],
  silent: ['d', 'r'],
  evidence: [],
  voices: [voice('a'), voice('b'), voice('c'), voice('d'), voice('r', 'reader')],
  missing: [],
  lineages: 5,
  text: '',
  closure: [],
};

/** An app with a run whose step `compare` gave the verdict. */
async function start(output: Verdict = verdict) {
  const test = createTestApp(database);
  const plan = { version: 1 as const, name: 'A run', steps: [], results: [] };
  const runId = await test.runHost.start({ graph: createGraph('A run'), plan, inputs: {} });
  const at = { stepId: 'compare', nodeId: 'compare' };
  const steps = [{ ...at, title: 'Compare', op: 'consensus' as const }];
  test.runHost.append(runId, { type: 'run-start', name: 'A run', steps, results: [], resumed: false });
  test.runHost.append(runId, { type: 'step-start', ...at, attempt: 1 });
  test.runHost.append(runId, { type: 'step-end', ...at, output, reused: false });
  const call = (method: string, body?: unknown, path = '/compare') =>
    test.app.request(`http://127.0.0.1:4600/api/runs/${runId}/grades${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  return { ...test, runId, call };
}

test('a grade keeps the decision and the votes behind it, and thinking again replaces it', async () => {
  const { call, runId } = await start();
  const said = (nodeId: string, stance?: string) => ({ ...voice(nodeId), ...(stance !== undefined && { stance }) });
  const expected: Omit<Grade, 'at'> = {
    runId,
    stepId: 'compare',
    question: 'Buy?',
    outcome: 'majority',
    decision: 'yes',
    options: 2,
    right: true,
    truth: 'yes',
    votes: [said('a', 'yes'), said('b', 'yes'), said('c', 'no'), said('d')],
  };
  const first = await call('PUT', { right: true });
  expect(first.status).toBe(200);
  const grade = gradeSchema.parse(await first.json());
  expect(grade).toEqual({ ...expected, at: grade.at });
  const second = gradeSchema.parse(await (await call('PUT', { right: false, truth: 'No' })).json());
  expect(second).toEqual({ ...expected, right: false, truth: 'No', at: second.at });
  expect(await (await call('GET', undefined, '')).json()).toEqual({ grades: [second] });
  expect(
    (await createDecisionStore(database.db, { warn() {}, error() {} }).graded()).filter((one) => one.runId === runId),
  ).toEqual([second]);
  expect((await call('DELETE')).status).toBe(204);
  expect(await (await call('GET', undefined, '')).json()).toEqual({ grades: [] });
  expect((await call('DELETE')).status).toBe(404);
});

test.each([
  ['a step that gave no verdict', { right: true }, '/nothing', 404, 'There is no decision at this step'],
  ['a step with a name of the prototype', { right: true }, '/__proto__', 404, 'There is no decision at this step'],
  [
    'right with another truth',
    { right: true, truth: 'no' },
    '/compare',
    400,
    'A right decision names the truth itself',
  ],
  ['wrong with the decision as truth', { right: false, truth: 'Yes' }, '/compare', 400, 'which is what was decided'],
  ['no word', {}, '/compare', 400, 'right'],
])('%s is refused', async (_, word, path, status, words) => {
  const { call } = await start();
  const response = await call('PUT', word, path);
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
});

test('where nothing was decided, nothing was right, and the truth can still be told', async () => {
  const { stance: _, ...tied } = verdict;
  const { call } = await start({ ...tied, outcome: 'tie' });
  expect((await call('PUT', { right: true })).status).toBe(400);
  const grade = gradeSchema.parse(await (await call('PUT', { right: false, truth: 'no' })).json());
  expect([grade.decision, grade.truth]).toEqual([undefined, 'no']);
});

test('what a person decided is no vote that came true: it is remembered as undecided', async () => {
  const { call } = await start({
    ...verdict,
    stance: 'no',
    decidedBy: 'person',
    person: { after: 'unanimity', outcome: 'decided', decision: 'no' },
  });
  expect((await call('PUT', { right: true })).status).toBe(400);
  const grade = gradeSchema.parse(await (await call('PUT', { right: false, truth: 'no' })).json());
  expect([grade.decision, grade.truth, grade.outcome]).toEqual([undefined, 'no', 'majority']);
  const settled = await start({ ...verdict, decidedBy: 'person', person: { after: 'majority', outcome: 'settled' } });
  expect(gradeSchema.parse(await (await settled.call('PUT', { right: true })).json()).decision).toBe('yes');
});

test('decisions are remembered as they are committed, and tell how often voices meet', async () => {
  const store = createDecisionStore(database.db, { warn() {}, error() {} });
  const at = { runId: 'history', stepId: 'compare', nodeId: 'compare', at: '2026-01-02T00:00:00.000Z' };
  store.note([
    { type: 'step-start', ...at, seq: 1, attempt: 1 },
    { type: 'step-end', ...at, seq: 2, output: { kind: 'brief', question: '', documents: [] }, reused: false },
    { type: 'step-end', ...at, seq: 3, output: verdict, reused: false },
  ]);
  await store.settle();
  expect((await store.recent()).find(({ runId }) => runId === 'history')).toMatchObject({
    decision: 'yes',
    options: 2,
  });
  const { app } = createTestApp(database);
  const history = workspaceHistorySchema.parse(await (await app.request('http://127.0.0.1:4600/api/history')).json());
  // `a` and `b` said yes in every decision of this file; `c` said no.
  const pair = (one: string, other: string) =>
    history.pairs.find((met) => met.one.family === `family-${one}` && met.other.family === `family-${other}`);
  expect(pair('a', 'b')).toMatchObject({ both: pair('a', 'c')?.both, same: pair('a', 'b')?.both });
  expect(pair('a', 'c')).toMatchObject({ same: 0 });
  expect(pair('a', 'd')).toBeUndefined();
  const joined = (node: string) => history.models.find(({ family }) => family === `family-${node}`)?.joined;
  expect([joined('a'), joined('c'), joined('d')]).toEqual([
    expect.objectContaining({ count: joined('a')?.of }),
    expect.objectContaining({ count: 0 }),
    undefined,
  ]);
  expect(history.domains.map(({ family, domain }) => [family, domain])).toEqual([
    ['family-a', ''],
    ['family-b', ''],
    ['family-c', ''],
  ]);
});

test('where nobody took a stance there is nothing to remember and nothing to grade', async () => {
  const { stance: _, ...rest } = verdict;
  const silent: Verdict = { ...rest, outcome: 'no-stance', tally: [] };
  const store = createDecisionStore(database.db, { warn() {}, error() {} });
  const at = { runId: 'silent', stepId: 'compare', nodeId: 'compare', at: '2026-01-02T00:00:00.000Z' };
  store.note([{ type: 'step-end', ...at, seq: 1, output: silent, reused: false }]);
  await store.settle();
  expect((await store.recent()).filter(({ runId }) => runId === 'silent')).toEqual([]);
  const { call } = await start(silent);
  expect((await call('PUT', { right: false, truth: 'no' })).status).toBe(404);
});
