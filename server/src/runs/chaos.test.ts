// A mesh of twelve agents over the four wires while three in ten replies go wrong: nothing hangs, nobody is lost, nothing
// is paid twice. Everything is real but the vendors.
import { createModelGateway, createTokenMeter, defaultProviders, families } from '@parley/models';
import {
  startTranscriptServer,
  type TranscriptReply,
  type TranscriptServer,
  type VendorTranscripts,
  vendorTranscripts,
} from '@parley/models/wire-conformance';
import { compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops } from '@parley/runtime';
import { createRunState, type Graph, reduceRun, type RunEvent } from '@parley/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { executeRun } from './execute-run.ts';
import { createRunBus } from './run-bus.ts';
import { createRunStore } from './run-store.ts';

/** One family for each wire: Messages, Responses, Gemini and Chat Completions. */
const wires = [
  { family: 'claude', provider: 'anthropic' },
  { family: 'gpt', provider: 'openai' },
  { family: 'gemini', provider: 'google' },
  { family: 'deepseek', provider: 'deepseek' },
].map((wire) => {
  const vendor = vendorTranscripts.find(({ provider }) => provider.id === wire.provider);
  if (!vendor) throw new Error(`no transcripts of ${wire.provider}`);
  return { ...wire, vendor };
});

const voices = Array.from({ length: 12 }, (_, index) => {
  const id = `voice-${String(index).padStart(2, '0')}`;
  const wire = wires[index % wires.length];
  if (!wire) throw new Error('there are four wires');
  return { id, ...wire, words: [`I am ${id}. `, 'Größe: 東京 ', '👩‍🔬 and ', `that was ${id}.`] };
});
type Speaker = (typeof voices)[number];

const at = { position: { x: 0, y: 0 } };
const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
  id: `${source}-${target}`,
  source,
  sourcePort,
  target,
  targetPort,
});
const graph: Graph = {
  version: 1,
  name: 'Chaos',
  nodes: [
    { id: 'in', type: 'input', ...at, config: { question: 'What changes?', text: 'Tariffs rise in March.' } },
    ...voices.map(({ id, family }) => ({
      id,
      type: 'agent',
      ...at,
      config: { title: id, family, instructions: `Your name is ${id}.` },
    })),
    { id: 'vote', type: 'consensus', ...at, config: {} },
    { id: 'out', type: 'output', ...at, config: {} },
  ],
  edges: [
    ...voices.flatMap(({ id }) => [edge('in', 'brief', id, 'brief'), edge(id, 'answer', 'vote', 'voices')]),
    edge('vote', 'verdict', 'out', 'result'),
  ],
};

/** Long against what a stand-in on this machine needs, short against a test's time. */
const patience = 1_500;
const json = { 'content-type': 'application/json' };
const faults: readonly ((vendor: VendorTranscripts, words: readonly string[]) => TranscriptReply)[] = [
  () => ({
    status: 429,
    headers: { ...json, 'retry-after': '0' },
    body: JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Slow down.' } }),
  }),
  () => ({ status: 500, headers: json, body: JSON.stringify({ error: { code: 500, message: 'Sorry.' } }) }),
  (vendor, words) => ({ body: halfOf(vendor, words), ending: 'cut' }),
  (vendor, words) => ({ body: halfOf(vendor, words) }),
  () => ({ body: '<!doctype html><h1>Welcome to the proxy</h1>' }),
  () => ({ body: '', ending: 'mute' }),
  (vendor, words) => ({ body: halfOf(vendor, words), ending: 'hang' }),
];

/** Two of the four pieces of the answer, and no end. */
function halfOf(vendor: VendorTranscripts, words: readonly string[]): string {
  const whole = vendor.speak(words);
  return whole.slice(0, whole.indexOf(JSON.stringify(words[2])));
}

/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let database: TestDatabase;
let bus: ReturnType<typeof createRunBus>;
let server: TranscriptServer;
beforeAll(async () => {
  database = await createTestDatabase();
  bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
  server = await startTranscriptServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await bus.close();
  await database.drop();
});

/** What all tests together have met: kinds of faults (index into `faults`), and voices that were missing. */
const injected = new Set<number>();
let lost = 0;

/** What the stand-in did for each voice: `true` for an answer it gave whole, `false` for a fault. */
type Deeds = ReadonlyMap<string, readonly boolean[]>;

/** Makes the stand-in fail by `seed`: each voice has its own dice, so the order in which calls arrive changes nothing. */
function failBy(seed: number, shareOf: (voice: Speaker) => number): Deeds {
  const deeds = new Map(voices.map(({ id }): [string, boolean[]] => [id, []]));
  const dice = new Map(voices.map(({ id }, index) => [id, createRandom(seed * 1_000 + index)]));
  server.answer(({ body }) => {
    const voice = speakerOf(body);
    const roll = dice.get(voice.id) ?? Math.random;
    const fails = roll() < shareOf(voice);
    const kind = Math.floor(roll() * faults.length);
    const fault = faults[kind];
    if (fails) injected.add(kind);
    deeds.get(voice.id)?.push(!fails);
    const reply =
      fails && fault ? fault(voice.vendor, voice.words) : { body: voice.vendor.speak(voice.words), drip: 40 };
    // Whatever is still open when all is done was forgotten.
    return { ...reply, headers: { ...reply.headers, connection: 'close' } };
  });
  return deeds;
}

