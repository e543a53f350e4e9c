// What our layer costs between a vendor's SDK and the ops: time to first token, throughput and memory, against the bare
// SDK on the same stand-in in another process. Aims: at most 5 ms added to the first token, at least 0.95 of the throughput.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createModelGateway, defaultProviders, families, type ModelGateway } from '@parley/models';
import {
  type BareStream,
  createBareAnthropic,
  createBareChat,
  createBareGoogle,
  createBareResponses,
  vendorTranscripts,
} from '@parley/models/wire-conformance';
import type { Bench } from './main.ts';

const FIRST_ROUNDS = 60;
const LONG_ROUNDS = 15;
const WARM_UP = 5;
const STREAMS = 200;
const PACED_ROUNDS = 3;
const PACED_STREAMS = 50;

interface Wire {
  readonly title: string;
  readonly family: string;
  readonly provider: string;
  createBare(origin: string): BareStream;
}

const wires: readonly Wire[] = [
  { title: 'Anthropic Messages', family: 'claude', provider: 'anthropic', createBare: createBareAnthropic },
  {
    title: 'OpenAI Responses',
    family: 'gpt',
    provider: 'openai',
    createBare: (origin) => createBareResponses(`${origin}/v1`),
  },
  { title: 'Gemini', family: 'gemini', provider: 'google', createBare: createBareGoogle },
  {
    title: 'Chat Completions',
    family: 'deepseek',
    provider: 'deepseek',
    createBare: (origin) => createBareChat(`${origin}${new URL(vendorOf('deepseek').baseUrl('http://x')).pathname}`),
  },
];

/** A way to ask over one wire: the answer to `question`, with its usage and its end; only its words are counted. */
type Ask = (question: string, signal: AbortSignal) => AsyncIterable<{ readonly type: string }>;
interface Contenders {
  readonly title: string;
  readonly bare: Ask;
  readonly ours: Ask;
}

export const providersBench: Bench = {
  title: `Our layer against the bare SDK, both reading words, usage and end; medians of ${FIRST_ROUNDS} and ${LONG_ROUNDS} rounds. "throughput" is ours through bare (aim: 0.95) where the stand-in sends as fast as the CPU can, which no vendor does; "paced": ${PACED_STREAMS} answers at once of 200 tokens a second each, medians of ${PACED_ROUNDS}. "added ms" is to the first token (aim: 5)`,
  async run() {
    const mock = fork(fileURLToPath(new URL('wire-mock.ts', import.meta.url)));
    try {
      const [origin] = await once(mock, 'message');
      const gateway = createGateway(String(origin));
      const contenders = wires.map((wire) => createContenders(wire, String(origin), gateway));
      const rows: Record<string, string | number>[] = [];
      for (const pair of contenders) rows.push(await measureWire(pair));
      rows.push(...(await measureMemory(contenders)));
      return rows;
    } finally {
      mock.kill();
      await once(mock, 'exit');
    }
  },
};

function vendorOf(provider: string) {
  const vendor = vendorTranscripts.find((known) => known.provider.id === provider);
  if (!vendor) throw new Error(`There are no transcripts of ${provider}.`);
  return vendor;
}

function createGateway(origin: string): ModelGateway {
  const secrets = new Set(wires.map(({ provider }) => vendorOf(provider).provider.secret?.name));
  return createModelGateway({
    families,
    providers: defaultProviders,
    readSecret: async (name) => (secrets.has(name) ? 'sk-bench-0123456789abcdef' : undefined),
    readBaseUrl: async (id) =>
      wires.some(({ provider }) => provider === id) ? vendorOf(id).baseUrl(origin) : undefined,
    gate: { concurrency: STREAMS },
  });
}

function createContenders({ title, family, provider, createBare }: Wire, origin: string, gateway: ModelGateway) {
  const { model } = vendorOf(provider);
  const bare = createBare(origin);
  return {
    title,
    bare: (question: string, signal: AbortSignal) => bare({ model, question, signal }),
    ours(question: string, signal: AbortSignal) {
      const material = { question, domain: '', documents: [], passageLimit: 1 };
      const messages = [{ role: 'user' as const, text: question }];
      return gateway.generate({ family, model, system: '', messages, material }, { signal });
    },
  };
}

async function measureWire({ title, bare, ours }: Contenders): Promise<Record<string, string | number>> {
  const first = await compare((ask) => timeFirst(ask), [bare, ours], FIRST_ROUNDS);
  const events = await compare((ask) => timeWhole(ask, 'bench-events'), [bare, ours], LONG_ROUNDS);
  const flood = await compare((ask) => timeWhole(ask, 'bench-flood'), [bare, ours], LONG_ROUNDS);
  const paced = await comparePaced([bare, ours]);
  return {
    wire: title,
    'first token, bare ms': round(first.bare),
    'first token, ours ms': round(first.ours),
    'added ms': round(first.ours - first.bare),
    throughput: round(events.bare / events.ours),
    'throughput of a flood': round(flood.bare / flood.ours),
    'flood, µs an event more': round(((flood.ours - flood.bare) * 1_000) / flood.pieces),
    'paced, tokens/s, bare': round(paced.bare.rate),
    'paced, tokens/s, ours': round(paced.ours.rate),
    'paced, CPU ms, bare': round(paced.bare.cpu),
    'paced, CPU ms, ours': round(paced.ours.cpu),
  };
}

