// The gateway: routes, retries, time and secrets, with scripted providers and with real SDKs on a real line.
import { inspect } from 'node:util';
import { AppError, type ErrorCode, toFault, type Usage } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { families } from './catalogue.ts';
import { createModelGateway, type ModelGatewayOptions } from './create-model-gateway.ts';
import { defaultProviders } from './default-providers.ts';
import type { FamilyDefinition } from './family-definition.ts';
import { messageText } from './message-text.ts';
import type { AttemptEnd } from './gateway.ts';
import type { GenerateRequest, ModelEvent, ProviderDefinition } from './provider.ts';
import { createScriptedProvider, say, type Script, scriptedFamily } from './providers/scripted/scripted.ts';
import { anthropicTools } from './providers/wire-conformance/anthropic-tool-transcripts.ts';
import { anthropicTranscripts } from './providers/wire-conformance/anthropic-transcripts.ts';
import { answerShape, twoTools } from './providers/wire-conformance/tool-cases.ts';
import { vendorTranscripts } from './providers/wire-conformance/vendor-transcripts.ts';
import { startTranscriptServer, type TranscriptServer } from './providers/wire-conformance/transcript-server.ts';

const canary = 'canary-key-77aa';
const request: GenerateRequest = {
  family: 'north',
  model: '',
  system: '',
  messages: [{ role: 'user', text: 'Hi' }],
  material: { question: 'Hi', domain: '', documents: [], passageLimit: 1 },
};
const secret = { name: 'NORTH_API_KEY', title: 'North key', page: 'https://example.org' };
const fast = { firstDelay: 1 };

function setUp(script: Script, more: Partial<ModelGatewayOptions> & { readonly locked?: boolean } = {}) {
  const provider = createScriptedProvider(script, more.locked ? { secret } : {});
  const gateway = createModelGateway({
    families: [scriptedFamily('north')],
    providers: [provider],
    readSecret: () => Promise.resolve(canary),
    readBaseUrl: () => Promise.resolve(undefined),
    retries: fast,
    random: () => 0,
    ...more,
  });
  return { gateway, provider };
}

async function listen(events: AsyncIterable<ModelEvent>) {
  const heard: ModelEvent[] = [];
  try {
    for await (const event of events) heard.push(event);
    return { heard };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { heard, error };
  }
}

const never = () => new AbortController().signal;
const fail = (code: ErrorCode, options?: { retryAfter?: number; cause?: unknown }, message = `It was ${code}.`) =>
  ({ type: 'fail', error: new AppError(code, message, options) }) as const;
const retry = (attempt: number, code: ErrorCode, delay: number) => ({
  type: 'retry',
  attempt,
  delay,
  fault: toFault(new AppError(code, `It was ${code}.`)),
});

const modelOf = (body: unknown) =>
  typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;

