// The catalogue against the providers and the SDKs it speaks of.
import { readFile } from 'node:fs/promises';
import { findProvider } from '@pydantic/genai-prices';
import { familyStatusSchema } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { families } from './catalogue.ts';
import { defaultProviders } from './default-providers.ts';
import { familyOfModel } from './family-of-model.ts';

it('has one entry per id, and a provider for each route, each once', () => {
  expect(new Set(families.map(({ id }) => id)).size).toBe(families.length);
  const served = defaultProviders.map(({ id }) => id);
  for (const { id, routes } of families) {
    const ways = routes.map(({ provider }) => provider);
    expect({ id, lost: ways.filter((way) => !served.includes(way)) }).toEqual({ id, lost: [] });
    expect({ id, ways: new Set(ways).size }).toEqual({ id, ways: ways.length });
  }
});

it('leaves no provider without a family', () => {
  const used = new Set(families.flatMap(({ routes }) => routes.map(({ provider }) => provider)));
  expect(defaultProviders.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
});

it('has one lineage per family: the same base model behind two hosts is one', () => {
  expect(new Set(families.map(({ lineage }) => lineage)).size).toBe(families.length);
});

it('reaches five families and more with a key of OpenRouter', () => {
  const reached = families.filter(({ routes }) => routes.some(({ provider }) => provider === 'openrouter'));
  expect(reached.length).toBeGreaterThanOrEqual(12);
});

it('offers no scripted family and no scripted provider', () => {
  expect([...families, ...defaultProviders].filter(({ id }) => id.includes('script'))).toEqual([]);
});

describe.each(families.map((family) => [family.id, family] as const))('%s', (_, family) => {
  it('is a family as the product shows it, with its default among its models', () => {
    const { licence, trainingTerms, routes, ...rest } = family;
    const shown = { ...rest, available: true, provider: routes[0]?.provider };
    expect(familyStatusSchema.parse(shown)).toEqual(shown);
    expect([...family.models.map(({ id }) => id), ...(family.id === 'other' ? [''] : [])]).toContain(
      family.defaultModel,
    );
    expect([licence.title, trainingTerms]).not.toContain('');
  });

  it('calls on every route only models that it has', () => {
    const own = family.models.map(({ id }) => id);
    const named = family.routes.flatMap(({ models }) => Object.keys(models ?? {}));
    expect(named.filter((id) => !own.includes(id))).toEqual([]);
  });

  it('is told from the names of its models, whatever a provider calls them', () => {
    if (family.kind === 'reader') return;
    const names = [
      ...family.models.map(({ id }) => id),
      ...family.routes.flatMap(({ models }) => Object.values(models ?? {})),
    ];
    expect(names.filter((name) => familyOfModel(name) !== family.id)).toEqual([]);
  });
});

const readers = families.filter(({ kind }) => kind === 'reader');
it.each(readers)('$id says that it quotes and never writes, and has one model', ({ description, models }) => {
  expect(description).toContain('quotes, never writes');
  expect(models).toHaveLength(1);
});

it.each([
  ['anthropic', '@anthropic-ai/sdk/resources/messages/messages.d.ts'],
  ['openai', 'openai/resources/shared.d.ts'],
  ['google', '@google/genai/dist/genai.d.ts'],
])('names only models that the SDK of %s knows', async (provider, file) => {
  const known = await readFile(new URL(`../node_modules/${file}`, import.meta.url), 'utf8');
  const ids = families
    .filter(({ routes }) => routes[0]?.provider === provider)
    .flatMap(({ models }) => models.map(({ id }) => id));
  expect(ids.filter((id) => !known.includes(`'${id}'`) && !known.includes(`"${id}"`))).toEqual([]);
});

/** What a well-kept price list calls models, as a second witness for names that no SDK holds. */
const witnessed: Readonly<Record<string, { readonly list: string; readonly prefix?: string }>> = {
  deepseek: { list: 'deepseek' },
  mistral: { list: 'mistral' },
  xai: { list: 'x-ai' },
  moonshot: { list: 'moonshotai' },
  groq: { list: 'groq' },
  together: { list: 'together' },
  fireworks: { list: 'fireworks', prefix: 'accounts/fireworks/models/' },
  openrouter: { list: 'openrouter' },
  bedrock: { list: 'aws' },
};
/** Not in the price list yet: named after the rule that the names beside them follow, so a 404 sends the call to the next route. */
const unwitnessed = new Set([
  'anthropic/claude-sonnet-5.5',
  'anthropic/claude-haiku-5.5',
  'openai/gpt-6.1-sol',
  'openai/gpt-6.1-terra',
  'google/gemini-3.8-flash',
  'google/gemini-4-argon',
  'google/gemini-4-carbon',
  'x-ai/grok-4.6',
  'x-ai/grok-4.5',
  'openai/gpt-oss-120b (together)',
  'openai/gpt-oss-20b (together)',
]);

it.each(Object.entries(witnessed))(
  'calls models at %s what the price list calls them',
  (provider, { list, prefix = '' }) => {
    const known = new Set(findProvider({ providerId: list })?.models.map(({ id }) => id));
    const names = families.flatMap(({ routes, models }) =>
      routes
        .filter((route) => route.provider === provider)
        .flatMap((route) => (route.sameIds ? models.map(({ id }) => id) : Object.values(route.models ?? {}))),
    );
    const isUnknown = (name: string) =>
      !known.has(name.replace(prefix, '')) && !unwitnessed.has(name) && !unwitnessed.has(`${name} (${provider})`);
    expect(names.filter(isUnknown)).toEqual([]);
  },
);

it('is safe in a browser: the catalogue imports nothing but data beside it', async () => {
  const seen = new Set(['./catalogue.ts']);
  for (const file of seen) {
    const source = await readFile(new URL(file, import.meta.url), 'utf8');
    const taken = source.matchAll(/^(?:import|export)(?! type )[^;]* from '([^']+)'/gm);
    for (const [, from] of taken) seen.add(from ?? '');
  }
  expect([...seen].toSorted()).toEqual([
    './api-families.ts',
    './catalogue.ts',
    './family-definition.ts',
    './open-families.ts',
    './reader-families.ts',
  ]);
});