interface Timing {
  /** Milliseconds. */
  readonly time: number;
  readonly pieces: number;
}

/** Medians in milliseconds; the contenders take turns, so that whatever else the machine does meets both. */
async function compare(measure: (ask: Ask) => Promise<Timing>, [bare, ours]: readonly [Ask, Ask], rounds: number) {
  const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
  let pieces = 0;
  for (let index = 0; index < WARM_UP + rounds; index += 1) {
    const one = await measure(bare);
    const other = await measure(ours);
    if (one.pieces !== other.pieces) throw new Error(`The bare SDK gave ${one.pieces} pieces, ours ${other.pieces}.`);
    pieces = one.pieces;
    if (index < WARM_UP) continue;
    times.bare.push(one.time);
    times.ours.push(other.time);
  }
  return { bare: median(times.bare), ours: median(times.ours), pieces };
}

interface Paced {
  /** Tokens a second of all streams together. */
  readonly rate: number;
  /** Milliseconds of this process's CPU for the round. */
  readonly cpu: number;
}

/** Medians of `PACED_STREAMS` answers at once at the speed of a fast vendor, where the line sets the speed and not the CPU. */
async function comparePaced([bare, ours]: readonly [Ask, Ask]): Promise<{
  readonly bare: Paced;
  readonly ours: Paced;
}> {
  const rounds: Record<'bare' | 'ours', Paced[]> = { bare: [], ours: [] };
  for (let index = 0; index < PACED_ROUNDS; index += 1) {
    rounds.bare.push(await measurePaced(bare));
    rounds.ours.push(await measurePaced(ours));
  }
  const middle = (all: readonly Paced[]): Paced => ({
    rate: median(all.map(({ rate }) => rate)),
    cpu: median(all.map(({ cpu }) => cpu)),
  });
  return { bare: middle(rounds.bare), ours: middle(rounds.ours) };
}

async function measurePaced(ask: Ask): Promise<Paced> {
  const start = performance.now();
  const before = process.cpuUsage();
  const answers = await Promise.all(Array.from({ length: PACED_STREAMS }, () => timeWhole(ask, 'bench-paced')));
  const { user, system } = process.cpuUsage(before);
  const pieces = answers.reduce((sum, answer) => sum + answer.pieces, 0);
  return { rate: (pieces * 1_000) / (performance.now() - start), cpu: (user + system) / 1_000 };
}

async function timeFirst(ask: Ask): Promise<Timing> {
  const start = performance.now();
  let time = 0;
  let pieces = 0;
  for await (const { type } of ask('bench-first', new AbortController().signal)) {
    if (type !== 'text') continue;
    if (pieces === 0) time = performance.now() - start;
    pieces += 1;
  }
  return { time, pieces };
}

async function timeWhole(ask: Ask, question: string): Promise<Timing> {
  const start = performance.now();
  let pieces = 0;
  for await (const { type } of ask(question, new AbortController().signal)) if (type === 'text') pieces += 1;
  return { time: performance.now() - start, pieces };
}

/** What streams hold while they are open, in the middle of their answers: `STREAMS` at once, over all wires. */
async function measureMemory(contenders: readonly Contenders[]): Promise<Record<string, string | number>[]> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const read = () => {
    if (typeof collect === 'function') collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const rows: Record<string, string | number>[] = [];
  for (const name of ['bare', 'ours'] as const) {
    const stop = new AbortController();
    const before = read();
    const open = Array.from({ length: STREAMS }, (_, index) => {
      const pair = contenders[index % contenders.length];
      if (!pair) throw new Error('There is no wire.');
      return pair[name]('bench-open', stop.signal)[Symbol.asyncIterator]();
    });
    // 20 of the 30 pieces that come; the rest waits, as when a database is slower than the vendor.
    await Promise.all(open.map((stream) => readPieces(stream, 20)));
    const held = read() - before;
    rows.push({
      wire: `${STREAMS} open streams, ${name}`,
      'held, MB': round(held / 2 ** 20),
      'held, kB a stream': round(held / STREAMS / 1_024),
    });
    stop.abort();
    await Promise.allSettled(open.map(async (stream) => stream.return?.()));
  }
  return rows;
}

/** Reads until `count` pieces of the answer came. */
async function readPieces(stream: AsyncIterator<{ readonly type: string }>, count: number): Promise<void> {
  for (let pieces = 0; pieces < count; ) {
    const step = await stream.next();
    if (step.done) throw new Error(`The answer ended after ${pieces} of ${count} pieces.`);
    if (step.value.type === 'text') pieces += 1;
  }
}

function median(times: number[]): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
