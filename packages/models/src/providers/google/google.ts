// Gemini over Google's official SDK (Gen AI). Everything that knows this vendor's wire is in this folder.
import { defineProvider } from '../../provider.ts';
import { askOverWire, callOverWire, type Wire } from '../call-over-wire.ts';
import { sortModels } from '../read-model-list.ts';
import { readCount } from '../read-count.ts';
import { createRungMemory } from '../shape-rung.ts';
import { readGoogleError } from './read-google-error.ts';
import { createReader } from './read-stream.ts';
import { ladderOf, toParameters } from './to-parameters.ts';

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
    const { ApiError, FunctionCallingConfigMode, GoogleGenAI } = await import('@google/genai');
    // The SDK retries only when it is given retryOptions, and it is given none.
    const createClient = ({ apiKey, baseUrl, fetch }: Wire) =>
      new GoogleGenAI({ apiKey, vertexai: false, httpOptions: { fetch, ...splitAddress(baseUrl) } });
    const memory = createRungMemory();
    const vendor = {
      id: 'google',
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
            memory,
            ladder: ladderOf(request),
            async open(wire, rung, turn) {
              const asked = toParameters(request, rung, FunctionCallingConfigMode.ANY, wire.signal);
              const events = await createClient(wire).models.generateContentStream(asked);
              return { events, reader: createReader(turn) };
            },
          },
          request,
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
              return sortModels(
                answering.flatMap(({ name, inputTokenLimit: contextWindow }) =>
                  name === undefined
                    ? []
                    : [{ id: name.replace(/^models\//, ''), ...(contextWindow && { contextWindow }) }],
                ),
              );
            },
          },
          call,
        ),
      countTokens: (model, text, call) =>
        askOverWire(
          {
            ...vendor,
            async ask(wire) {
              const asked = { model, contents: text, config: { abortSignal: wire.signal } };
              return readCount((await createClient(wire).models.countTokens(asked)).totalTokens);
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
