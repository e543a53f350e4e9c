// The same providers against a mock server by other authors, so that our transcripts and our readers do not share one mistake.
import { LLMock } from '@copilotkit/aimock';
import { AppError } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { type VendorTranscripts, vendorTranscripts } from './vendor-transcripts.ts';

const mock = new LLMock({ port: 0, chunkSize: 4 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
beforeEach(() => {
  mock.reset();
});

/** The mock counts tokens under the names of each vendor. */
const usageNames: Readonly<Record<string, { input: string; output: string }>> = {
  anthropic: { input: 'input_tokens', output: 'output_tokens' },
  openai: { input: 'input_tokens', output: 'output_tokens' },
  google: { input: 'promptTokenCount', output: 'candidatesTokenCount' },
};

const chatUsage = { input: 'prompt_tokens', output: 'completion_tokens' };

function usageOf(vendor: VendorTranscripts) {
  const names = usageNames[vendor.provider.id] ?? chatUsage;
  return { [names.input]: 11, [names.output]: 22, ...(names === chatUsage && { total_tokens: 33 }) };
}

async function* speak(vendor: VendorTranscripts, question: string, signal = new AbortController().signal) {
  const request: GenerateRequest = {
    family: 'any',
    model: vendor.model,
    system: 'You are a physicist.',
    messages: [{ role: 'user', text: question }],
    material: { question, domain: 'physics', documents: [], passageLimit: 3 },
  };
  const provider = await vendor.provider.load();
  yield* provider.generate(request, {
    signal,
    ...(vendor.provider.secret && { apiKey: 'canary-key-5d1f' }),
    baseUrl: vendor.baseUrl(mock.url),
  });
}

async function gather(events: AsyncIterable<ModelEvent>) {
  const heard = { text: '', reasoning: '', usage: {}, outcome: '', code: '', retryAfter: 0 };
  try {
    for await (const event of events) {
      if (event.type === 'text') heard.text += event.text;
      if (event.type === 'reasoning') heard.reasoning += event.text;
      if (event.type === 'usage') heard.usage = event.usage;
      if (event.type === 'finish') heard.outcome = event.outcome;
    }
  } catch (fault) {
    if (!(fault instanceof AppError)) throw fault;
    heard.code = fault.code;
    heard.retryAfter = fault.retryAfter ?? 0;
  }
  return heard;
}

const nothing = { text: '', reasoning: '', usage: {}, outcome: '', code: '', retryAfter: 0 };

describe.each(vendorTranscripts.map((vendor) => [vendor.provider.id, vendor] as const))('%s', (_, vendor) => {
  it('hears a whole answer with its reasoning and usage', async () => {
    mock.onMessage('Why?', { content: 'Weil es so ist – 証明 ✓.', reasoning: 'Think first.', usage: usageOf(vendor) });
    expect(await gather(speak(vendor, 'Why?'))).toEqual({
      ...nothing,
      text: 'Weil es so ist – 証明 ✓.',
      reasoning: 'Think first.',
      // The mock tells usage on this wire only to those who ask; Mistral tells it unasked and refuses the question.
      usage: vendor.provider.id === 'mistral' ? {} : { inputTokens: 11, outputTokens: 22 },
      outcome: 'complete',
    });
  });

  it('hears that the answer hit its limit', async () => {
    mock.onMessage('Why?', { content: 'Because', finishReason: 'length', usage: usageOf(vendor) });
    expect(await gather(speak(vendor, 'Why?'))).toMatchObject({ text: 'Because', outcome: 'length' });
  });

  it.each([
    [401, 'provider/bad-key', 0],
    [429, 'limit/rate', 7_000],
    [500, 'provider/unreachable', 0],
    [503, 'provider/overloaded', 0],
  ])('hears status %i as %s', async (status, code, retryAfter) => {
    mock.onMessage('Why?', { error: { message: 'No.', type: 'some_error' }, status, retryAfter: 7 });
    expect(await gather(speak(vendor, 'Why?'))).toEqual({ ...nothing, code, retryAfter });
  });

  it('hears that the line was cut', async () => {
    mock.onMessage('Why?', { content: 'one two three four five six' }, { truncateAfterChunks: 4, latency: 5 });
    expect(await gather(speak(vendor, 'Why?'))).toMatchObject({ outcome: '', code: 'provider/cut-off' });
  });

  it('stops in the middle when it is cancelled', async () => {
    mock.onMessage('Why?', { content: 'word '.repeat(500) }, { latency: 5 });
    const abort = new AbortController();
    const heard: ModelEvent[] = [];
    const fault = await (async () => {
      for await (const event of speak(vendor, 'Why?', abort.signal)) {
        heard.push(event);
        if (event.type === 'text') abort.abort();
      }
    })().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'internal/cancelled' });
    expect(heard.filter(({ type }) => type === 'text' || type === 'finish')).toHaveLength(1);
  });
});
