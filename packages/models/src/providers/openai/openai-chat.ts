// Chat Completions over OpenAI's official SDK, for every server that speaks it. What differs between servers is data
// (ChatServer); nothing here asks for one of them by name.
import { defineProvider, type Provider, type ProviderCall, type ProviderDefinition } from '../../provider.ts';
import { callOverWire } from '../call-over-wire.ts';
import { createRungMemory } from '../shape-rung.ts';
import type { ChatServer } from './chat-server.ts';
import { clientOptions, listOpenaiModels, type Sdk } from './list-openai-models.ts';
import { createReader } from './read-chat-stream.ts';
import { readApiError } from './read-openai-error.ts';
import { ladderOf, toChatBody } from './to-chat-body.ts';
import { toStrictSchema } from './to-strict-schema.ts';
import { wrapErrorBody } from './wrap-error-body.ts';

/** Proves a key where everybody may see the list of models; only who sets keys needs it. */
export type ProveChatKey = (
  sdk: Sdk,
  server: ChatServer,
  call: ProviderCall,
  models: readonly string[],
  generate: Provider['generate'],
) => Promise<void>;

/** The provider for a server. */
export function createChatProvider(server: ChatServer, proveKey?: ProveChatKey): ProviderDefinition {
  const { id, title, secret, baseUrl, strictSchema } = server;
  return defineProvider({
    ...server,
    async load() {
      const { OpenAI, APIError } = await import('openai');
      const memory = createRungMemory();
      const generate: Provider['generate'] = (request, call) =>
        callOverWire(
          {
            id,
            title,
            secret,
            memory,
            ladder: ladderOf(server, request),
            async open({ signal, ...wire }, rung, turn) {
              const client = new OpenAI(
                clientOptions({ ...wire, baseUrl: wire.baseUrl ?? baseUrl, fetch: wrapErrorBody(wire.fetch) }),
              );
              const strict = strictSchema && rung === 'schema' && request.output;
              const optional = strict ? toStrictSchema(strict.schema).optional : new Set<string>();
              return {
                reader: createReader(server, turn, optional),
                events: await client.chat.completions.create(toChatBody(server, request, rung), { signal }),
              };
            },
            readError: (error) => (error instanceof APIError ? readApiError(error) : undefined),
          },
          request,
          call,
        );
      return {
        generate,
        listModels: (call) => listOpenaiModels({ OpenAI, APIError }, { title, secret, baseUrl }, call),
        ...(proveKey && { proveKey: (call, models) => proveKey({ OpenAI, APIError }, server, call, models, generate) }),
      };
    },
  });
}
