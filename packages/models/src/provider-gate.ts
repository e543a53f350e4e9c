// The door to one provider: so many calls at once and in a minute, none while it asked for a pause or keeps failing.
// Keeps the line of this process; the book may be kept here or, for several processes together, elsewhere.
import { AppError, type ErrorCode } from '@parley/spec';
import {
  emptyBook,
  type GateBook,
  type GateEnd,
  type GateNews,
  type GatePolicy,
  type GateView,
  writeBook,
} from './gate-book.ts';
import { cancelled } from './providers/wire-fault.ts';
import { startIdleTimer } from './wait.ts';

/** How a call ended, as the gate needs to know it. */
export interface GateLeave {
  /** Absent when it ended well. */
  readonly fault?: AppError | undefined;
  /** Tokens it used, read and written. */
  readonly tokens?: number | undefined;
}

export interface ProviderGate {
  /**
   * Waits for a place, in order of arrival; `tokens` is what the call is expected to use. The answer must be called once,
   * with how the call ended. Throws `provider/overloaded` with a `retryAfter` while the provider is left alone,
   * `limit/rate` when it asked for a long pause, `internal/cancelled` on abort.
   */
  enter(signal: AbortSignal, tokens?: number): Promise<(end?: GateLeave) => void>;
  /** Milliseconds for which it is still left alone; 0 when it is not. */
  restsFor(): number;
}

/** Who keeps the book of one provider. */
export interface GateKeeper {
  /** Takes the news and tells how things stand; at once, or when an answer has come. Never rejects. */
  tell(news: GateNews): GateView | Promise<GateView>;
  /** Milliseconds after which it wants to hear again from who holds or waits for a place, though nothing is new. */
  readonly renew?: { readonly waiting: number; readonly inside: number };
}

/** Faults that say that a provider is not well; a refusal or a rate limit says that it works. */
const unwell: ReadonlySet<ErrorCode> = new Set([
  'provider/overloaded',
  'provider/unreachable',
  'provider/timeout',
  'provider/cut-off',
  'provider/garbage',
]);
/** Milliseconds; for a longer pause nobody stands in line. */
const longestWait = 60_000;

/** Keeps the book in this process; `now` is a clock in milliseconds that never goes back. */
export function createMemoryKeeper(policy: () => GatePolicy, now: () => number): GateKeeper {
  let book: GateBook = emptyBook;
  return {
    tell(news) {
      const written = writeBook(book, news, policy(), { now: now(), lease: Infinity });
      book = written.book;
      return written.view;
    },
  };
}

interface Waiting {
  readonly id: string;
  readonly tokens: number;
  entered: boolean;
  readonly admit: () => void;
  readonly refuse: (reason: AppError) => void;
}

/** A gate of this process over whoever keeps its book. */
export function createProviderGate(title: string, keeper: GateKeeper, now: () => number): ProviderGate {
  const holder = crypto.randomUUID();
  /** In the order of arrival; those inside too. */
  const line = new Map<string, Waiting>();
  let ended: GateEnd[] = [];
  let restsUntil = 0;
  let concurrency = Infinity;
  let telling = false;
  let hasNews = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = (view: GateView): void => {
    restsUntil = now() + view.restsFor;
    concurrency = view.concurrency;
    for (const id of view.entered) {
      const call = line.get(id);
      if (!call || call.entered) continue;
      call.entered = true;
      call.admit();
    }
    const refusal = refuse(title, view);
    const refused = refusal ? [...line.values()].filter(({ entered }) => !entered) : [];
    if (!refusal || refused.length === 0) {
      schedule(view);
      return;
    }
    for (const call of refused) call.refuse(refusal);
    // Else the book would keep places in its line for calls that have gone.
    tell();
  };
  const schedule = ({ nextIn = Infinity }: GateView): void => {
    clearTimeout(timer);
    const calls = [...line.values()];
    if (calls.length === 0) return;
    const waits = calls.some(({ entered }) => !entered);
    const renew = keeper.renew?.[waits ? 'waiting' : 'inside'] ?? Infinity;
    const wait = Math.min(renew, waits ? nextIn : Infinity);
    if (Number.isFinite(wait)) timer = startIdleTimer(tell, wait);
  };
  /** One word with the keeper at a time: what comes up meanwhile is told together in the next. */
  function tell(): void {
    hasNews = true;
    if (telling) return;
    hasNews = false;
    const news = { holder, tickets: inReach(line, concurrency), ended };
    ended = [];
    const view = keeper.tell(news);
    if (!(view instanceof Promise)) {
      read(view);
      return;
    }
    telling = true;
    void view.then((answer) => {
      telling = false;
      read(answer);
      if (hasNews) tell();
    });
  }

  return {
    restsFor: () => Math.max(0, Math.ceil(restsUntil - now())),
    async enter(signal, tokens = 0) {
      if (signal.aborted) throw cancelled(signal.reason);
      const id = crypto.randomUUID();
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          line.delete(id);
          reject(cancelled(signal.reason));
          tell();
        };
        line.set(id, {
          id,
          tokens,
          entered: false,
          admit() {
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
          refuse(reason) {
            signal.removeEventListener('abort', onAbort);
            line.delete(id);
            reject(reason);
          },
        });
        signal.addEventListener('abort', onAbort, { once: true });
        tell();
      });
      return ({ fault, tokens: used = tokens } = {}) => {
        if (!line.delete(id)) return;
        const hold = fault?.code === 'limit/rate' ? fault.retryAfter : undefined;
        ended.push({ tokens: used - tokens, health: healthOf(fault), ...(hold !== undefined && { hold }) });
        tell();
      };
    },
  };
}

/** Those inside and as many of the waiting as could be let in at once: a book need not hold a line of thousands. */
function inReach(line: ReadonlyMap<string, Waiting>, concurrency: number): GateNews['tickets'] {
  let waiting = 0;
  const reach = [];
  for (const { id, tokens, entered } of line.values()) {
    if (!entered) waiting += 1;
    if (entered || waiting <= concurrency) reach.push({ id, tokens, entered });
  }
  return reach;
}

function healthOf(fault: AppError | undefined): GateEnd['health'] {
  if (fault === undefined) return 'well';
  return unwell.has(fault.code) ? 'unwell' : 'unknown';
}

/** Why nobody is let in for longer than anyone should stand in line. */
function refuse(title: string, { restsFor, heldFor, failures }: GateView): AppError | undefined {
  if (restsFor > 0)
    return new AppError(
      'provider/overloaded',
      `${title} failed ${failures} times in a row, so it is left alone for a moment. What was finished is kept. Try again in a minute.`,
      { retryAfter: restsFor },
    );
  if (heldFor > longestWait)
    return new AppError(
      'limit/rate',
      `${title} asked for a pause of ${Math.ceil(heldFor / 60_000)} minutes. What was finished is kept. Try again after it, or choose another family.`,
      { retryAfter: heldFor },
    );
  return undefined;
}
