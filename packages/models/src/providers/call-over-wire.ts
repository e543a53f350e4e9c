// One attempt over a vendor's SDK, the same for every vendor: what counts as an answer, as cut off, as garbage, as cancelled.
// Knows no SDK: a provider's folder brings how to ask, how to read one raw event, and how to read the SDK's errors.
import { type AnswerOutcome, AppError } from '@parley/spec';
import type { ModelEvent, ProviderCall, SecretSpec } from '../provider.ts';
import { createSecretRedactor } from '../secret-redactor.ts';
import { watchFetch } from '../watch-fetch.ts';
import {
  cancelled,
  cutOff,
  garbage,
  readRetryAfter,
  toWireFault,
  unreachable,
  type VendorError,
} from './wire-fault.ts';

/** What an SDK client must be built with. */
export interface Wire {
  /** Empty when the provider takes no key and none was given. */
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

/** Reads the raw events of one call. */
export interface WireReader<Raw> {
  /** What a raw event means; throws a VendorFault for an error told inside the stream, anything else for nonsense. */
  read(raw: Raw): readonly ModelEvent[];
  /** Why the model stopped; undefined until the vendor has said so. */
  outcome(): AnswerOutcome | undefined;
}

/** What one vendor's folder brings. */
export interface WireProtocol<Raw> {
  readonly title: string;
  /** Absent when the provider takes no key. */
  readonly secret?: SecretSpec | undefined;
  open(wire: Wire): Promise<AsyncIterable<Raw>>;
  readonly reader: WireReader<Raw>;
  /** Undefined when the error is not the vendor's word. */
  readError(error: unknown): VendorError | undefined;
}

/** An error that a vendor told inside its stream. */
export class VendorFault extends Error {
  readonly told: VendorError;

