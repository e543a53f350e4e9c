// What calls of models use and cost: tokens, dollars, and who took them. Sums never hide what has no known price.
import { z } from 'zod';

/** Token counts as reported by the provider; local readers report none. */
export const usageSchema = z.strictObject({
  /** All tokens the model was sent, those from or into the provider's cache included. */
  inputTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  /** Of the input, what the provider had in its cache and sells cheaper. */
  cachedInputTokens: z.int().min(0).optional(),
  /** Of the input, what the provider stored in its cache, which some sell dearer. */
  cacheWriteTokens: z.int().min(0).optional(),
});
export type Usage = z.infer<typeof usageSchema>;

/** What was used over one route, with its price. */
export const spendSchema = z.strictObject({
  ...usageSchema.shape,
  family: z.string(),
  /** The provider's id. */
  provider: z.string(),
  /** The provider's own id of the model. */
  model: z.string(),
  /** US dollars; 0 on a machine of one's own; absent when nobody knows the price. */
  usd: z.number().min(0).optional(),
});
export type Spend = z.infer<typeof spendSchema>;

/** Spends together. What has no known price is in `unpricedTokens` and not in `usd`, which then is only the least. */
export const spendTotalSchema = z.strictObject({
  ...usageSchema.shape,
  /** US dollars. */
  usd: z.number().min(0),
  unpricedTokens: z.int().min(0),
});
export type SpendTotal = z.infer<typeof spendTotalSchema>;

/** Both together. */
export function addUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (!one || !other) return one ?? other;
  const cached = (one.cachedInputTokens ?? 0) + (other.cachedInputTokens ?? 0);
  const written = (one.cacheWriteTokens ?? 0) + (other.cacheWriteTokens ?? 0);
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(written > 0 && { cacheWriteTokens: written }),
  };
}

/** The list with one more; spends of one route are joined, those with and those without a price apart. */
export function addSpend(spends: readonly Spend[], spend: Spend): Spend[] {
  const at = spends.findIndex((known) => isSame(known, spend));
  const known = spends[at];
  if (!known) return [...spends, spend];
  const usage = addUsage(toUsage(known), toUsage(spend)) ?? toUsage(spend);
  const { family, provider, model } = known;
  const joined = { family, provider, model, ...usage, ...withPrice((known.usd ?? 0) + (spend.usd ?? 0), known) };
  return spends.with(at, joined);
}

/** How much more `now` is than `before`, both totals of the same attempt; undefined when nothing was added. */
export function spendSince(before: Spend | undefined, now: Spend): Spend | undefined {
  if (!before) return now;
  const more = (field: keyof Usage) => Math.max(0, (now[field] ?? 0) - (before[field] ?? 0));
  const [input, output, cached, written] = [
    more('inputTokens'),
    more('outputTokens'),
    more('cachedInputTokens'),
    more('cacheWriteTokens'),
  ];
  const usd = Math.max(0, (now.usd ?? 0) - (before.usd ?? 0));
  if (input + output + cached + written + usd === 0) return undefined;
  const { family, provider, model } = now;
  return {
    family,
    provider,
    model,
    inputTokens: input,
    outputTokens: output,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(written > 0 && { cacheWriteTokens: written }),
    ...withPrice(usd, now),
  };
}

/** Totals of all spends, and of each family, the dearest first. */
export function foldSpends(spends: readonly Spend[]): {
  readonly total: SpendTotal;
  readonly families: readonly (SpendTotal & { readonly family: string })[];
} {
  const families = [...Map.groupBy(spends, ({ family }) => family)]
    .map(([family, own]) => ({ family, ...sum(own) }))
    .toSorted((one, other) => other.usd - one.usd || tokensOf(other) - tokensOf(one));
  return { total: sum(spends), families };
}

/** The spends of a run's steps; what runs of earlier versions used is of no named family and has no price. */
export function spendsOfSteps(
  steps: Readonly<
    Record<string, { readonly usage?: Usage | undefined; readonly spends?: readonly Spend[] | undefined }>
  >,
): readonly Spend[] {
  return Object.values(steps).flatMap(
    ({ usage, spends }) => spends ?? (usage ? [{ family: '', provider: '', model: '', ...usage }] : []),
  );
}

function sum(spends: readonly Spend[]): SpendTotal {
  const usage = spends.map(toUsage).reduce<Usage | undefined>(addUsage, undefined);
  return {
    ...(usage ?? { inputTokens: 0, outputTokens: 0 }),
    usd: spends.reduce((dollars, { usd }) => dollars + (usd ?? 0), 0),
    unpricedTokens: spends.reduce((tokens, spend) => tokens + (spend.usd === undefined ? tokensOf(spend) : 0), 0),
  };
}

function toUsage({ inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens }: Usage): Usage {
  return {
    inputTokens,
    outputTokens,
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
    ...(cacheWriteTokens !== undefined && { cacheWriteTokens }),
  };
}

function withPrice(usd: number, { usd: known }: Spend): { usd?: number } {
  return known === undefined ? {} : { usd };
}

function isSame(one: Spend, other: Spend): boolean {
  return (
    one.family === other.family &&
    one.provider === other.provider &&
    one.model === other.model &&
    (one.usd === undefined) === (other.usd === undefined)
  );
}

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens;
}
