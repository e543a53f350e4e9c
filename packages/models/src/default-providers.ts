// The product's providers. A new one is a folder beside the others and a line here; one that speaks Chat Completions is
// an entry of `compatibleProviders`.
import type { ProviderDefinition } from './provider.ts';
import { anthropicProvider } from './providers/anthropic/anthropic.ts';
import { googleProvider } from './providers/google/google.ts';
import { compatibleProviders } from './providers/openai/compatible-providers.ts';
import { openaiProvider } from './providers/openai/openai.ts';
import { readersProvider } from './providers/readers/readers.ts';

/** Every provider the product ships with. */
export const defaultProviders: readonly ProviderDefinition[] = [
  anthropicProvider,
  openaiProvider,
  googleProvider,
  ...compatibleProviders,
  readersProvider,
];
