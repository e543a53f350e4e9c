// What a model costs, in words: for a million tokens, read and written. Knows no component.
import { type FamilyStatus, formatUsd, type ModelInfo } from '@parley/spec';

/** What the family's default model costs, said under its name; undefined for readers, and while there is no such model. */
export function priceWords(family: FamilyStatus): string | undefined {
  const model = family.models.find(({ id }) => id === family.defaultModel);
  if (family.kind === 'reader' || !model) return undefined;
  if (!model.price) return `${model.title}: price not known`;
  if (isFree(model.price)) return 'costs nothing';
  const { read, written } = model.price;
  return `${model.title}: ${formatUsd(read)} a million tokens read, ${formatUsd(written)} written`;
}

/** The same in brackets, for a list of models; empty when nobody knows. */
export function modelPrice({ price }: ModelInfo): string {
  if (!price) return '';
  return isFree(price) ? '(costs nothing)' : `(${formatUsd(price.read)} read, ${formatUsd(price.written)} written)`;
}

function isFree({ read, written }: NonNullable<ModelInfo['price']>): boolean {
  return read === 0 && written === 0;
}
