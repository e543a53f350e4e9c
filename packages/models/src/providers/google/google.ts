// Gemini over Google's official SDK (Gen AI). Everything that knows this vendor's wire is in this folder.
import type { GenerateContentParameters, GenerateContentResponse } from '@google/genai';
import type { AnswerOutcome } from '@parley/spec';
import { modelFacts } from '../../model-facts.ts';
import { defineProvider, type GenerateRequest, type ModelEvent } from '../../provider.ts';
import { askOverWire, callOverWire, type Wire, type WireReader } from '../call-over-wire.ts';
import { readGoogleError } from './read-google-error.ts';

const secret = {
  name: 'GEMINI_API_KEY',
  title: 'Gemini API key',
  page: 'https://aistudio.google.com/apikey',
};

/** Serves Gemini. */
export const googleProvider = defineProvider({
  id: 'google',
  title: 'Google',
  secret,
  baseUrlVariable: 'GOOGLE_GEMINI_BASE_URL',
  async load() {
    const { ApiError, GoogleGenAI } = await import('@google/genai');
    // The SDK retries only when it is given retryOptions, and it is given none.
    const createClient = ({ apiKey, baseUrl, fetch }: Wire) =>
      new GoogleGenAI({ apiKey, vertexai: false, httpOptions: { fetch, ...splitAddress(baseUrl) } });
    const vendor = {
      title: 'Google',
      secret,
      readError: (error: unknown) =>
        error instanceof ApiError ? readGoogleError(error.status, error.message) : undefined,
    };
    return {
      generate: (request, call) =>
        callOverWire(
          {
            ...vendor,
            reader: createReader(),
            open: (wire) => createClient(wire).models.generateContentStream(toParameters(request, wire.signal)),
          },
          call,
        ),
      listModels: (call) =>
        askOverWire(
          {
            ...vendor,
            async ask(wire) {
              const config = { pageSize: 1000, abortSignal: wire.signal };
              const { page } = await createClient(wire).models.list({ config });
              const answering = page.filter(({ supportedActions }) => supportedActions?.includes('generateContent'));
              return answering.flatMap(({ name }) => name?.replace(/^models\//, '') ?? []).toSorted();
            },
          },
          call,
        ),
    };
  },
});

/** An address may end with the API version it speaks, such as `/v1beta`; the SDK wants the two apart. */
function splitAddress(baseUrl: string | undefined): { baseUrl?: string; apiVersion?: string } {
  if (baseUrl === undefined) return {};
  const [, host, apiVersion] = /^(.*?)(?:\/(v\d+(?:alpha|beta)?\d*))?$/.exec(baseUrl) ?? [];
  return { baseUrl: host ?? baseUrl, ...(apiVersion !== undefined && { apiVersion }) };
}

function toParameters(request: GenerateRequest, abortSignal: AbortSignal): GenerateContentParameters {
  return {
    model: request.model,
    contents: request.messages.map(({ role, text }) => ({
      role: role === 'user' ? 'user' : 'model',
      parts: [{ text }],
    })),
    config: {
      abortSignal,
      ...(request.system !== '' && { systemInstruction: request.system }),
      ...(request.maxOutputTokens !== undefined && { maxOutputTokens: request.maxOutputTokens }),
      ...(modelFacts(request.model).summarisesReasoning && { thinkingConfig: { includeThoughts: true } }),
    },
  };
}

function createReader(): WireReader<GenerateContentResponse> {
  let outcome: AnswerOutcome | undefined;
  return {
    read(chunk) {
      const events: ModelEvent[] = [];
      const candidate = chunk.candidates?.[0];
      for (const { text, thought } of candidate?.content?.parts ?? []) {
        if (text !== undefined && text !== '') events.push({ type: thought ? 'reasoning' : 'text', text });
      }
      const usage = chunk.usageMetadata;
      if (usage)
        events.push({
          type: 'usage',
          usage: {
            inputTokens: usage.promptTokenCount ?? 0,
            outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
            ...(usage.cachedContentTokenCount && { cachedInputTokens: usage.cachedContentTokenCount }),
          },
        });
      if (candidate?.finishReason) outcome = toOutcome(candidate.finishReason);
      else if (chunk.promptFeedback?.blockReason) outcome = 'filtered';
      return events;
    },
    outcome: () => outcome,
  };
}

function toOutcome(reason: string): AnswerOutcome {
  switch (reason) {
    case 'STOP':
      return 'complete';
    case 'MAX_TOKENS':
    case 'CONTINUATION':
      return 'length';
    case 'MALFORMED_RESPONSE':
    case 'MALFORMED_FUNCTION_CALL':
    case 'UNEXPECTED_TOOL_CALL':
      throw new Error(`finish reason ${reason}`);
    default:
      return 'filtered';
  }
}
