// Takes secrets out of a call: of what is sent, of its stream of events, of the error it ends with. Knows no vendor.
import { AppError, type ToolCall } from '@parley/spec';
import type { GenerateRequest, Message, ModelEvent } from './provider.ts';
import type { SecretRedactor } from './secret-redactor.ts';
import { wordsOf } from './words-of.ts';

/**
 * A function for one attempt: adds what may be passed on of an event to `told`, in order. A secret that a model writes in
 * two pieces is found; text that was kept back for it comes before what follows.
 */
export function createEventRedactor(secrets: SecretRedactor): (event: ModelEvent, told: ModelEvent[]) => void {
  const streams = { text: secrets.createStream(), reasoning: secrets.createStream() };
  const tellRest = (type: 'text' | 'reasoning', told: ModelEvent[]): void => {
    const text = streams[type].end();
    if (text !== '') told.push({ type, text });
  };
  return (event, told) => {
    if (event.type === 'text' || event.type === 'reasoning') {
      tellRest(event.type === 'text' ? 'reasoning' : 'text', told);
      const text = streams[event.type].push(event.text);
      if (text === event.text) told.push(event);
      else if (text !== '') told.push({ type: event.type, text });
    } else if (event.type === 'usage') told.push(event);
    else {
      tellRest('reasoning', told);
      tellRest('text', told);
      told.push(...redactWhole(event, secrets));
    }
  };
}

/** An echo that holds a secret is dropped: a turn cannot be changed and sent back, so it is built from its text and calls instead. */
function redactWhole(event: ModelEvent, secrets: SecretRedactor): ModelEvent[] {
  if (event.type === 'tool-call') return [{ ...event, call: redactCall(event.call, secrets) }];
  return event.type === 'echo' && holdsSecret(event.echo.turn, secrets) ? [] : [event];
}

function redactCall(call: ToolCall, secrets: SecretRedactor): ToolCall {
  return { ...call, input: redactJson(call.input, secrets) };
}

function holdsSecret(value: unknown, secrets: SecretRedactor): boolean {
  const json = JSON.stringify(value) ?? '';
  return secrets.redact(json) !== json;
}

function redactJson(value: ToolCall['input'], secrets: SecretRedactor): ToolCall['input'] {
  if (typeof value === 'string') return secrets.redact(value);
  if (Array.isArray(value)) return value.map((inner) => redactJson(inner, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [secrets.redact(name), redactJson(inner, secrets)]),
  );
}

function redactMessage(message: Message, secrets: SecretRedactor): Message {
  if (message.role === 'tool') {
    return { ...message, results: message.results.map((each) => ({ ...each, text: secrets.redact(each.text) })) };
  }
  const text = secrets.redact(message.text);
  if (message.role === 'user') return { ...message, text };
  const { echo, toolCalls, ...turn } = message;
  return {
    ...turn,
    text,
    ...(toolCalls && { toolCalls: toolCalls.map((call) => redactCall(call, secrets)) }),
    ...(echo && !holdsSecret(echo.turn, secrets) && { echo }),
  };
}

/** What is sent: a key that stands in somebody's words goes to nobody. Local readers work on `material`, which stays here. */
export function redactRequest(request: GenerateRequest, secrets: SecretRedactor): GenerateRequest {
  return {
    ...request,
    system: secrets.redact(request.system),
    messages: request.messages.map((message) => redactMessage(message, secrets)),
  };
}

/** The same error without any secret; a cause that holds one is dropped. */
export function redactError(error: AppError, secrets: SecretRedactor): AppError {
  const message = secrets.redact(error.message);
  const causeLeaks = wordsOf(error.cause).some((words) => secrets.redact(words) !== words);
  if (message === error.message && !causeLeaks) return error;
  return new AppError(error.code, message, {
    ...(error.path && { path: error.path }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(!causeLeaks && error.cause !== undefined && { cause: error.cause }),
  });
}
