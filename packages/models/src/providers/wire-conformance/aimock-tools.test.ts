// Tools, answers in a form and bad lines for every provider against a mock by other authors. Where the mock does not do what
// the vendor does, `gaps` says so; those cases are held by the literal transcripts alone.
import { isDeepStrictEqual } from 'node:util';
import { LLMock } from '@copilotkit/aimock';
import { AppError } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createModelGateway } from '../../create-model-gateway.ts';
import type { GenerateRequest, Message, ModelEvent, Provider } from '../../provider.ts';
import { scriptedFamily } from '../scripted/scripted.ts';
import { callsOf } from '../turn-writer.ts';
import { answerShape, resultsOf, toolQuestion, twoTools } from './tool-cases.ts';
import { type VendorTranscripts, vendorTranscripts } from './vendor-transcripts.ts';

/** What this mock (1.43) cannot show, by provider; `chat` is every server that speaks Chat Completions. */
const gaps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: {},
  openai: { refusal: 'It has no refusal part, and says "failed" for a filter where the API says "incomplete".' },
  google: {
    refusal: 'Gemini has no refusals of its own: its filters are "filtered".',
    signature: 'It writes no thoughtSignature, and ends a turn with calls by FUNCTION_CALL where the API says STOP.',
    ids: 'It gives every call an id, so none need be made up.',
  },
  chat: {
    refusal: 'It has no refusal field; its filters are "filtered".',
    signature: 'It writes no reasoning_details and no field of a server’s own.',
    ids: 'It gives every call an id, so none need be made up.',
  },
};
const gapsOf = (vendor: VendorTranscripts) => gaps[vendor.provider.id] ?? gaps.chat ?? {};

const mock = new LLMock({ port: 0, chunkSize: 4 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
beforeEach(() => {
  mock.reset();
});

const userMessage = 'How big is 2+2?';
const calculate = { name: 'calculate', arguments: '{"sum":"2+2"}', id: 'D681PevKs' };
const lookUp = { name: 'look_up', arguments: '{"word":"Größe"}', id: 'yP2aCkRtQ' };

/** The events of one call, joined where they are pieces, and every body that was sent for it. */
async function speak(vendor: VendorTranscripts, provider: Provider, more: Partial<GenerateRequest>) {
  const heard = { text: '', reasoning: '', fault: '', last: {} };
  const events: ModelEvent[] = [];
  const bodies: string[] = [];
  const keepBody: typeof fetch = (input, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body);
    return fetch(input, init);
  };
  try {
    const stream = provider.generate(
      { ...toolQuestion, model: vendor.model, ...more },
      {
        signal: new AbortController().signal,
        ...(vendor.provider.secret && { apiKey: 'canary-key-5d1f' }),
        baseUrl: vendor.baseUrl(mock.url),
        fetch: keepBody,
      },
    );
    for await (const event of stream) {
      events.push(event);
      if (event.type === 'text') heard.text += event.text;
      if (event.type === 'reasoning') heard.reasoning += event.text;
      if (event.type === 'finish') heard.last = event;
    }
  } catch (fault) {
    if (!(fault instanceof AppError)) throw fault;
    heard.fault = fault.code;
  }
  const toolCalls = events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
  const echo = events.find((event) => event.type === 'echo')?.echo;
  return { ...heard, toolCalls, echo, bodies };
}

const waits = { type: 'finish', outcome: 'tool-calls' };

/** Everything that stands anywhere in a body. */
function partsOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [value];
}

