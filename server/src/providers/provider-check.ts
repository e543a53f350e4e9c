// Whether a provider's key and address are good, asked of the provider itself and told in plain words. Never logs anything.
import { checkProvider, type ProviderDefinition } from '@parley/models';
import { AppError, type ErrorCode, type ProviderCheck, toFault } from '@parley/spec';

/** Milliseconds a provider has to answer. */
const patience = 15_000;

interface ProviderCheckOptions {
  readonly definitions: readonly ProviderDefinition[];
  readSecret(name: string): Promise<string | undefined>;
  readBaseUrl(providerId: string): Promise<string | undefined>;
  /** It works: whatever kept calls away from it is over. */
  onWorks(providerId: string): Promise<void>;
}

/** A function that asks the provider of this id now; undefined for an unknown one. */
export function createProviderCheck(options: ProviderCheckOptions): (id: string) => Promise<ProviderCheck | undefined> {
  return async (id) => {
    const definition = options.definitions.find((known) => known.id === id);
    if (!definition) return undefined;
    const { secret } = definition;
    const [apiKey, baseUrl] = await Promise.all([secret && options.readSecret(secret.name), options.readBaseUrl(id)]);
    const since = performance.now();
    const elapsed = () => Math.round(performance.now() - since);
    try {
      const models = await checkProvider(definition, {
        signal: AbortSignal.timeout(patience),
        ...(apiKey && { apiKey }),
        ...(baseUrl && { baseUrl }),
      });
      const milliseconds = elapsed();
      await options.onWorks(id);
      return {
        outcome: 'works',
        message: praise(definition, apiKey, models.length),
        models: models.length,
        milliseconds,
      };
    } catch (error) {
      const milliseconds = elapsed();
      return { ...explain(definition, baseUrl ?? definition.baseUrl, error), milliseconds };
    }
  };
}

function praise({ title, local }: ProviderDefinition, apiKey: string | undefined, models: number): string {
  const offer =
    models === 0
      ? 'tells of no models'
      : `${local ? 'holds' : 'offers'} ${models === 1 ? '1 model' : `${models} models`}`;
  return apiKey ? `${title} accepts the key and ${offer}.` : `${title} answers and ${offer}.`;
}

const outcomes: Partial<Record<ErrorCode, Exclude<ProviderCheck['outcome'], 'works' | 'failed'>>> = {
  'provider/bad-key': 'bad-key',
  'limit/quota': 'no-money',
  'limit/rate': 'busy',
  'provider/overloaded': 'busy',
  'provider/unreachable': 'unreachable',
  'provider/timeout': 'unreachable',
  // It was called off because nothing came in time.
  'internal/cancelled': 'unreachable',
  'provider/garbage': 'no-model-server',
  'provider/cut-off': 'no-model-server',
};

function explain(
  { title, secret }: ProviderDefinition,
  address: string | undefined,
  error: unknown,
): Pick<ProviderCheck, 'outcome' | 'message'> {
  const fault = toFault(error);
  const unknownModel =
    error instanceof AppError && error.code === 'provider/refused-request' && error.path?.[0] === 'model';
  const outcome = unknownModel ? 'no-model-server' : (outcomes[fault.code] ?? 'failed');
  const where = address === undefined ? '' : ` at ${withoutUser(address)}`;
  const messages = {
    'bad-key': `${title} does not accept this key. Copy it once more${secret ? ` from ${secret.page}` : ''}, or make a new one there.`,
    'no-money': `${title} knows the key, but its account has no credit or quota left. Top it up there.`,
    busy: `${title} answers, but takes no requests for now. Test again in a minute.`,
    unreachable: `${title} cannot be reached${where}, or fails on its side. Check the network and the address.`,
    'no-model-server': `Something else than a model server answers${where}. Check the address; most end with /v1.`,
    failed: fault.message,
  };
  return { outcome, message: messages[outcome] };
}

function withoutUser(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/$/, '');
}
