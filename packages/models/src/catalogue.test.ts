// The catalogue against the providers and the SDKs it speaks of.
import { readFile } from 'node:fs/promises';
import { familyStatusSchema } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { families } from './catalogue.ts';
import { defaultProviders } from './default-providers.ts';

it('has one entry per id, and a provider for each', () => {
  expect(new Set(families.map(({ id }) => id)).size).toBe(families.length);
  const served = defaultProviders.map(({ id }) => id);
  expect(families.filter(({ provider }) => !served.includes(provider))).toEqual([]);
});

it('offers no scripted family and no scripted provider', () => {
  expect([...families, ...defaultProviders].filter(({ id }) => id.includes('script'))).toEqual([]);
});

describe.each(families.map((family) => [family.id, family] as const))('%s', (_, family) => {
  it('is a family as the product shows it, with its default among its models', () => {
    const { licence, trainingTerms, ...shown } = family;
    expect(familyStatusSchema.parse({ ...shown, available: true })).toEqual({ ...shown, available: true });
    expect(family.models.map(({ id }) => id)).toContain(family.defaultModel);
    expect([licence.title, trainingTerms]).not.toContain('');
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
    .filter((family) => family.provider === provider)
    .flatMap(({ models }) => models.map(({ id }) => id));
  expect(ids.filter((id) => !known.includes(`'${id}'`) && !known.includes(`"${id}"`))).toEqual([]);
});

it('is safe in a browser: the catalogue imports nothing at run time', async () => {
  const source = await readFile(new URL('./catalogue.ts', import.meta.url), 'utf8');
  expect(
    source.split('\n').filter((line) => /^(import|export .* from) /.test(line) && !line.startsWith('import type')),
  ).toEqual([]);
});