  constructor(told: VendorError) {
    super(told.words);
    this.name = 'VendorFault';
    this.told = told;
  }
}

/** Makes the call. Throws AppError only; whatever way it ends, the request is no longer on the wire afterwards. */
export async function* callOverWire<Raw>(protocol: WireProtocol<Raw>, call: ProviderCall): AsyncGenerator<ModelEvent> {
  const { title, reader } = protocol;
  // Not `AbortSignal.any`: an SDK asks its signal at every event, and one that is made of others is slow to answer.
  const own = new AbortController();
  const onAbort = () => own.abort(call.signal.reason);
  call.signal.addEventListener('abort', onAbort, { once: true });
  let asked = false;
  let broken = false;
  let heard = false;
  let retryAfter: number | undefined;
  let wrote = false;
  const fetchOnce = watchFetch(stayHere(call.fetch ?? fetch), {
    answered(response) {
      asked = true;
      retryAfter = readRetryAfter(response.headers, Date.now());
      call.heard?.();
    },
    ...(call.heard && { heard: call.heard }),
    broken() {
      broken = true;
    },
  });
  try {
    if (call.signal.aborted) throw cancelled(call.signal.reason);
    const events = await protocol.open({
      apiKey: readKey(protocol, call),
      baseUrl: readAddress(protocol, call),
      fetch: fetchOnce,
      signal: own.signal,
    });
    for await (const raw of events) {
      heard = true;
      for (const event of readOne(protocol, raw)) {
        wrote ||= event.type === 'text' && event.text !== '';
        yield event;
      }
    }
  } catch (error) {
    if (call.signal.aborted) throw cancelled(error);
    if (error instanceof AppError) throw error;
    const told = error instanceof VendorFault ? error.told : protocol.readError(error);
    if (told) {
      const words = withoutKey(told.words, protocol, call);
      throw toWireFault(title, { ...told, words }, error, retryAfter);
    }
    if (!asked) throw unreachable(title, error);
    // The vendor had already said that it was done: what broke afterwards took nothing away.
    if (!(broken && reader.outcome() !== undefined)) {
      const nonsense = error instanceof SyntaxError || !(broken || heard);
      throw nonsense ? garbage(title, error) : cutOff(title, error);
    }
  } finally {
    call.signal.removeEventListener('abort', onAbort);
    own.abort();
  }
  if (call.signal.aborted) throw cancelled(call.signal.reason);
  const outcome = reader.outcome();
  if (outcome === undefined) throw heard ? cutOff(title) : garbage(title);
  yield { type: 'finish', outcome: outcome === 'complete' && !wrote ? 'empty' : outcome };
}

/** What a plain question (no stream) over a vendor's SDK needs. */
export type PlainQuestion<Answer> = Pick<WireProtocol<unknown>, 'title' | 'secret' | 'readError'> & {
  ask(wire: Wire): Promise<Answer>;
};

/** Asks something that is not a stream, such as which models there are. Throws AppError only. */
export async function askOverWire<Answer>(question: PlainQuestion<Answer>, call: ProviderCall): Promise<Answer> {
  const { title } = question;
  let asked = false;
  const fetchOnce = watchFetch(stayHere(call.fetch ?? fetch), {
    answered() {
      asked = true;
    },
  });
  try {
    return await question.ask({
      apiKey: readKey(question, call),
      baseUrl: readAddress(question, call),
      fetch: fetchOnce,
      signal: call.signal,
    });
  } catch (error) {
    if (call.signal.aborted) throw cancelled(error);
    if (error instanceof AppError) throw error;
    const told = question.readError(error);
    if (told) throw toWireFault(title, { ...told, words: withoutKey(told.words, question, call) }, error);
    throw asked ? garbage(title, error) : unreachable(title, error);
  }
}

/**
 * An API that sends us elsewhere is not the one the person chose: a redirect would take the documents along, and with
 * some vendors the key too.
 */
function stayHere(inner: typeof fetch): typeof fetch {
  return async (input, init) => inner(input, { ...init, redirect: 'error' });
}

function readOne<Raw>(protocol: WireProtocol<Raw>, raw: Raw): readonly ModelEvent[] {
  try {
    return protocol.reader.read(raw);
  } catch (error) {
    throw error instanceof VendorFault ? error : garbage(protocol.title, error);
  }
}

/** The key; said to be bad when it holds what no HTTP header can carry (the SDK's own complaint would quote it). */
function readKey(protocol: Pick<WireProtocol<unknown>, 'title' | 'secret'>, call: ProviderCall): string {
  if (!protocol.secret || (protocol.secret.optional && !call.apiKey)) return '';
  if (call.apiKey === undefined || call.apiKey === '')
    throw new AppError('user/missing-key', `No key for ${protocol.title} yet. Add one under Models.`, {
      path: ['family'],
    });
  if (!/^[\x21-\x7e]+$/.test(call.apiKey))
    throw new AppError(
      'provider/bad-key',
      `The key for ${protocol.title} has a space or a character in it that no key can have. Copy it again under Models.`,
    );
  return call.apiKey;
}

function readAddress(protocol: Pick<WireProtocol<unknown>, 'title'>, call: ProviderCall): string | undefined {
  if (call.baseUrl === undefined || call.baseUrl === '') return undefined;
  if (!/^https?:\/\//i.test(call.baseUrl) || !URL.canParse(call.baseUrl))
    throw new AppError(
      'user/bad-request',
      `The address set for ${protocol.title} is not a web address. Correct it under Models.`,
    );
  return call.baseUrl.replace(/\/+$/, '');
}

/** A vendor's words are cut short before anybody else sees them, and half a key is no longer found: it goes first. */
function withoutKey(
  words: string,
  { secret }: Pick<WireProtocol<unknown>, 'secret'>,
  { apiKey }: ProviderCall,
): string {
  return secret && apiKey !== undefined
    ? createSecretRedactor([{ name: secret.name, value: apiKey }]).redact(words)
    : words;
}
