// Who could speak here: local servers, keys by name, families; and with leave to ask, what the providers say to the keys.
import { defaultProviders } from '@parley/models';
import { createProviderCheck } from '@parley/server/local';
import type { Local } from '../local/open-local.ts';
import type { Finding } from './finding.ts';

/** Model servers on this machine; asks the known ports of it and nobody else. */
export async function examineServers(local: Local): Promise<Finding[]> {
  const found = (await local.modelLists.probeLocal()).filter(({ answers }) => answers);
  if (found.length > 0) {
    return found.map(({ title, address, models }) => ({
      state: 'good',
      about: title,
      found: `Answers at ${address} with ${models.length === 1 ? '1 model' : `${models.length} models`}.`,
    }));
  }
  const titles = defaultProviders.filter((provider) => provider.local).map(({ title }) => title);
  return [{ state: 'absent', about: 'Local models', found: `None of ${titles.join(', ')} answers on this machine.` }];
}

/** Keys by their names, never a value. */
export async function examineKeys(local: Local): Promise<Finding[]> {
  const names = new Set(defaultProviders.flatMap(({ secret }) => secret?.name ?? []));
  const named: string[] = [];
  for (const name of names) if ((await local.readSecret(name)) !== undefined) named.push(name);
  if (named.length > 0) return [{ state: 'good', about: 'Keys', found: `${named.join(', ')}.` }];
  return [
    {
      state: 'absent',
      about: 'Keys',
      found: 'No key of a provider is set, so only local readers and local models speak.',
      repair:
        'Set one, such as ANTHROPIC_API_KEY, OPENAI_API_KEY or OPENROUTER_API_KEY, or enter it on the Models page.',
    },
  ];
}

/** Asks every provider that has a key whether it is good: one short request each, which costs nothing. */
export async function examineProviders(local: Local): Promise<Finding[]> {
  const { readSecret, readBaseUrl } = local;
  const check = createProviderCheck({
    definitions: defaultProviders,
    readSecret,
    readBaseUrl,
    onWorks: async () => {},
  });
  const asked = await Promise.all(
    defaultProviders.map(async ({ id, title, secret, local: isLocal }): Promise<Finding[]> => {
      if (isLocal || !secret || (await readSecret(secret.name)) === undefined) return [];
      const answer = await check(id);
      if (!answer) return [];
      return [{ state: answer.outcome === 'works' ? 'good' : 'broken', about: title, found: answer.message }];
    }),
  );
  return asked.flat();
}

/** How many families could speak with all that. */
export async function examineFamilies(local: Local): Promise<Finding> {
  const families = await local.gateway().families();
  const models = families.filter(({ kind }) => kind === 'model');
  const ready = models.filter(({ available }) => available);
  const readers = families.filter(({ kind, available }) => kind === 'reader' && available).length;
  const lineages = new Set(ready.map(({ lineage }) => lineage)).size;
  const found = `${ready.length} of ${models.length} model families can speak, of ${lineages} lineages; ${readers} local readers always can.`;
  return { state: ready.length > 0 ? 'good' : 'absent', about: 'Families', found };
}
