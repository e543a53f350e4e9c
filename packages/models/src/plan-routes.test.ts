import { describe, expect, it } from 'vitest';
import { families } from './catalogue.ts';
import type { FamilyDefinition } from './family-definition.ts';
import { describeFamily, planRoutes, type ProviderState, type ProviderStates } from './plan-routes.ts';

const family = (id: string): FamilyDefinition => {
  const found = families.find((known) => known.id === id);
  if (!found) throw new Error(`no family ${id}`);
  return found;
};
const needsKey: ProviderState = { title: 'Locked', needs: 'key' };
const open: ProviderState = { title: 'Open' };
const holding = (...models: string[]): ProviderState => ({ title: 'Ollama', models, complete: true });
const states = (known: Readonly<Record<string, ProviderState>>): ProviderStates => new Map(Object.entries(known));

describe('routes of a call', () => {
  it('takes every open route to the default, the maker first, each with its own name for the model', () => {
    const known = states({ anthropic: open, openrouter: open });
    expect(planRoutes(family('claude'), '', known)).toEqual({
      model: 'claude-sonnet-5-5',
      routes: [
        { provider: 'anthropic', model: 'claude-sonnet-5-5' },
        { provider: 'openrouter', model: 'anthropic/claude-sonnet-5.5' },
      ],
    });
  });

  it('leaves out what is not open, and what does not have the model', () => {
    const known = states({ groq: needsKey, fireworks: open, openrouter: open });
    expect(planRoutes(family('llama'), 'llama-3.3-70b', known).routes).toEqual([
      { provider: 'openrouter', model: 'meta-llama/llama-3.3-70b-instruct' },
    ]);
  });

  it('understands a provider’s own name for a model, so that other routes can step in', () => {
    const known = states({ groq: open, openrouter: open });
    expect(planRoutes(family('llama'), 'meta-llama/llama-3.3-70b-instruct', known)).toEqual({
      model: 'llama-3.3-70b',
      routes: [
        { provider: 'groq', model: 'llama-3.3-70b-versatile' },
        { provider: 'openrouter', model: 'meta-llama/llama-3.3-70b-instruct' },
      ],
    });
  });

  it('asks for a model that is in no list as it is written, and no local server that does not hold it', () => {
    const known = states({ openrouter: open, groq: open, ollama: holding('qwen3:8b') });
    expect(planRoutes(family('llama'), 'llama-tomorrow', known).routes).toEqual([
      { provider: 'groq', model: 'llama-tomorrow' },
      { provider: 'openrouter', model: 'llama-tomorrow' },
    ]);
    expect(
      planRoutes(family('claude'), 'claude-tomorrow', states({ anthropic: open, openrouter: open })).routes,
    ).toEqual([{ provider: 'anthropic', model: 'claude-tomorrow' }]);
  });

  it('knows from a list that a provider has a model which the catalogue does not know', () => {
    const known = states({ groq: open, openrouter: { ...open, models: ['meta-llama/llama-5-70b-instruct'] } });
    expect(planRoutes(family('llama'), 'llama-5-70b', known).routes).toEqual([
      { provider: 'openrouter', model: 'meta-llama/llama-5-70b-instruct' },
    ]);
  });

  it('asks a local server only for what it holds, and chooses from that when nothing is asked for', () => {
    const known = states({ groq: needsKey, ollama: holding('llama3.2:3b', 'llama3.3:latest', 'gemma3:4b') });
    expect(planRoutes(family('llama'), '', known)).toEqual({
      model: 'llama-3.3-70b',
      routes: [{ provider: 'ollama', model: 'llama3.3:latest' }],
    });
    expect(planRoutes(family('llama'), 'llama3.2:3b', known).routes).toEqual([
      { provider: 'ollama', model: 'llama3.2:3b' },
    ]);
    expect(planRoutes(family('llama'), 'llama-4-scout', known).routes).toEqual([]);
    expect(planRoutes(family('gemma'), '', known)).toEqual({
      model: 'gemma-3-4b',
      routes: [{ provider: 'ollama', model: 'gemma3:4b' }],
    });
    const small = states({ ollama: holding('llama3.2:3b') });
    expect(planRoutes(family('llama'), '', small)).toEqual({
      model: 'llama3.2:3b',
      routes: [{ provider: 'ollama', model: 'llama3.2:3b' }],
    });
  });

  it('finds unknown local models under "other", and nothing there when there are none', () => {
    expect(planRoutes(family('other'), '', states({ ollama: holding('qwen3:8b', 'phi4:14b') }))).toEqual({
      model: 'phi4:14b',
      routes: [{ provider: 'ollama', model: 'phi4:14b' }],
    });
    expect(planRoutes(family('other'), '', states({ ollama: holding('qwen3:8b') }))).toEqual({ model: '', routes: [] });
  });
});

