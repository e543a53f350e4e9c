// StepSpends: which models a step asked, over whom, how much they read and wrote, and what that cost.
import type { Spend } from '@parley/spec';
import { costWords } from '../run/money-words.ts';
import { useFamilies } from '../state/families.ts';
import { countWords } from './support.ts';

interface StepSpendsProps {
  readonly spends: readonly Spend[] | undefined;
}

/** One line for each route; nothing while no call has told what it used. */
export function StepSpends({ spends }: StepSpendsProps) {
  const routes = useFamilies().flatMap((family) => family.routes ?? []);
  const titleOf = (id: string) => routes.find(({ provider }) => provider === id)?.title ?? id;
  if (!spends) return null;
  return (
    <ul aria-label="What it used" className="text-[12px] leading-4 text-ink-faint tabular-nums">
      {spends.map(({ provider, model, inputTokens, outputTokens, cachedInputTokens, usd }) => (
        <li key={`${provider}/${model}/${usd === undefined}`} className="break-words">
          {provider === '' ? model : `${model} over ${titleOf(provider)}`}: {countWords(inputTokens, 'token')} read
          {cachedInputTokens !== undefined && ` (${cachedInputTokens.toLocaleString('en')} from its cache)`},{' '}
          {outputTokens.toLocaleString('en')} written,{' '}
          {costWords({ usd: usd ?? 0, unpricedTokens: usd === undefined ? inputTokens + outputTokens : 0 })}
        </li>
      ))}
    </ul>
  );
}
