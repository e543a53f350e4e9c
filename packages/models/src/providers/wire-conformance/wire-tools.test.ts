// Tools and answers in a form for every provider that speaks over a wire, against literal transcripts of its vendor.
import { AppError } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerateRequest, Message, ModelEvent, Provider } from '../../provider.ts';
import { callsOf } from '../turn-writer.ts';
import { answerShape, resultsOf, toolQuestion, twoTools } from './tool-cases.ts';
import { startTranscriptServer, type TranscriptServer } from './transcript-server.ts';
import { type VendorTranscripts, vendorTranscripts } from './vendor-transcripts.ts';

let server: TranscriptServer;
beforeAll(async () => {
  server = await startTranscriptServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
});

/** All events of one call, or its fault. */
async function listen(vendor: VendorTranscripts, provider: Provider, more: Partial<GenerateRequest> = {}) {
  const events: ModelEvent[] = [];
  try {
    const stream = provider.generate(
      { ...toolQuestion, model: vendor.model, ...more },
      {
        signal: new AbortController().signal,
        apiKey: 'canary-key-5d1f',
        baseUrl: vendor.baseUrl(server.origin),
      },
    );
    for await (const event of stream) events.push(event);
    return { events };
  } catch (fault) {
    if (!(fault instanceof AppError)) throw fault;
    return { events, fault: { code: fault.code, message: fault.message, path: fault.path } };
  }
}

/** The turn as whoever runs the tools keeps it. */
function toTurn(events: readonly ModelEvent[]): Message {
  const echo = events.find((event) => event.type === 'echo')?.echo;
  return {
    role: 'assistant',
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    toolCalls: events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : [])),
    ...(echo && { echo }),
  };
}

const bodies = () => server.requests.map(({ body }) => body);

describe.each(vendorTranscripts.map((vendor) => [vendor.provider.id, vendor] as const))('%s', (_, vendor) => {
  const { tools: cases } = vendor;

  it('offers tools in the vendor’s own form', async () => {
    server.reply(cases.parallel.reply);
    await listen(vendor, await vendor.provider.load(), { tools: twoTools });
    expect(bodies()).toEqual([cases.asked]);
  });

  it.each([...cases.called, cases.parallel].map((called) => [called.name, called] as const))(
    'hears calls: %s',
    async (_name, called) => {
      server.reply(called.reply);
      const provider = await vendor.provider.load();
      expect(await listen(vendor, provider, { tools: twoTools })).toEqual({ events: called.events });
      server.reply({ ...called.reply, drip: 7 });
      expect(await listen(vendor, provider, { tools: twoTools })).toEqual({ events: called.events });
    },
  );

  it('brings results and an error back, with the turn unchanged; another model’s turn is built anew', async () => {
    server.reply(cases.parallel.reply);
    const provider = await vendor.provider.load();
    const { events } = await listen(vendor, provider, { tools: twoTools });
    const turn = toTurn(events);
    const results = resultsOf(callsOf(turn));
    const echo = events.find((event) => event.type === 'echo')?.echo.turn;
    const foreign = { ...turn, echo: { provider: vendor.provider.id, model: 'another', turn: echo } };
    const away = { ...turn, echo: { provider: 'another', model: vendor.model, turn: echo } };
    for (const said of [turn, foreign, away])
      await listen(vendor, provider, { tools: twoTools, messages: [...toolQuestion.messages, said, results] });
    expect(bodies().slice(1)).toEqual([cases.second, cases.rebuilt, cases.rebuilt]);
  });

  it('never gives a call an id that the conversation has', async () => {
    const [made] = cases.called.filter(({ events }) => JSON.stringify(events).includes('call00001'));
    if (!made) return;
    server.reply(made.reply);
    const provider = await vendor.provider.load();
    const turn = toTurn((await listen(vendor, provider, { tools: twoTools })).events);
    const messages = [...toolQuestion.messages, turn, resultsOf(callsOf(turn))];
    const again = toTurn((await listen(vendor, provider, { tools: twoTools, messages })).events);
    const ids = [turn, again].flatMap(callsOf).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes a call that nobody offered a tool for as nothing said', async () => {
    server.reply(cases.uncalledFor);
    const { events } = await listen(vendor, await vendor.provider.load());
    expect(events.filter(({ type }) => type !== 'usage')).toEqual([{ type: 'finish', outcome: 'empty' }]);
  });

  it('makes no call of a turn that was cut short', async () => {
    server.reply(cases.cutShort.reply);
    const { events } = await listen(vendor, await vendor.provider.load(), { tools: twoTools });
    expect(events.filter(({ type }) => type !== 'usage')).toEqual([
      { type: 'finish', outcome: cases.cutShort.outcome },
    ]);
  });

  it('names the model that cannot use tools', async () => {
    server.reply(cases.toolless);
    const { fault } = await listen(vendor, await vendor.provider.load(), { tools: twoTools });
    expect(fault).toEqual({
      code: 'provider/refused-request',
      message: `The model "${vendor.model}" at ${vendor.provider.title} cannot use tools. What was finished is kept. Choose another model, or take the tools away from this agent.`,
      path: ['model'],
    });
  });

  it.each(cases.structured.map((structured, index) => [structured.hold, index, structured] as const))(
    'holds the answer to its form by: %s (after %i refusals), and remembers it',
    async (_hold, _index, { refusals, reply, body, events }) => {
      server.reply(...refusals, reply);
      const provider = await vendor.provider.load();
      expect(await listen(vendor, provider, { output: answerShape })).toEqual({ events });
      expect(await listen(vendor, provider, { output: answerShape })).toEqual({ events });
      expect(bodies().slice(refusals.length)).toEqual([body, body]);
    },
  );

  it('asks no further when something else is wrong', async () => {
    server.reply({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"code":400,"message":"The text is not allowed.","type":"invalid_request_error"},"type":"error"}',
    });
    const { fault } = await listen(vendor, await vendor.provider.load(), { output: answerShape });
    expect([fault?.code, server.requests.length]).toEqual(['provider/refused-request', 1]);
  });

  it('takes tools and a form together where the API can', async () => {
    server.reply(cases.parallel.reply);
    const heard = await listen(vendor, await vendor.provider.load(), { tools: twoTools, output: answerShape });
    expect({ bodies: bodies(), last: heard.events.at(-1) }).toEqual({
      bodies: [cases.both.body],
      last: { type: 'finish', outcome: 'tool-calls', shape: cases.both.shape },
    });
  });
});
