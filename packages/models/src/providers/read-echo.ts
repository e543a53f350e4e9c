// Which turns may be sent back in their provider's own form. Knows no vendor.
import type { GenerateRequest, Message } from '../provider.ts';

/**
 * The turn as its provider gave it, when it is the one that is asked now, with the same model; undefined when the turn
 * must be built from its text and its calls. What it holds is the provider's own business, and unchecked.
 */
export function readEcho(message: Message, provider: string, { model }: Pick<GenerateRequest, 'model'>): unknown {
  if (message.role !== 'assistant' || !message.echo) return undefined;
  const { echo } = message;
  return echo.provider === provider && echo.model === model ? echo.turn : undefined;
}
