// Every provider that speaks over a wire, against literal transcripts of its vendor: what is asked, what is heard, what goes wrong.
import { AppError } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createModelGateway } from '../../create-model-gateway.ts';
import { defaultProviders } from '../../default-providers.ts';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { scriptedFamily } from '../scripted/scripted.ts';
import { startTranscriptServer, type TranscriptServer } from './transcript-server.ts';
import { type VendorTranscripts, vendorTranscripts } from './vendor-transcripts.ts';

const key = 'canary-key-5d1f';
const question: Omit<GenerateRequest, 'model'> = {
  family: 'any',
  system: 'You are a lawyer.',
  messages: [
    { role: 'user', text: 'First?' },
    { role: 'assistant', text: 'Well.' },
    { role: 'user', text: 'Go on.' },
  ],
  material: { question: 'First?', domain: 'law', documents: [], passageLimit: 3 },
};

let server: TranscriptServer;
beforeAll(async () => {
  server = await startTranscriptServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
});

it('has transcripts of every provider but the readers, which speak over no wire', () => {
  const covered = new Set(vendorTranscripts.map(({ provider }) => provider));
  const rest = defaultProviders.filter((provider) => !covered.has(provider));
  expect(rest.map(({ id }) => id)).toEqual(['readers']);
});

interface Ask {
  readonly request?: Partial<GenerateRequest>;
  readonly signal?: AbortSignal;
  readonly baseUrl?: string;
  readonly apiKey?: string;
  onEvent?(event: ModelEvent): void;
}

/** All events of one call; with `fault` when it failed. */
async function listen(vendor: VendorTranscripts, ask: Ask = {}): Promise<{ events: ModelEvent[]; fault?: unknown }> {
  const events: ModelEvent[] = [];
  const provider = await vendor.provider.load();
  try {
    const stream = provider.generate(
      { ...question, model: vendor.model, ...ask.request },
      {
        signal: ask.signal ?? new AbortController().signal,
        ...(vendor.provider.secret && { apiKey: ask.apiKey ?? key }),
        baseUrl: ask.baseUrl ?? vendor.baseUrl(server.origin),
      },
    );
    for await (const event of stream) {
      events.push(event);
      ask.onEvent?.(event);
    }
    return { events };
  } catch (fault) {
    return { events, fault };
  }
}

function read(fault: unknown) {
  expect(fault).toBeInstanceOf(AppError);
  if (!(fault instanceof AppError)) throw fault;
  expect(fault.message).not.toContain(key);
  return { code: fault.code, retryAfter: fault.retryAfter };
}

const words = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

