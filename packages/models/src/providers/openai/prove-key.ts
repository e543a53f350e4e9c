// Proves a key to a server with OpenAI's manners where a list of models proves nothing, because everybody may see it. Part of
// the SDK's folder; the SDK is handed in, already loaded.
import { AppError } from '@parley/spec';
import { familyOfModel } from '../../family-of-model.ts';
import type { Provider, ProviderCall } from '../../provider.ts';
import { askOverWire } from '../call-over-wire.ts';
import { type Asked, clientOptions, listOpenaiModels, type Sdk } from './list-openai-models.ts';
import { readApiError } from './read-openai-error.ts';

interface Proven extends Asked {
  readonly id: string;
  /** Where a key is told about itself. */
  readonly keyPath?: string | undefined;
}

/** Throws AppError when the key is not good, `limit/quota` when nothing is left on it. */
export async function proveOpenaiKey(
  sdk: Sdk,
  server: Proven,
  call: ProviderCall,
  models: readonly string[],
  generate: Provider['generate'],
): Promise<void> {
  const { title, secret, baseUrl, keyPath } = server;
  if (!secret || secret.optional || !call.apiKey) return;
  if (keyPath !== undefined) {
    const told = await askOverWire(
      {
        title,
        secret,
        ask: (wire) =>
          new sdk.OpenAI(clientOptions({ ...wire, baseUrl: wire.baseUrl ?? baseUrl })).get<unknown>(keyPath, {
            signal: wire.signal,
          }),
        readError: (error) => (error instanceof sdk.APIError ? readApiError(error) : undefined),
      },
      call,
    );
    if (isSpent(told)) throw new AppError('limit/quota', `The key at ${title} has no credit left.`);
    return;
  }
  const { apiKey: _, ...nobody } = call;
  const isPublic = await listOpenaiModels(sdk, { title, baseUrl }, nobody).then(
    () => true,
    () => false,
  );
  const model = isPublic ? await cheapest(server.id, models) : undefined;
  if (model === undefined) return;
  const request = {
    family: '',
    model,
    system: '',
    messages: [{ role: 'user' as const, text: 'Hi' }],
    material: { question: '', domain: '', documents: [], passageLimit: 0 },
    maxOutputTokens: 1,
  };
  // The first event is proof enough; leaving the loop ends the request.
  for await (const _event of generate(request, call)) return;
}

/** What OpenRouter tells of a key that has a limit of its own. */
function isSpent(told: unknown): boolean {
  if (typeof told !== 'object' || told === null || !('data' in told)) return false;
  const { data } = told;
  if (typeof data !== 'object' || data === null || !('limit_remaining' in data)) return false;
  return typeof data.limit_remaining === 'number' && data.limit_remaining <= 0;
}

/** Of those that answer with text, as far as their names tell; the first when no price is known. */
async function cheapest(provider: string, models: readonly string[]): Promise<string | undefined> {
  const { priceOf } = await import('../../prices.ts');
  const writing = models.filter(
    (id) => familyOfModel(id) !== undefined && !/embed|rerank|whisper|tts|image|audio|moderation|guard|ocr/i.test(id),
  );
  const priced = writing.flatMap((id) => {
    const price = priceOf(provider, id, { inputTokens: 1_000, outputTokens: 1_000 });
    return price ? [{ id, amount: price.amount }] : [];
  });
  return priced.toSorted((one, other) => one.amount - other.amount)[0]?.id ?? writing[0];
}
