// Words for what a run used, cost and took. Pure; it writes nothing.
import { foldSpends, formatUsd, type RunState, spendsOfSteps, type StepState } from '@parley/spec';

/** "2.3 s", "1 min 05 s"; empty while it is not over. */
export function tellSeconds({ startedAt, endedAt }: Pick<StepState, 'startedAt' | 'endedAt'>): string {
  if (startedAt === undefined || endedAt === undefined) return '';
  const seconds = Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}

/** "1,204 in, 310 out"; empty when no call told of tokens. */
export function tellTokens(steps: RunState['steps']): string {
  const { total } = foldSpends(spendsOfSteps(steps));
  if (total.inputTokens + total.outputTokens === 0) return '';
  return `${total.inputTokens.toLocaleString('en')} in, ${total.outputTokens.toLocaleString('en')} out`;
}

/** "$0.0043", "at least $0.01", "price unknown"; empty when nothing was used. */
export function tellMoney(steps: RunState['steps']): string {
  const spends = spendsOfSteps(steps);
  const { total } = foldSpends(spends);
  if (spends.length === 0 || total.inputTokens + total.outputTokens === 0) return '';
  if (total.unpricedTokens === 0) return formatUsd(total.usd);
  return total.usd > 0 ? `at least ${formatUsd(total.usd)}` : 'price unknown';
}

/** The family, the model and the provider that spoke for a step; empty where none did. */
export function tellSpeaker({ spends = [] }: StepState): string {
  return [...new Set(spends.map(({ model, provider }) => `${model} (${provider})`))].join(', ');
}
