// Takes secrets out of a call: of what is sent, of its stream of events, of the error it ends with. Knows no vendor.
import { inspect } from 'node:util';
import { AppError } from '@parley/spec';
import type { GenerateRequest, ModelEvent } from './provider.ts';
import type { SecretRedactor } from './secret-redactor.ts';

/**
 * A function for one attempt: what may be passed on of an event, in order. A secret that a model writes in two pieces is
 * found; text that was kept back for it comes before what follows.
 */
export function createEventRedactor(secrets: SecretRedactor): (event: ModelEvent) => readonly ModelEvent[] {
  const streams = { text: secrets.createStream(), reasoning: secrets.createStream() };
  const rest = (type: 'text' | 'reasoning'): ModelEvent[] => {
    const text = streams[type].end();
    return text === '' ? [] : [{ type, text }];
  };
  return (event) => {
    if (event.type === 'text' || event.type === 'reasoning') {
      const before = rest(event.type === 'text' ? 'reasoning' : 'text');
      const text = streams[event.type].push(event.text);
      if (text === event.text && before.length === 0) return [event];
      return text === '' ? before : [...before, { ...event, text }];
    }
    return event.type === 'usage' ? [event] : [...rest('reasoning'), ...rest('text'), event];
  };
}

/** What is sent: a key that stands in somebody's words goes to nobody. Local readers work on `material`, which stays here. */
export function redactRequest(request: GenerateRequest, secrets: SecretRedactor): GenerateRequest {
  return {
    ...request,
    system: secrets.redact(request.system),
    messages: request.messages.map((message) => ({ ...message, text: secrets.redact(message.text) })),
  };
}

/** The same error without any secret; a cause that holds one is dropped. */
export function redactError(error: AppError, secrets: SecretRedactor): AppError {
  const message = secrets.redact(error.message);
  const cause = inspect(error.cause, { depth: 6, maxStringLength: null, maxArrayLength: null });
  const causeLeaks = secrets.redact(cause) !== cause;
  if (message === error.message && !causeLeaks) return error;
  return new AppError(error.code, message, {
    ...(error.path && { path: error.path }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(!causeLeaks && error.cause !== undefined && { cause: error.cause }),
  });
}