describe('a family as people see it', () => {
  it('says what a model costs over the route that speaks, and nothing where nobody knows', () => {
    const asked: string[] = [];
    const priceOf = (provider: string, model: string, used: { inputTokens: number; outputTokens: number }) => {
      asked.push(`${provider} ${model}`);
      return provider === 'anthropic' ? (used.inputTokens * 4 + used.outputTokens * 20) / 1e6 : undefined;
    };
    const priceWith = (known: Readonly<Record<string, ProviderState>>) =>
      describeFamily(family('claude'), states(known), priceOf).models.find(({ id }) => id === 'claude-opus-5-5')?.price;
    expect(priceWith({ anthropic: open })).toEqual({ read: 4, written: 20 });
    expect(priceWith({ anthropic: needsKey })).toEqual({ read: 4, written: 20 });
    expect(priceWith({ anthropic: needsKey, openrouter: open })).toBeUndefined();
    expect(asked).toContain('openrouter anthropic/claude-opus-5.5');
  });

  it('says that a server answers when it only lacks a model', () => {
    expect(describeFamily(family('other'), states({ ollama: holding('qwen3:8b') })).reason).toBe(
      'Ollama answers, but has no model of this family. Load one there, or give another address under Models.',
    );
  });

  const shown = (id: string, known: Readonly<Record<string, ProviderState>>) => {
    const { available, provider, defaultModel, missing, reason, routes, models } = describeFamily(
      family(id),
      states(known),
    );
    const ready = routes?.map((route) => `${route.provider}: ${route.ready ? 'ready' : route.needs}`);
    return { available, provider, defaultModel, missing, reason, ready, extra: models.slice(family(id).models.length) };
  };

  it('speaks over the first route that is ready, and says of each other one what it lacks', () => {
    expect(
      shown('llama', {
        groq: needsKey,
        together: open,
        bedrock: { title: 'Bedrock', needs: 'address' },
        ollama: holding('qwen3:8b'),
        vllm: { title: 'vLLM', needs: 'server' },
      }),
    ).toEqual({
      available: true,
      provider: 'together',
      defaultModel: 'llama-3.3-70b',
      missing: undefined,
      reason: undefined,
      ready: ['groq: key', 'together: ready', 'bedrock: address', 'ollama: model', 'vllm: server'],
      extra: [],
    });
  });

  it('offers what a connected provider lists, once, and nothing of what it lacks a key for', () => {
    const listing = { title: 'Ollama', models: ['llama3.2:3b', 'llama3.3', 'qwen3:8b'], complete: true };
    expect(shown('llama', { ollama: listing, lmstudio: { ...listing, title: 'LM Studio' } })).toMatchObject({
      provider: 'ollama',
      defaultModel: 'llama-3.3-70b',
      extra: [{ id: 'llama3.2:3b', title: 'llama3.2:3b (Ollama)' }],
    });
    expect(shown('llama', { groq: { ...needsKey, models: ['llama-9'] } })).toMatchObject({
      available: false,
      missing: 'key',
      reason: 'No key for Llama yet. Add one under Models.',
      extra: [],
    });
  });
});