describe.each(vendorTranscripts.map((vendor) => [vendor.provider.id, vendor] as const))('%s', (_, vendor) => {
  it('makes one call and goes on with its result', async () => {
    mock.on({ userMessage, hasToolResult: false }, { toolCalls: [calculate] });
    mock.on({ userMessage, toolResultContains: '4' }, { content: 'It is 4.' });
    const provider = await vendor.provider.load();
    const first = await speak(vendor, provider, { tools: twoTools });
    expect(first).toMatchObject({ text: '', fault: '', last: waits });
    expect(first.toolCalls).toEqual([{ id: expect.stringMatching(/./), tool: 'calculate', input: { sum: '2+2' } }]);
    const turn: Message = { role: 'assistant', text: '', toolCalls: first.toolCalls };
    const [made] = first.toolCalls;
    const results: Message = {
      role: 'tool',
      results: [{ id: made?.id ?? '', tool: 'calculate', ok: true, text: '4' }],
    };
    const next = await speak(vendor, provider, {
      tools: twoTools,
      messages: [...toolQuestion.messages, { ...turn, ...(first.echo && { echo: first.echo }) }, results],
    });
    expect(next).toMatchObject({ text: 'It is 4.', last: { type: 'finish', outcome: 'complete' } });
  });

  it('makes two calls at once after reasoning and words, and brings both results with the turn unchanged', async () => {
    mock.on(
      { userMessage, hasToolResult: false },
      {
        content: 'Let me see.',
        reasoning: 'Two things.',
        reasoningSignature: 'EqQBCgIYAhIM+/==',
        redactedThinking: ['EmwKAhgBEgy3va3pzix='],
        toolCalls: [calculate, lookUp],
      },
    );
    mock.on({ userMessage, toolResultContains: 'There is no such word.' }, { content: 'It is 4.' });
    const provider = await vendor.provider.load();
    const first = await speak(vendor, provider, { tools: twoTools });
    expect(first).toMatchObject({ text: 'Let me see.', reasoning: 'Two things.', last: waits });
    expect(first.toolCalls.map(({ tool, input }) => ({ tool, input }))).toEqual([
      { tool: 'calculate', input: { sum: '2+2' } },
      { tool: 'look_up', input: { word: 'Größe' } },
    ]);
    const turn: Message = {
      role: 'assistant',
      text: first.text,
      toolCalls: first.toolCalls,
      ...(first.echo && { echo: first.echo }),
    };
    const messages = [...toolQuestion.messages, turn, resultsOf(callsOf(turn))];
    const next = await speak(vendor, provider, { tools: twoTools, messages });
    expect(next).toMatchObject({ text: 'It is 4.', last: { type: 'finish', outcome: 'complete' } });
    const sent = next.bodies.join('');
    const items = Array.isArray(first.echo?.turn) ? first.echo.turn : [first.echo?.turn];
    const parts = next.bodies.flatMap((body) => partsOf(JSON.parse(body)));
    expect(items.filter((item) => !parts.some((part) => isDeepStrictEqual(part, item)))).toEqual([]);
    if (gapsOf(vendor).signature === undefined)
      expect(sent).toMatch(
        vendor.provider.id === 'anthropic' ? /EmwKAhgBEgy3.*EqQBCgIYAhIM\+/ : /encrypted_content":"./,
      );
  });

  it.each(vendor.tools.structured.map((structured, index) => [structured.hold, index] as const))(
    'gives an answer in a form, held by: %s (after %i refusals)',
    async (hold, index) => {
      const message = 'Neither response_format nor tool_choice nor tools is known here.';
      for (let time = 0; time < index; time++)
        mock.on(
          { userMessage, sequenceIndex: time },
          { error: { message, type: 'invalid_request_error' }, status: 400 },
        );
      const json = '{"answer":"Größe: 4 ✓"}';
      mock.on(
        { userMessage },
        hold === 'tool' ? { toolCalls: [{ name: 'answer', arguments: json }] } : { content: json },
      );
      const heard = await speak(vendor, await vendor.provider.load(), { output: answerShape });
      expect({ ...heard, bodies: heard.bodies.length, answer: JSON.parse(heard.text || 'null') }).toMatchObject({
        answer: { answer: 'Größe: 4 ✓' },
        toolCalls: [],
        fault: '',
        last: { type: 'finish', outcome: 'complete', shape: hold },
        bodies: index + 1,
      });
    },
  );

  it('names the model that cannot use tools', async () => {
    const message = 'This model does not support tools.';
    mock.on({ userMessage }, { error: { message, type: 'invalid_request_error' }, status: 400 });
    const heard = await speak(vendor, await vendor.provider.load(), { tools: twoTools });
    expect([heard.fault, heard.bodies.length]).toEqual(['provider/refused-request', 1]);
  });

  it.runIf(gapsOf(vendor).refusal === undefined)('hears a refusal', async () => {
    mock.on({ userMessage }, { content: 'I will not.', finishReason: 'refusal' });
    const heard = await speak(vendor, await vendor.provider.load(), {});
    expect(heard).toMatchObject({ text: 'I will not.', last: { type: 'finish', outcome: 'refusal' } });
  });

  it.runIf(vendor.provider.id === 'google' || gapsOf(vendor) === gaps.chat)('hears that it was filtered', async () => {
    mock.on({ userMessage }, { content: 'So', finishReason: 'content_filter' });
    const heard = await speak(vendor, await vendor.provider.load(), {});
    expect(heard).toMatchObject({ text: 'So', last: { type: 'finish', outcome: 'filtered' } });
  });

  it('takes nonsense for garbage', async () => {
    mock.on({ userMessage }, { content: 'x' }, { chaos: { malformedRate: 1 } });
    const heard = await speak(vendor, await vendor.provider.load(), {});
    expect(heard).toMatchObject({ text: '', fault: 'provider/garbage' });
  });

  it('is given up when it falls silent', async () => {
    mock.on({ userMessage }, { content: 'x' }, { chaos: { latencyMs: 30_000 } });
    const family = scriptedFamily('north', vendor.provider.id);
    const gateway = createModelGateway({
      families: [{ ...family, models: [{ id: vendor.model, title: 'Model' }], defaultModel: vendor.model }],
      providers: [vendor.provider],
      readSecret: () => Promise.resolve('canary-key-5d1f'),
      readBaseUrl: () => Promise.resolve(vendor.baseUrl(mock.url)),
      timeouts: { firstEvent: 50, idle: 50 },
      retries: { count: 0 },
    });
    const stream = gateway.generate(
      { ...toolQuestion, family: 'north', model: vendor.model, tools: twoTools },
      { signal: new AbortController().signal },
    );
    const listen = async () => {
      for await (const event of stream) expect(event.type).not.toBe('finish');
    };
    await expect(listen()).rejects.toMatchObject({ code: 'provider/timeout' });
  });
});
