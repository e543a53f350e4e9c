// Asks a provider the cheapest question that only a good key and address get an answer to. Knows no vendor: what proves a key
// is the provider's to say.
import { AppError } from '@parley/spec';
import type { ProviderCall, ProviderDefinition } from './provider.ts';
import { createSecretRedactor } from './secret-redactor.ts';

/** Resolves with the ids of the models it told of. Throws AppError only, without the key in its words. */
export async function checkProvider(definition: ProviderDefinition, call: ProviderCall): Promise<readonly string[]> {
  const { secret } = definition;
  const secrets = createSecretRedactor(secret && call.apiKey ? [{ name: secret.name, value: call.apiKey }] : []);
  try {
    const provider = await definition.load();
    const models = ((await provider.listModels?.(call)) ?? []).map(({ id }) => id);
    await provider.proveKey?.(call, models);
    return models;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A cause is for a log, and no log needs to know more of this than its words.
    throw new AppError(error.code, secrets.redact(error.message), {
      ...(error.path && { path: error.path }),
      ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    });
  }
}