/** A response body that says what it is told to; `undefined` ends it. */
function openBody() {
  const { readable: body, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const push = (text: string | undefined) => {
    void (text === undefined ? writer.close() : writer.write(new TextEncoder().encode(text)));
  };
  return { body, push };
}

describe('routes', () => {
  it('asks the family’s provider for the family’s default model, and passes its events on', async () => {
    const { gateway, provider } = setUp(() => say('Good day'));
    expect(await listen(gateway.generate(request, { signal: never() }))).toEqual({ heard: say('Good day') });
    expect(provider.calls).toEqual([{ ...request, model: 'script' }]);
  });

  it('passes a model on that is in no list', async () => {
    const { gateway, provider } = setUp(() => say('x'));
    await listen(gateway.generate({ ...request, model: 'tomorrow-1' }, { signal: never() }));
    expect(provider.calls.map(({ model }) => model)).toEqual(['tomorrow-1']);
  });

  it('names the field for an unknown family and for a missing key', async () => {
    const { gateway, provider } = setUp(() => say('x'), { locked: true, readSecret: () => Promise.resolve('') });
    const unknown = await listen(gateway.generate({ ...request, family: '__proto__' }, { signal: never() }));
    const keyless = await listen(gateway.generate(request, { signal: never() }));
    expect([unknown, keyless].map(({ error }) => toFault(error))).toEqual([
      {
        code: 'user/unknown-family',
        category: 'user',
        message: 'There is no model family called "__proto__". Choose one in the agent\'s settings.',
        retryable: false,
        path: ['family'],
      },
      {
        code: 'user/missing-key',
        category: 'user',
        message: 'No key for Scripted north yet. Add one under Models.',
        retryable: false,
        path: ['family'],
      },
    ]);
    expect(provider.calls).toEqual([]);
  });

  it('tells which families can speak now', async () => {
    const gateway = createModelGateway({
      families,
      providers: defaultProviders,
      readSecret: (name) => Promise.resolve(name === 'OPENAI_API_KEY' ? canary : undefined),
      readBaseUrl: () => Promise.resolve(undefined),
    });
    const statuses = await gateway.families();
    const silent = (id: string, title: string) => ({
      id,
      available: false,
      missing: 'key',
      reason: `No key for ${title} yet. Add one under Models.`,
    });
    expect(statuses.map(({ id, available, missing, reason }) => ({ id, available, missing, reason }))).toEqual([
      silent('claude', 'Claude'),
      { id: 'gpt', available: true },
      silent('gemini', 'Gemini'),
      silent('grok', 'Grok'),
      silent('command', 'Command'),
      silent('deepseek', 'DeepSeek'),
      silent('llama', 'Llama'),
      silent('mistral', 'Mistral'),
      silent('qwen', 'Qwen'),
      silent('gpt-oss', 'gpt-oss'),
      silent('gemma', 'Gemma'),
      silent('kimi', 'Kimi'),
      silent('glm', 'GLM'),
      {
        id: 'other',
        available: false,
        reason:
          'No server of yours answers. Start Ollama, LM Studio, llama.cpp or vLLM, or give an address under Models.',
      },
      { id: 'reader-lexical', available: true },
      { id: 'reader-graph', available: true },
      { id: 'reader-semantic', available: true },
    ]);
    expect(inspect(statuses, { depth: 9 })).not.toContain(canary);
  });

  it('refuses at once a family whose provider is not there', () => {
    const lost: FamilyDefinition = { ...scriptedFamily('lost'), routes: [{ provider: 'nobody' }] };
    expect(() => setUp(() => [], { families: [lost] })).toThrow(AppError);
  });
});

describe('failover', () => {
  /** A family with three routes, each with its own script. */
  function setUpRoutes(scripts: Readonly<Record<string, Script>>, more: Partial<ModelGatewayOptions> = {}) {
    const providers = Object.entries(scripts).map(([id, script]) => ({
      ...createScriptedProvider(script, { id, secret: { ...secret, name: `${id}_KEY` } }),
      title: `Host ${id}`,
    }));
    const gateway = createModelGateway({
      families: [
        {
          ...scriptedFamily('north'),
          routes: Object.keys(scripts).map((id) => ({ provider: id, models: { script: `${id}/script` } })),
        },
      ],
      providers,
      readSecret: (name) => Promise.resolve(name.startsWith('unset') ? undefined : canary),
      readBaseUrl: () => Promise.resolve(undefined),
      retries: fast,
      random: () => 0,
      ...more,
    });
    return { gateway, calls: () => providers.map(({ calls }) => calls.map(({ model }) => model)) };
  }

  it('asks the next route of the same family for the same model when the first is spent, and says so', async () => {
    const { gateway, calls } = setUpRoutes({
      one: () => [{ type: 'text', text: 'Half' }, fail('provider/overloaded')],
      unset: () => say('Never'),
      two: () => say('Done'),
    });
    expect(await listen(gateway.generate(request, { signal: never() }))).toEqual({
      heard: [
        { type: 'text', text: 'Half' },
        retry(2, 'provider/overloaded', 1),
        { type: 'text', text: 'Half' },
        retry(3, 'provider/overloaded', 1),
        { type: 'text', text: 'Half' },
        {
          ...retry(4, 'provider/overloaded', 0),
          fault: {
            ...toFault(new AppError('provider/overloaded', '')),
            message: 'It was provider/overloaded. Scripted north is asked over Host two instead: the same family.',
          },
        },
        ...say('Done'),
      ],
    });
    expect(calls()).toEqual([['one/script', 'one/script', 'one/script'], [], ['two/script']]);
  });

  it.each([
    ['provider/bad-key', undefined],
    ['limit/quota', undefined],
    ['limit/rate', 3_600_000],
  ] as const)('goes on at once after %s', async (code, retryAfter) => {
    const { gateway, calls } = setUpRoutes({
      one: () => [fail(code, retryAfter === undefined ? {} : { retryAfter })],
      two: () => say('Done'),
    });
    expect((await listen(gateway.generate(request, { signal: never() }))).heard.slice(1)).toEqual(say('Done'));
    expect(calls()).toEqual([['one/script'], ['two/script']]);
  });

  it.each(['provider/refused-request', 'limit/context', 'user/bad-request'] as const)(
    'takes %s to no other route',
    async (code) => {
      const { gateway, calls } = setUpRoutes({ one: () => [fail(code)], two: () => say('Done') });
      expect((await listen(gateway.generate(request, { signal: never() }))).error?.code).toBe(code);
      expect(calls()).toEqual([['one/script'], []]);
    },
  );

  it('never takes a refusal to another route: it is an answer', async () => {
    const refusal: ModelEvent[] = [
      { type: 'text', text: 'I will not.' },
      { type: 'finish', outcome: 'refusal' },
    ];
    const { gateway, calls } = setUpRoutes({ one: () => refusal, two: () => say('Done') });
    expect(await listen(gateway.generate(request, { signal: never() }))).toEqual({ heard: refusal });
    expect(calls()).toEqual([['one/script'], []]);
  });

  it('goes on when the route does not know the model', async () => {
    const unknown = new AppError('provider/refused-request', 'Unknown model.', { path: ['model'] });
    const { gateway } = setUpRoutes({ one: () => [{ type: 'fail', error: unknown }], two: () => say('Done') });
    expect((await listen(gateway.generate(request, { signal: never() }))).heard.slice(1)).toEqual(say('Done'));
  });

  it('ends with the fault of the last route when none answers', async () => {
    const { gateway, calls } = setUpRoutes(
      { one: () => [fail('provider/overloaded')], two: () => [fail('provider/unreachable')] },
      { retries: { ...fast, count: 0 } },
    );
    expect((await listen(gateway.generate(request, { signal: never() }))).error?.code).toBe('provider/unreachable');
    expect(calls()).toEqual([['one/script'], ['two/script']]);
  });

  it('leaves a provider alone that keeps failing, and goes straight to the other route', async () => {
    const { gateway, calls } = setUpRoutes(
      { one: () => [fail('provider/unreachable')], two: () => say('Done') },
      { retries: { ...fast, count: 0 }, gate: { failures: 2 } },
    );
    for (let call = 0; call < 4; call++) {
      const { heard } = await listen(gateway.generate(request, { signal: never() }));
      expect(heard.slice(1)).toEqual(say('Done'));
    }
    expect(calls()).toEqual([
      ['one/script', 'one/script'],
      ['two/script', 'two/script', 'two/script', 'two/script'],
    ]);
  });

  it('waits for the only provider that keeps failing, and speaks when it is well again', async () => {
    const { gateway, calls } = setUpRoutes(
      { one: (_, count) => (count < 3 ? [fail('provider/unreachable')] : say('Done')) },
      { gate: { failures: 2, rest: 30 } },
    );
    const { heard } = await listen(gateway.generate(request, { signal: never() }));
    expect(heard.slice(2)).toEqual(say('Done'));
    expect(calls()).toEqual([['one/script', 'one/script', 'one/script']]);
  });

  it('has no more calls under way at one provider than it may', async () => {
    let busy = 0;
    let most = 0;
    const counting: ProviderDefinition = {
      id: 'scripted',
      title: 'Counting',
      load: () =>
        Promise.resolve({
          async *generate() {
            most = Math.max(most, ++busy);
            await new Promise((resolve) => {
              setTimeout(resolve, 2);
            });
            busy -= 1;
            yield* say('Done');
          },
        }),
    };
    const { gateway } = setUp(() => [], { providers: [counting], gate: { concurrency: 3 } });
    const all = await Promise.all(
      Array.from({ length: 12 }, () => listen(gateway.generate(request, { signal: never() }))),
    );
    expect({ most, spoke: all.filter(({ error }) => error === undefined).length }).toEqual({ most: 3, spoke: 12 });
  });
});

describe('retries', () => {
  it('tells of each new attempt before it is made', async () => {
    const { gateway, provider } = setUp((_, count) =>
      count < 3 ? [{ type: 'text', text: `try ${count}` }, fail('provider/overloaded')] : say('Done'),
    );
    expect(await listen(gateway.generate(request, { signal: never() }))).toEqual({
      heard: [
        { type: 'text', text: 'try 1' },
        retry(2, 'provider/overloaded', 1),
        { type: 'text', text: 'try 2' },
        retry(3, 'provider/overloaded', 1),
        ...say('Done'),
      ],
    });
    expect(provider.calls).toHaveLength(3);
  });

  it('gives up after two further attempts, with the last fault', async () => {
    const { gateway, provider } = setUp((_, count) => [fail(count < 3 ? 'provider/unreachable' : 'provider/cut-off')]);
    const { heard, error } = await listen(gateway.generate(request, { signal: never() }));
    expect(heard).toEqual([retry(2, 'provider/unreachable', 1), retry(3, 'provider/unreachable', 1)]);
    expect(error?.code).toBe('provider/cut-off');
    expect(provider.calls).toHaveLength(3);
  });

  it.each(['provider/bad-key', 'provider/refused-request', 'limit/context', 'limit/quota'] as const)(
    'does not try again after %s',
    async (code) => {
      const { gateway, provider } = setUp(() => [fail(code)]);
      const { heard, error } = await listen(gateway.generate(request, { signal: never() }));
      expect({ heard, code: error?.code, calls: provider.calls.length }).toEqual({ heard: [], code, calls: 1 });
    },
  );

  it('waits as long as it is asked to, and not at all when that is too long', async () => {
    const short = setUp((_, count) => (count === 1 ? [fail('limit/rate', { retryAfter: 20 })] : say('Done')));
    expect((await listen(short.gateway.generate(request, { signal: never() }))).heard[0]).toEqual(
      retry(2, 'limit/rate', 20),
    );
    const long = setUp(() => [fail('limit/rate', { retryAfter: 3_600_000 })]);
    const { heard, error } = await listen(long.gateway.generate(request, { signal: never() }));
    expect({ heard, code: error?.code, retryAfter: error?.retryAfter }).toEqual({
      heard: [],
      code: 'limit/rate',
      retryAfter: 3_600_000,
    });
  });

  it('doubles the wait and spreads it', async () => {
    const { gateway } = setUp((_, count) => (count < 3 ? [fail('provider/timeout')] : say('Done')), {
      retries: { firstDelay: 8 },
      random: () => 0.5,
    });
    const { heard } = await listen(gateway.generate(request, { signal: never() }));
    expect(heard.filter(({ type }) => type === 'retry')).toEqual([
      retry(2, 'provider/timeout', 6),
      retry(3, 'provider/timeout', 12),
    ]);
  });

  it('is cancelled while it waits', async () => {
    const { gateway, provider } = setUp(() => [fail('limit/rate', { retryAfter: 50_000 })]);
    const abort = new AbortController();
    const events = gateway.generate(request, { signal: abort.signal });
    const codes: string[] = [];
    try {
      for await (const event of events) {
        codes.push(event.type);
        abort.abort();
      }
    } catch (error) {
      codes.push(toFault(error).code);
    }
    expect({ codes, calls: provider.calls.length }).toEqual({ codes: ['retry', 'internal/cancelled'], calls: 1 });
  });

  it('takes a stream without a finish for cut off, and a mistake of ours for a bug', async () => {
    const endless = setUp(() => [{ type: 'text', text: 'Half' }], { retries: { count: 0 } });
    expect((await listen(endless.gateway.generate(request, { signal: never() }))).error?.code).toBe('provider/cut-off');
    const buggy = setUp(() => {
      throw new TypeError(`x is not a function (${canary})`);
    });
    const { error } = await listen(buggy.gateway.generate(request, { signal: never() }));
    expect({ code: error?.code, leaks: error?.message.includes('x is not') }).toEqual({
      code: 'internal/bug',
      leaks: false,
    });
  });
});

describe('time', () => {
  it('ends a call that is cancelled even when the provider does not listen', async () => {
    const { gateway } = setUp(() => [{ type: 'text', text: 'one' }, { type: 'hang' }]);
    const abort = new AbortController();
    const events = gateway.generate(request, { signal: abort.signal })[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    abort.abort();
    await expect(next).rejects.toMatchObject({ code: 'internal/cancelled' });
  });

  it('ends the whole call when its time is up, without a further attempt', async () => {
    const { gateway, provider } = setUp(() => [{ type: 'hang' }], { timeouts: { total: 40 } });
    const { heard, error } = await listen(gateway.generate(request, { signal: never() }));
    expect({ heard, code: error?.code, calls: provider.calls.length }).toEqual({
      heard: [],
      code: 'provider/timeout',
      calls: 1,
    });
  });

  it('counts bytes that are no event as a sign of life, so that long thought is not cut off', async () => {
    vi.useFakeTimers();
    try {
      const { body, push } = openBody();
      const thinker: ProviderDefinition = {
        id: 'scripted',
        title: 'Thinker',
        load: () =>
          Promise.resolve({
            async *generate(_request, call) {
              const response = await (call.fetch ?? fetch)('http://127.0.0.1:9');
              for await (const _ of response.body ?? []) call.heard?.();
              yield* say('Done');
            },
          }),
      };
      const { gateway } = setUp(() => [], {
        providers: [thinker],
        timeouts: { firstEvent: 100, idle: 100, total: 100_000 },
        fetch: () => Promise.resolve(new Response(body)),
      });
      const listening = listen(gateway.generate(request, { signal: never() }));
      for (let ping = 0; ping < 10; ping++) {
        await vi.advanceTimersByTimeAsync(90);
        push('ping');
      }
      await vi.advanceTimersByTimeAsync(90);
      push(undefined);
      expect(await listening).toEqual({ heard: say('Done') });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not count the time that the listener takes', async () => {
    const { gateway } = setUp(() => say('one two'), { timeouts: { firstEvent: 30, idle: 30 } });
    const heard: ModelEvent[] = [];
    for await (const event of gateway.generate(request, { signal: never() })) {
      heard.push(event);
      await new Promise((resolve) => {
        setTimeout(resolve, 60);
      });
    }
    expect(heard).toEqual(say('one two'));
  });
});

describe('on a real line', () => {
  let server: TranscriptServer;
  beforeAll(async () => {
    server = await startTranscriptServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(() => {
    server.requests.length = 0;
  });
  const claude = { ...request, family: 'claude' };
  const real = (more: Partial<ModelGatewayOptions> = {}) =>
    createModelGateway({
      families,
      providers: defaultProviders,
      readSecret: (name) => Promise.resolve(name === 'ANTHROPIC_API_KEY' ? canary : undefined),
      readBaseUrl: () => Promise.resolve(server.origin),
      retries: fast,
      random: () => 0,
      ...more,
    });

  it('speaks, after one overload', async () => {
    const [overload] = anthropicTranscripts.faults.filter(({ name }) => name === 'overload');
    if (!overload) throw new Error('the transcript is gone');
    server.reply(overload.reply, anthropicTranscripts.whole.reply);
    const { heard } = await listen(real().generate(claude, { signal: never() }));
    expect(heard.slice(1)).toEqual(anthropicTranscripts.whole.events);
    expect(heard[0]).toMatchObject({ type: 'retry', attempt: 2, fault: { code: 'provider/overloaded' } });
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/messages']);
  });

  it('takes a hold that is refused for no failure: no retry, and no door that closes', async () => {
    const asTool = anthropicTools.structured.find(({ hold }) => hold === 'tool');
    if (!asTool) throw new Error('the transcript is gone');
    const asked = { ...claude, model: 'claude-sonnet-5-5', output: answerShape };
    const gateway = real({ retries: { count: 0 }, gate: { failures: 1 } });
    server.reply(...asTool.refusals, asTool.reply);
    const first = await listen(gateway.generate(asked, { signal: never() }));
    const second = await listen(gateway.generate(asked, { signal: never() }));
    expect([first, second]).toEqual([{ heard: asTool.events }, { heard: asTool.events }]);
    expect(server.requests).toHaveLength(3);
  });

  it('goes to another route of the family when the model takes no tools on the first', async () => {
    const openrouter = vendorTranscripts.find(({ provider }) => provider.id === 'openrouter');
    if (!openrouter) throw new Error('the transcript is gone');
    server.reply(anthropicTools.toolless, openrouter.tools.parallel.reply);
    const gateway = real({
      readSecret: (name) => Promise.resolve(/ANTHROPIC|OPENROUTER/.test(name) ? canary : undefined),
    });
    const { heard } = await listen(gateway.generate({ ...claude, tools: twoTools }, { signal: never() }));
    expect(heard[0]).toMatchObject({ type: 'retry', attempt: 2, fault: { code: 'provider/refused-request' } });
    expect(heard.at(-1)).toEqual({ type: 'finish', outcome: 'tool-calls' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/messages', '/chat/completions']);
  });

  it('calls again when the line breaks in the middle of a call', async () => {
    const { parallel } = anthropicTools;
    const half = parallel.reply.body.slice(0, parallel.reply.body.indexOf('toolu_02'));
    server.reply({ body: half, ending: 'cut' }, parallel.reply);
    const asked = { ...claude, model: 'claude-sonnet-5-5', tools: twoTools };
    const { heard } = await listen(real().generate(asked, { signal: never() }));
    const again = heard.findIndex(({ type }) => type === 'retry');
    expect(heard.slice(0, again).filter(({ type }) => type === 'tool-call' || type === 'echo')).toEqual([]);
    expect(heard.slice(again + 1)).toEqual(parallel.events);
  });

  it('goes on over another wire to the same family when the maker’s own API is down', async () => {
    const [overload] = anthropicTranscripts.faults.filter(({ name }) => name === 'overload');
    const openrouter = vendorTranscripts.find(({ provider }) => provider.id === 'openrouter');
    if (!overload || !openrouter) throw new Error('the transcript is gone');
    server.reply(overload.reply, overload.reply, overload.reply, openrouter.whole.reply);
    const gateway = real({
      readSecret: (name) => Promise.resolve(/ANTHROPIC|OPENROUTER/.test(name) ? canary : undefined),
    });
    const { heard } = await listen(gateway.generate(claude, { signal: never() }));
    expect(heard.slice(3)).toEqual(openrouter.whole.events);
    expect(heard[2]).toMatchObject({
      type: 'retry',
      attempt: 4,
      delay: 0,
      fault: {
        code: 'provider/overloaded',
        message: 'Anthropic is overloaded. Claude is asked over OpenRouter instead: the same family.',
      },
    });
    expect(server.requests.map(({ path, body }) => [path, modelOf(body)])).toEqual([
      ['/v1/messages', 'claude-sonnet-5-5'],
      ['/v1/messages', 'claude-sonnet-5-5'],
      ['/v1/messages', 'claude-sonnet-5-5'],
      ['/chat/completions', 'anthropic/claude-sonnet-5.5'],
    ]);
  });

  it.each([
    ['before its first word', '', 'Anthropic stopped in the middle'],
    ['in the middle', anthropicTranscripts.half, 'Anthropic stopped in the middle'],
  ])('gives up a server that falls silent %s, and lets go of the line', async (_, body, message) => {
    server.reply({ body, ending: 'hang' });
    const gateway = real({ timeouts: { idle: 60 }, retries: { count: 0 } });
    const { error } = await listen(gateway.generate(claude, { signal: never() }));
    expect(error).toMatchObject({ code: 'provider/timeout', message: expect.stringContaining(message) });
    await server.requests[0]?.abandoned;
  });

  it('gives up a server that never answers, and tries again', async () => {
    const silence: typeof fetch = (_input, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    let asked = 0;
    const gateway = real({
      timeouts: { firstEvent: 1_500 },
      fetch: (input, init) => (++asked === 1 ? silence(input, init) : fetch(input, init)),
    });
    server.reply(anthropicTranscripts.whole.reply);
    const { heard } = await listen(gateway.generate(claude, { signal: never() }));
    expect(heard[0]).toMatchObject({ type: 'retry', fault: { code: 'provider/timeout' } });
    expect(heard.slice(1)).toEqual(anthropicTranscripts.whole.events);
  });
});

describe('secrets', () => {
  it('lets no key out: not in a message, a text, a call, a retry or a cause', async () => {
    const told = `The key ${canary} is odd; so is ${encodeURIComponent(canary)}.`;
    const { gateway } = setUp(
      (_, count) => [
        { type: 'text', text: told },
        { type: 'reasoning', text: told },
        { type: 'tool-call', call: { id: 'a', tool: 'fetch', input: { url: [told] } } },
        { type: 'echo', echo: { provider: 'scripted', model: 'script', turn: [told] } },
        fail(count === 1 ? 'provider/overloaded' : 'provider/bad-key', { cause: { headers: { key: canary } } }, told),
      ],
      { locked: true },
    );
    const everything = await listen(gateway.generate(request, { signal: never() }));
    expect(inspect(everything, { depth: 20 })).not.toContain(canary);
    expect(everything.error?.message).toBe('The key {{NORTH_API_KEY}} is odd; so is {{NORTH_API_KEY}}.');
    expect(everything.heard[0]).toEqual({ type: 'text', text: everything.error?.message });
    expect(everything.heard.filter(({ type }) => type === 'echo')).toEqual([]);
  });
});

describe('money', () => {
  const used = (outputTokens: number, more = {}) =>
    ({ type: 'usage', usage: { inputTokens: 10, outputTokens }, ...more }) as const;
  const finish = { type: 'finish', outcome: 'complete' } as const;
  /** A cent a token written, and nobody knows what "secret" costs. */
  const priceOf = (_provider: string, model: string, { outputTokens }: Usage) =>
    model === 'secret' ? undefined : outputTokens / 100;
  const route = { family: 'north', provider: 'scripted', model: 'script' };

  it('says of every use who it was and what it cost, by the list or by the provider’s own word', async () => {
    const { gateway } = setUp(
      ({ messages }) => [used(3, messageText(messages[0]) === 'Told' ? { usd: 0.5 } : {}), finish],
      {
        priceOf,
      },
    );
    const spendOf = async (more: object) => {
      const { heard } = await listen(gateway.generate({ ...request, ...more }, { signal: never() }));
      return heard.flatMap((event) => (event.type === 'usage' ? event.spend : []));
    };
    const spend = { ...route, inputTokens: 10, outputTokens: 3 };
    expect(await spendOf({})).toEqual([{ ...spend, usd: 0.03 }]);
    expect(await spendOf({ messages: [{ role: 'user', text: 'Told' }] })).toEqual([{ ...spend, usd: 0.5 }]);
    expect(await spendOf({ model: 'secret' })).toEqual([{ ...spend, model: 'secret' }]);
  });

  it('asks leave before each attempt, keeps to what it is given, and says what came of it', async () => {
    const { gateway, provider } = setUp(
      (_, count) => (count === 1 ? [used(2), fail('provider/cut-off')] : [used(3), finish]),
      { priceOf },
    );
    const asked: unknown[] = [];
    const ends: AttemptEnd[] = [];
    await listen(
      gateway.generate(request, {
        signal: never(),
        admit: async (attempt) => {
          asked.push(attempt);
          return { maxOutputTokens: 77, settle: async (end) => void ends.push(end) };
        },
      }),
    );
    const attempt = { ...route, title: 'Scripted', request };
    expect(asked).toEqual([attempt, attempt]);
    expect(provider.calls.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([77, 77]);
    const spend = { ...route, inputTokens: 10 };
    expect(ends).toEqual([
      {
        answered: true,
        finished: false,
        milliseconds: expect.any(Number),
        spend: { ...spend, outputTokens: 2, usd: 0.02 },
      },
      {
        answered: true,
        finished: true,
        milliseconds: expect.any(Number),
        spend: { ...spend, outputTokens: 3, usd: 0.03 },
      },
    ]);
  });

  it('makes no call that it is not given leave for, and looks for no other route', async () => {
    const provider = createScriptedProvider(() => [finish]);
    const { gateway } = setUp(() => [finish], {
      families: [scriptedFamily('north', 'scripted', 'other')],
      providers: [provider, createScriptedProvider(() => [finish], { id: 'other' })],
    });
    const admit = () => Promise.reject(new AppError('limit/spend', 'No money.'));
    const { heard, error } = await listen(gateway.generate(request, { signal: never(), admit }));
    expect([heard, error?.message, provider.calls]).toEqual([[], 'No money.', []]);
  });

  it('tells the routes a call would take', async () => {
    const { gateway } = setUp(() => []);
    expect(await gateway.routes('north', '')).toEqual([{ provider: 'scripted', model: 'script' }]);
    expect(await gateway.routes('nobody', '')).toEqual([]);
  });
});