describe.each(vendorTranscripts.map((vendor) => [vendor.provider.id, vendor] as const))('%s', (_, vendor) => {
  /** A server on this machine takes none. */
  const keyed = vendor.provider.secret !== undefined;

  it('asks in the vendor’s own form', async () => {
    server.reply(vendor.whole.reply);
    await listen(vendor);
    const { path, body, keyHeader } = vendor.asked;
    const sent = server.requests.map((request) => ({
      path: request.path,
      body: request.body,
      carriesKey: String(request.headers[keyHeader]).endsWith(key),
    }));
    expect(sent).toEqual([{ path, body, carriesKey: keyed }]);
  });

  it('asks a model that is in no table, with the limit it is given', async () => {
    server.reply(vendor.whole.reply);
    await listen(vendor, {
      request: { model: 'tomorrow-1', system: '', messages: [{ role: 'user', text: 'Hi' }], maxOutputTokens: 77 },
    });
    expect(server.requests.map(({ body }) => body)).toEqual([vendor.askedUnknown.body]);
  });

  it('tells reasoning, text, usage and the end', async () => {
    server.reply(vendor.whole.reply);
    expect(await listen(vendor)).toEqual({ events: vendor.whole.events });
  });

  it('puts characters together that were split on the way', async () => {
    server.reply({ ...vendor.whole.reply, drip: 5 });
    expect(await listen(vendor)).toEqual({ events: vendor.whole.events });
  });

  it.each(vendor.outcomes.map((spoken) => [spoken.name, spoken] as const))(
    'tells the outcome: %s',
    async (_name, spoken) => {
      server.reply(spoken.reply);
      expect(await listen(vendor)).toEqual({ events: spoken.events });
    },
  );

  it.each(vendor.faults.map((fault) => [fault.name, fault] as const))('tells the fault: %s', async (_name, fault) => {
    server.reply(fault.reply);
    const heard = await listen(vendor);
    expect(read(heard.fault)).toEqual({ code: fault.code, retryAfter: fault.retryAfter });
    expect(server.requests).toHaveLength(1);
  });

  it('takes an answer without an end for a failure, however it stops', async () => {
    for (const ending of ['end', 'cut'] as const) {
      server.reply({ body: vendor.half, ending });
      const heard = await listen(vendor);
      expect({ text: words(heard.events), ...read(heard.fault) }).toEqual({
        text: 'Half of',
        code: 'provider/cut-off',
      });
    }
  });

  it('takes what is no answer for garbage', async () => {
    const bodies = [
      '<!doctype html><h1>Welcome to the proxy</h1>',
      '',
      'data: {"a":\n\n',
      '{"hello":"world"}',
      'event: x\ndata: null\n\n',
    ];
    for (const body of bodies) {
      server.reply({ body });
      expect({ body, ...read((await listen(vendor)).fault) }).toEqual({ body, code: 'provider/garbage' });
    }
  });

  it.runIf(keyed)('does not repeat the key when a server quotes it', async () => {
    const body = JSON.stringify({ error: { code: 422, type: 'x', message: `no such thing: ${key}` }, type: 'error' });
    server.reply({ status: 422, headers: { 'content-type': 'application/json' }, body });
    const { fault } = await listen(vendor);
    expect(read(fault).code).toBe('provider/refused-request');
    expect(String(fault)).toContain(`no such thing: {{${vendor.provider.secret?.name}}}`);
  });

  it('says that nobody is there', async () => {
    const heard = await listen(vendor, { baseUrl: vendor.baseUrl('http://127.0.0.1:9') });
    expect(read(heard.fault).code).toBe('provider/unreachable');
  });

  it('refuses an address and a key that cannot be, before anything is sent', async () => {
    const address = await listen(vendor, { baseUrl: 'file:///etc/passwd' });
    expect(read(address.fault).code).toBe('user/bad-request');
    if (keyed) {
      const badKey = await listen(vendor, { apiKey: 'canary\nkey' });
      expect(read(badKey.fault).code).toBe('provider/bad-key');
    }
    expect(server.requests).toEqual([]);
  });

  it('lets go of the line when it is cancelled in the middle', async () => {
    server.reply({ body: vendor.half, ending: 'hang' });
    const abort = new AbortController();
    const heard = await listen(vendor, {
      signal: abort.signal,
      onEvent: (event) => event.type === 'text' && abort.abort(),
    });
    expect({ text: words(heard.events), ...read(heard.fault) }).toEqual({
      text: 'Half of',
      code: 'internal/cancelled',
    });
    await server.requests[0]?.abandoned;
  });

  it('lets go of the line when nobody listens any more', async () => {
    server.reply({ body: vendor.half, ending: 'hang' });
    const provider = await vendor.provider.load();
    const call = {
      signal: new AbortController().signal,
      ...(keyed && { apiKey: key }),
      baseUrl: vendor.baseUrl(server.origin),
    };
    for await (const event of provider.generate({ ...question, model: vendor.model }, call)) {
      if (event.type === 'text') break;
    }
    await server.requests[0]?.abandoned;
    expect(server.requests).toHaveLength(1);
  });

  it('lists the models it offers, and fails in our words when it cannot', async () => {
    const provider = await vendor.provider.load();
    const call = {
      signal: new AbortController().signal,
      ...(keyed && { apiKey: key }),
      baseUrl: vendor.baseUrl(server.origin),
    };
    const json = { 'content-type': 'application/json' };
    server.reply({ headers: json, body: vendor.listed.body });
    expect(await provider.listModels?.(call)).toEqual(vendor.listed.models);
    const [asked] = server.requests;
    expect([asked?.path, String(asked?.headers[vendor.asked.keyHeader]).endsWith(key)]).toEqual([
      vendor.listed.path,
      keyed,
    ]);
    const [wrongKey] = vendor.faults;
    server.reply(wrongKey?.reply ?? { body: '' });
    await expect(provider.listModels?.(call)).rejects.toMatchObject({ code: 'provider/bad-key' });
    const nobody = { ...call, baseUrl: vendor.baseUrl('http://127.0.0.1:9') };
    await expect(provider.listModels?.(nobody)).rejects.toMatchObject({ code: 'provider/unreachable' });
  });

  it.each(['mute', 'hang'] as const)('is given up and let go of when it falls silent (%s)', async (ending) => {
    server.reply({ body: vendor.half, ending });
    const family = scriptedFamily('north', vendor.provider.id);
    const gateway = createModelGateway({
      families: [{ ...family, models: [{ id: vendor.model, title: 'Model' }], defaultModel: vendor.model }],
      providers: [vendor.provider],
      readSecret: () => Promise.resolve(key),
      readBaseUrl: () => Promise.resolve(vendor.baseUrl(server.origin)),
      timeouts: { firstEvent: 50, idle: 50 },
      retries: { count: 0 },
    });
    const events = gateway.generate(
      { ...question, family: 'north', model: vendor.model },
      { signal: new AbortController().signal },
    );
    const listenTo = async () => {
      for await (const event of events) expect(event.type).not.toBe('finish');
    };
    await expect(listenTo()).rejects.toMatchObject({ code: 'provider/timeout' });
    await Promise.all(server.requests.map(({ abandoned }) => abandoned));
  });

  it('sends nothing when it is cancelled before it begins', async () => {
    const heard = await listen(vendor, { signal: AbortSignal.abort() });
    expect(read(heard.fault).code).toBe('internal/cancelled');
    expect(server.requests).toEqual([]);
  });
});