function speakerOf(body: unknown): Speaker {
  const [id] = /voice-\d\d/.exec(JSON.stringify(body)) ?? [];
  const voice = voices.find((known) => known.id === id);
  if (!voice) throw new Error('a request of nobody');
  return voice;
}

/** Runs the mesh as the server does, and reads what was stored of it. */
async function run(runId: string, seed: number): Promise<RunEvent[]> {
  const models = createModelGateway({
    families,
    providers: defaultProviders,
    readSecret: async (name) =>
      wires.some(({ vendor }) => vendor.provider.secret?.name === name) ? 'canary-key-5d1f' : undefined,
    readBaseUrl: async (id) => wires.find(({ provider }) => provider === id)?.vendor.baseUrl(server.origin),
    timeouts: { firstEvent: patience, idle: patience, total: 10 * patience },
    retries: { count: 1, firstDelay: 10 },
    gate: { rest: 20 },
    random: createRandom(seed),
  });
  const compiled = compileGraph(graph, { nodeTypes, families: await models.families() });
  if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
  const store = createRunStore(database.db);
  await store.insert(runId, { graph, plan: compiled.plan, inputs: {} });
  const documents = {
    read: async () => {
      throw new Error('the text is pasted');
    },
  };
  const resources = { models, documents, tools: emptyToolbox, meter: createTokenMeter() };
  await executeRun(runId, { pool: database.pool, store, bus, ops, resources, log: testLog }).over;
  const events: RunEvent[] = [];
  for (let more = await store.eventsAfter(runId, 0); more.length > 0; ) {
    events.push(...more);
    more = await store.eventsAfter(runId, events.length);
  }
  expect(events.reduce(reduceRun, createRunState(runId, graph.name))).toEqual(await store.state(runId));
  return events;
}

it.each([1, 2, 3, 4, 5, 6])('ends with every voice heard or reported missing (seed %i)', async (seed) => {
  const deeds = failBy(seed, () => 0.3);
  const events = await run(`chaos-${seed}`, seed);
  const state = events.reduce(reduceRun, createRunState(`chaos-${seed}`, graph.name));

  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === 'run-end')).toEqual([events.at(-1)]);
  expect(state.status).toBe('done');

  // Who was answered whole within two attempts spoke, word for word; who was not is missing; each was asked no more than needed.
  const answered = voices.filter(({ id }) => deeds.get(id)?.includes(true));
  const failed = voices.filter((voice) => !answered.includes(voice));
  const verdict = state.steps['vote']?.output;
  if (verdict?.kind !== 'verdict') throw new Error('there is no verdict');
  expect(verdict.voices.map(({ nodeId, family }) => ({ id: nodeId, family }))).toEqual(
    answered.map(({ id, family }) => ({ id, family })),
  );
  expect(verdict.missing.map(({ nodeId }) => nodeId)).toEqual(failed.map(({ id }) => id));
  expect(verdict.voices.length + verdict.missing.length).toBe(12);
  for (const { id, words } of answered) {
    const step = state.steps[id];
    expect(step).toMatchObject({ status: 'done', text: words.join(''), output: { text: words.join('') } });
    const fate = deeds.get(id) ?? [];
    expect({ id, whole: fate.filter(Boolean).length, last: fate.at(-1) }).toEqual({ id, whole: 1, last: true });
  }
  for (const { id } of failed) {
    expect({ id, fate: deeds.get(id), status: state.steps[id]?.status }).toEqual({
      id,
      fate: [false, false],
      status: 'failed',
    });
  }
  lost += failed.length;
});

it('reports a whole wire as missing when it is down, and hears the others', async () => {
  const deeds = failBy(7, ({ family }) => (family === 'gpt' ? 1 : 0));
  const events = await run('chaos-down', 7);
  const verdict = events.reduce(reduceRun, createRunState('chaos-down', graph.name)).steps['vote']?.output;
  if (verdict?.kind !== 'verdict') throw new Error('there is no verdict');
  const namesOf = (down: boolean) => voices.filter(({ family }) => (family === 'gpt') === down).map(({ id }) => id);
  expect(verdict.voices.map(({ nodeId }) => nodeId)).toEqual(namesOf(false));
  expect(verdict.missing.map(({ nodeId }) => nodeId)).toEqual(namesOf(true));
  expect(namesOf(false).map((id) => deeds.get(id))).toEqual(namesOf(false).map(() => [true]));
});

it('has met every kind of fault on the way, and voices that stayed away', () => {
  expect(injected).toEqual(new Set(faults.keys()));
  expect(lost).toBeGreaterThan(3);
});

it('leaves no connection open', async () => {
  // Node's fetch lets go of a line it was told to cancel only after its time for idle ones, four seconds.
  await expect.poll(() => server.connections(), { timeout: 15_000 }).toBe(0);
});
