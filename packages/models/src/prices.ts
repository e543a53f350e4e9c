// What a call costs and how much a model reads at once, by a price list that is kept by others and bundled: no network.
// A module of its own, so that only those who count money load the list.
import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { Usage } from '@parley/spec';

export interface Price {
  readonly amount: number;
  readonly currency: 'USD';
}

/** What the list calls our providers. Azure is not here: its prices depend on a contract. */
const lists: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  google: 'google',
  deepseek: 'deepseek',
  mistral: 'mistral',
  xai: 'x-ai',
  cohere: 'cohere',
  moonshot: 'moonshotai',
  zai: 'zai',
  groq: 'groq',
  together: 'together',
  fireworks: 'fireworks',
  openrouter: 'openrouter',
  bedrock: 'aws',
};

/** Providers on one's own machine: nobody asks money for a token. */
const own: ReadonlySet<string> = new Set(['ollama', 'lmstudio', 'llamacpp', 'vllm', 'readers']);

/**
 * The price of a call over a route, by the provider's own id of the model. `at` matters where prices change by date or
 * hour. Undefined when the list does not have exactly this model: a neighbour's price would be a guess.
 */
export function priceOf(provider: string, model: string, usage: Usage, at?: Date): Price | undefined {
  if (own.has(provider)) return { amount: 0, currency: 'USD' };
  const name = nameInList(provider, model);
  if (name === undefined) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 } = usage;
  const tokens = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    // A report that contradicts itself must not be cheaper than its input.
    cache_read_tokens: Math.min(inputTokens, cachedInputTokens),
    cache_write_tokens: Math.min(Math.max(0, inputTokens - cachedInputTokens), cacheWriteTokens),
  };
  const found = calcPrice(tokens, name.model, { providerId: name.list, ...(at && { timestamp: at }) });
  return found && names(found.model, name.model) ? { amount: found.total_price, currency: 'USD' } : undefined;
}

/** Tokens that this provider lets the model read at once; undefined when the list does not say it of exactly this model. */
export function contextWindowOf(provider: string, model: string): number | undefined {
  const name = nameInList(provider, model);
  return (
    name && findProvider({ providerId: name.list })?.models.find((known) => names(known, name.model))?.context_window
  );
}

function nameInList(provider: string, model: string): { readonly list: string; readonly model: string } | undefined {
  const list = Object.hasOwn(lists, provider) ? lists[provider] : undefined;
  return list === undefined ? undefined : { list, model: model.replace(/^accounts\/fireworks\/models\//, '') };
}

type Match = { readonly equals: string } | { readonly or: readonly Match[] } | object;

/**
 * Whether the entry is of this very model: by its id, by a name it is said to equal, or by either with the date of a
 * snapshot. What the list only knows to begin alike is another model.
 */
function names({ id, match }: { readonly id: string; readonly match: Match }, model: string): boolean {
  const known = [id, ...equalsOf(match)].map((name) => name.toLowerCase());
  const asked = model.toLowerCase();
  return known.includes(asked) || known.includes(asked.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|\d{2}-\d{4})$/, ''));
}

function equalsOf(match: Match): readonly string[] {
  if ('equals' in match) return [match.equals];
  return 'or' in match ? match.or.flatMap(equalsOf) : [];
}
