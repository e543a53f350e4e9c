// One attempt over a vendor's SDK, the same for every vendor: what counts as an answer, as cut off, as garbage, as cancelled.
// Knows no SDK: a provider's folder brings how to ask, how to read one raw event, and how to read the SDK's errors.
import { type AnswerOutcome, AppError } from '@parley/spec';
import type { GenerateRequest, ModelEvent, ProviderCall, SecretSpec } from '../provider.ts';
import { inBatches } from '../in-batches.ts';
import { OneByOne } from '../one-by-one.ts';
import { createSecretRedactor } from '../secret-redactor.ts';
import { watchFetch } from '../watch-fetch.ts';
import { hasAny, isAboutRung, isAboutTools, type RungMemory, type ShapeRung } from './shape-rung.ts';
import { createTurnWriter, type TurnWriter } from './turn-writer.ts';
import {
  cancelled,
  cutOff,
  garbage,
  noTools,
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
  /** Why the model stopped, calls or not; undefined until the vendor has said so. */
  outcome(): AnswerOutcome | undefined;
  /** The turn in the vendor's own form, to be sent back with the results of its calls. */
  echo(): unknown;
}

/** The raw events of a call that was taken, and who reads them. */
export interface Opened<Raw> {
  readonly events: AsyncIterable<Raw>;
  readonly reader: WireReader<Raw>;
  /** Asked when all events were read: those that go on with the same turn, or undefined when it is over. */
  goOn?(): Promise<AsyncIterable<Raw> | undefined>;
}

/** What one vendor's folder brings. */
export interface WireProtocol<Raw> {
  /** The provider's id. */
  readonly id: string;
  readonly title: string;
  /** Absent when the provider takes no key. */
  readonly secret?: SecretSpec | undefined;
  /** In which ways this model can be held to a shape in this request, the firmest first. */
  readonly ladder: readonly ShapeRung[];
  readonly memory: RungMemory;
  /** Asks with this rung; `turn` is to be told of text and calls. Rejects when the request is refused. */
  open(wire: Wire, rung: ShapeRung, turn: TurnWriter): Promise<Opened<Raw>>;
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
export function callOverWire<Raw>(
  protocol: WireProtocol<Raw>,
  request: GenerateRequest,
  call: ProviderCall,
): AsyncIterable<ModelEvent> {
  return new OneByOne(callInBatches(protocol, request, call), call.signal);
}

async function* callInBatches<Raw>(
  protocol: WireProtocol<Raw>,
  request: GenerateRequest,
  call: ProviderCall,
): AsyncGenerator<readonly ModelEvent[], undefined> {
  const { title } = protocol;
  let reader: WireReader<Raw> | undefined;
  let turn: TurnWriter | undefined;
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
    const wire: Wire = {
      apiKey: readKey(protocol, call),
      baseUrl: readAddress(protocol, call),
      fetch: fetchOnce,
      signal: own.signal,
    };
    const opened = await openDownLadder(protocol, request, wire);
    ({ reader, turn } = opened);
    for (let raws: AsyncIterable<Raw> | undefined = opened.events; raws; raws = await opened.goOn?.()) {
      for await (const batch of inBatches(raws)) {
        heard = true;
        const events: ModelEvent[] = [];
        try {
          for (const raw of batch) readOne(title, reader, raw, events);
        } finally {
          // Also when one of them is nonsense: those before it were said.
          wrote ||= events.some(isWord);
          yield events;
        }
        if (own.signal.aborted) break;
      }
    }
  } catch (error) {
    if (call.signal.aborted) throw cancelled(error);
    if (error instanceof AppError) throw error;
    const told = error instanceof VendorFault ? error.told : protocol.readError(error);
    if (told) {
      if (hasAny(request.tools) && isAboutTools(told)) throw noTools(title, request.model, error);
      const words = withoutKey(told.words, protocol, call);
      throw toWireFault(title, { ...told, words }, error, retryAfter);
    }
    if (!asked) throw unreachable(title, error);
    // The vendor had already said that it was done: what broke afterwards took nothing away.
    if (!(broken && reader?.outcome() !== undefined)) {
      const nonsense = error instanceof SyntaxError || !(broken || heard);
      throw nonsense ? garbage(title, error) : cutOff(title, error);
    }
  } finally {
    call.signal.removeEventListener('abort', onAbort);
    own.abort();
  }
  if (call.signal.aborted) throw cancelled(call.signal.reason);
  const outcome = reader?.outcome();
  if (!reader || !turn || outcome === undefined) throw heard ? cutOff(title) : garbage(title);
  const end = turn.end(outcome);
  wrote ||= end.events.some(isWord);
  const last: ModelEvent[] = [...end.events];
  if (end.outcome === 'tool-calls')
    last.push({ type: 'echo', echo: { provider: protocol.id, model: request.model, turn: reader.echo() } });
  last.push({
    type: 'finish',
    // Calls that nobody offered a tool for are nothing said.
    outcome: end.outcome === 'complete' && !wrote ? 'empty' : end.outcome,
    ...(end.shape && { shape: end.shape }),
  });
  yield last;
}

function isWord(event: ModelEvent): boolean {
  return event.type === 'text' && event.text !== '';
}

/** Asks with the firmest rung that the server takes; what it refuses because of the rung alone is asked again with the next. */
async function openDownLadder<Raw>(
  protocol: WireProtocol<Raw>,
  request: GenerateRequest,
  wire: Wire,
): Promise<Opened<Raw> & { readonly turn: TurnWriter }> {
  const rungs = request.output ? protocol.memory.left(request, protocol.ladder) : (['none'] as const);
  for (const rung of rungs) {
    const turn = createTurnWriter(request, rung);
    try {
      const opened = await protocol.open(wire, rung, turn);
      // Some servers say yes first and refuse in the first event.
      return { ...opened, ...(rung !== 'none' && { events: await begin(opened.events) }), turn };
    } catch (error) {
      const told = wire.signal.aborted ? undefined : protocol.readError(error);
      const about = told && isAboutRung(told, rung);
      if (about === undefined) throw error;
      if (about === 'always') protocol.memory.refuse(request, rung);
    }
  }
  throw new AppError('internal/bug', 'The last rung gave no answer and no error.');
}

/** The same events, once the first one has come. Rejects when it is an error. */
async function begin<Raw>(events: AsyncIterable<Raw>): Promise<AsyncIterable<Raw>> {
  const iterator = events[Symbol.asyncIterator]();
  let step: IteratorResult<Raw> | undefined = await iterator.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        const first = step;
        step = undefined;
        return first ? Promise.resolve(first) : iterator.next();
      },
      return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    }),
  };
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

function readOne<Raw>(title: string, reader: WireReader<Raw>, raw: Raw, into: ModelEvent[]): void {
  try {
    for (const event of reader.read(raw)) into.push(event);
  } catch (error) {
    throw error instanceof VendorFault ? error : garbage(title, error);
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
