// The book of one provider's door: who is inside, who waits, what went through in the last minute, how the provider does.
// Pure: whoever keeps the book (this process alone, or a database for many) brings the clock and stores what comes out.

export interface GatePolicy {
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /** How many calls may begin within any minute; absent for no such limit. */
  readonly callsPerMinute?: number | undefined;
  /** How many tokens may be read and written within any minute; absent for no such limit. */
  readonly tokensPerMinute?: number | undefined;
  /** After so many failures in a row the provider is left alone. */
  readonly failures: number;
  /** Milliseconds for which it is left alone; then one call tries it. */
  readonly rest: number;
}

/** One call, from its arrival at the door to its end. */
export interface GateTicket {
  readonly id: string;
  /** Which process holds it. */
  readonly holder: string;
  /** Tokens it is expected to use. */
  readonly tokens: number;
  readonly entered: boolean;
  /** When it counts no more, unless its holder is heard of before. */
  readonly expires: number;
}

/** JSON. All times are milliseconds of the keeper's clock. */
export interface GateBook {
  /** In the order of arrival. */
  readonly tickets: readonly GateTicket[];
  /** What began in the last minute: second, calls, tokens. */
  readonly minute: readonly (readonly [second: number, calls: number, tokens: number])[];
  /** Failures in a row. */
  readonly failures: number;
  readonly restsUntil: number;
  /** The provider asked for a pause until then. */
  readonly heldUntil: number;
}

/** How a call ended. */
export interface GateEnd {
  /** By how much it used more tokens than expected. */
  readonly tokens: number;
  /** What it tells about the provider: `unwell` counts as a failure, `unknown` as nothing. */
  readonly health: 'well' | 'unwell' | 'unknown';
  /** Milliseconds for which the provider asked to be left alone. */
  readonly hold?: number;
}

/** Everything one holder has to say; it may be said twice. */
export interface GateNews {
  readonly holder: string;
  /** All its calls that wait or are inside, in the order of arrival. */
  readonly tickets: readonly Pick<GateTicket, 'id' | 'tokens' | 'entered'>[];
  /** Those that ended since it was last heard of. */
  readonly ended: readonly GateEnd[];
}

/** What a holder is told. Times are milliseconds from now. */
export interface GateView {
  /** Those of its calls that are inside now. */
  readonly entered: readonly string[];
  /** The provider is left alone because it failed. */
  readonly restsFor: number;
  /** The provider asked for a pause. */
  readonly heldFor: number;
  readonly failures: number;
  /** When time alone may let somebody in; absent when only another call's end can. */
  readonly nextIn?: number;
  readonly concurrency: number;
}

export const emptyBook: GateBook = { tickets: [], minute: [], failures: 0, restsUntil: 0, heldUntil: 0 };

/** No pause is believed to be longer (milliseconds): a server's slip must not close it for a day. */
const longestHold = 900_000;
const minute = 60_000;

/** The book after the news, and what to tell who brought it. `lease` is for how long a holder is believed to live. */
export function writeBook(
  book: GateBook,
  news: GateNews,
  policy: GatePolicy,
  { now, lease }: { readonly now: number; readonly lease: number },
): { readonly book: GateBook; readonly view: GateView } {
  let { failures, restsUntil, heldUntil } = book;
  const passed = new Map(
    book.minute.filter(([second]) => endOf(second) > now).map(([second, ...sums]) => [second, sums] as const),
  );
  const pass = (calls: number, tokens: number) => {
    const second = Math.floor(now / 1_000);
    const [callsBefore, tokensBefore] = passed.get(second) ?? [0, 0];
    passed.set(second, [callsBefore + calls, tokensBefore + tokens]);
  };
  for (const { tokens, health, hold } of news.ended) {
    if (tokens !== 0) pass(0, tokens);
    if (hold !== undefined) heldUntil = Math.max(heldUntil, now + Math.min(hold, longestHold));
    if (health === 'well') failures = 0;
    else if (health === 'unwell') {
      failures += 1;
      if (failures >= policy.failures) restsUntil = now + policy.rest;
    }
  }

  const tickets = mergeTickets(book.tickets, news, now, now + lease);
  let inside = tickets.filter(({ entered }) => entered).length;
  let [calls, tokens] = [0, 0];
  for (const [callsThen, tokensThen] of passed.values()) [calls, tokens] = [calls + callsThen, tokens + tokensThen];
  const onTrial = failures >= policy.failures;
  let limited = false;
  // In the order of arrival: a large call at the head is not overtaken for ever by small ones.
  for (const [index, ticket] of tickets.entries()) {
    if (ticket.entered) continue;
    if (heldUntil > now || (onTrial && restsUntil > now) || inside >= policy.concurrency) break;
    limited =
      calls >= (policy.callsPerMinute ?? Infinity) ||
      // One that is larger than the limit itself goes when nothing else went.
      (tokens > 0 && tokens + ticket.tokens > (policy.tokensPerMinute ?? Infinity));
    if (limited) break;
    [inside, calls, tokens] = [inside + 1, calls + 1, tokens + ticket.tokens];
    pass(1, ticket.tokens);
    tickets[index] = { ...ticket, entered: true };
    // After its rest one call tries it; the others wait for what that one finds.
    if (onTrial) restsUntil = now + policy.rest;
  }

  const seconds = [...passed].map(([second, sums]) => [second, ...sums] as const);
  const heldFor = Math.max(0, Math.ceil(heldUntil - now));
  const frees = limited ? Math.min(...seconds.map(([second]) => endOf(second))) - now : Infinity;
  const nextIn = heldFor > 0 ? heldFor : Math.ceil(frees);
  const view = {
    entered: tickets.flatMap(({ id, holder, entered }) => (entered && holder === news.holder ? [id] : [])),
    restsFor: failures >= policy.failures ? Math.max(0, Math.ceil(restsUntil - now)) : 0,
    heldFor,
    failures,
    concurrency: policy.concurrency,
    ...(Number.isFinite(nextIn) && { nextIn }),
  };
  return { book: { tickets, minute: seconds, failures, restsUntil, heldUntil }, view };
}

/** When what began in this second is a minute ago, whole. */
function endOf(second: number): number {
  return (second + 1) * 1_000 + minute;
}

/** What the holder says of its own calls is the truth about them; others are believed until their lease ends. */
function mergeTickets(
  known: readonly GateTicket[],
  { holder, tickets }: GateNews,
  now: number,
  expires: number,
): GateTicket[] {
  const own = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const kept: GateTicket[] = [];
  for (const ticket of known) {
    if (ticket.holder !== holder) {
      if (ticket.expires > now) kept.push(ticket);
      continue;
    }
    const told = own.get(ticket.id);
    if (!told) continue;
    own.delete(ticket.id);
    kept.push({ ...ticket, entered: ticket.entered || told.entered, expires });
  }
  for (const ticket of own.values()) kept.push({ ...ticket, holder, expires });
  return kept;
}
