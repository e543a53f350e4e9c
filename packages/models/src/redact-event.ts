// Takes a secret's value out of what a model says, before anyone shows, stores or acts on it.
import type { ToolCall } from '@parley/spec';
import type { ModelEvent } from './provider.ts';
import { type NamedSecret, redactSecret } from './redact-secret.ts';

/**
 * The event without the secret; undefined for an echo that holds it: a turn cannot be changed and sent back, so it is
 * built from its text and calls instead.
 */
export function redactEvent(event: ModelEvent, secret: NamedSecret | undefined): ModelEvent | undefined {
  switch (event.type) {
    case 'text':
    case 'reasoning':
      return { ...event, text: redactSecret(event.text, secret) };
    case 'tool-call':
      return { ...event, call: { ...event.call, input: redactJson(event.call.input, secret) } };
    case 'echo': {
      const json = JSON.stringify(event.echo.turn) ?? '';
      return redactSecret(json, secret) === json ? event : undefined;
    }
    default:
      return event;
  }
}

function redactJson(value: ToolCall['input'], secret: NamedSecret | undefined): ToolCall['input'] {
  if (typeof value === 'string') return redactSecret(value, secret);
  if (Array.isArray(value)) return value.map((inner) => redactJson(inner, secret));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redactSecret(name, secret), redactJson(inner, secret)]),
  );
}
