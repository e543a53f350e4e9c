// The doors to providers, shared by every process on one database: each provider's book is one row, written only over the
// version it was read at. Knows no provider and no run. See docs/decisions/0013.
import {
  createMemoryKeeper,
  createProviderGate,
  emptyBook,
  type GateBook,
  type GateKeeper,
  type GatePolicy,
  type ProviderDefinition,
  type ProviderGate,
  writeBook,
} from '@parley/models';
import type { ProviderLimits } from '@parley/spec';
import type { Pool } from 'pg';
import type { Log } from '../http/log.ts';

export interface SharedGates {
  /** For `createModelGateway`: the door to a provider; a person's limits win over `policy`. */
  createGate(definition: Pick<ProviderDefinition, 'id' | 'title'>, policy: GatePolicy): ProviderGate;
  /** What a person allows, by provider id. */
  limits(): Promise<ReadonlyMap<string, ProviderLimits>>;
  /** Takes effect in every process with its next call. */
  setLimits(provider: string, limits: ProviderLimits): Promise<void>;
  /** Forgets failures and pauses: another key or address, or proof that it works, makes a new beginning. */
  forgive(provider: string): Promise<void>;
  /** Gives back the places of this process. */
  close(): Promise<void>;
}

interface SharedGatesOptions {
  readonly pool: Pool;
  readonly log: Log;
  /** Milliseconds after which the places of a process that is not heard of count as free. */
  readonly lease?: number;
}

/** Milliseconds. */
const ANSWER_LIMIT = 2_000;
const LOOK_AGAIN = 200;
const AWAY = 1_000;

const limitColumns = `json_strip_nulls(json_build_object(
  'callsAtOnce', calls_at_once, 'callsPerMinute', calls_per_minute, 'tokensPerMinute', tokens_per_minute)) as limits`;
const clockColumn = 'extract(epoch from clock_timestamp())::float8 * 1000 as now';
const READ = {
  name: 'read-gate',
  text: `select version, book, ${limitColumns}, ${clockColumn}
    from provider_gates left join provider_limits using (provider) where provider = $1`,
} as const;
const WRITE = {
  name: 'write-gate',
  text: `update provider_gates set book = $2, version = version + 1 where provider = $1 and version = $3
    returning version, ${clockColumn}`,
} as const;
// Whoever has the book in memory finds that it was written since, and reads the limits with it.
const TOUCH = 'update provider_gates set version = version + 1 where provider = $1';

interface Stored {
  readonly version: string;
  readonly book: GateBook;
  readonly limits: ProviderLimits;
}

export function createSharedGates({ pool, log, lease = 15_000 }: SharedGatesOptions): SharedGates {
  const keepers: { close(): Promise<void> }[] = [];
  let away = false;
  let closed = false;
  const tellAway = (error: unknown): void => {
    if (!away && !closed)
      log.warn('The database is away, so this process counts its calls to providers alone until it is back.', {
        error,
      });
    away = true;
  };
  const tellBack = (): void => {
    if (away) log.warn('The database is back: calls to providers are counted together with the other processes again.');
    away = false;
  };

  const createKeeper = (provider: string, own: GatePolicy): GateKeeper & { close(): Promise<void> } => {
    let known: Stored | undefined;
    let ahead = 0;
    let holder: string | undefined;
    let asking: Promise<unknown> | undefined;
    let askAgainAt = 0;
    const policy = (): GatePolicy => toPolicy(own, known?.limits);
    const alone = createMemoryKeeper(policy, () => performance.now());

    const read = async (): Promise<Stored> => {
      for (;;) {
        const { rows } = await pool.query<Stored & { now: number }>({ ...READ, values: [provider] });
        const [row] = rows;
        if (row) {
          ahead = row.now - performance.now();
          return row;
        }
        await pool.query(
          'insert into provider_gates (provider, version, book) values ($1, 0, $2) on conflict do nothing',
          [provider, JSON.stringify(emptyBook)],
        );
      }
    };
    /** The book as this process last saw it is nearly always the newest: then one write is all. */
    const exchange: (...news: Parameters<GateKeeper['tell']>) => Promise<ReturnType<typeof writeBook>['view']> = async (
      news,
    ) => {
      for (;;) {
        known ??= await read();
        const { version, limits } = known;
        const { book, view } = writeBook(known.book, news, policy(), { now: performance.now() + ahead, lease });
        const { rows } = await pool.query<{ version: string; now: number }>({
          ...WRITE,
          values: [provider, JSON.stringify(book), version],
        });
        const [row] = rows;
        known = row && { version: row.version, book, limits };
        if (!row) continue;
        ahead = row.now - performance.now();
        return view;
      }
    };

    return {
      renew: { waiting: LOOK_AGAIN, inside: lease / 3 },
      tell(news) {
        holder = news.holder;
        if (closed || asking || performance.now() < askAgainAt) return alone.tell(news);
        const asked = exchange(news);
        asking = asked;
        return inTime(asked)
          .then(
            (view) => {
              tellBack();
              return view;
            },
            (error: unknown) => {
              known = undefined;
              askAgainAt = performance.now() + AWAY;
              tellAway(error);
              return alone.tell(news);
            },
          )
          .finally(() => {
            // One that is still under way keeps the others from asking too.
            void asked
              .catch(() => {})
              .finally(() => {
                if (asking === asked) asking = undefined;
              });
          });
      },
      async close() {
        if (holder !== undefined && !away) await inTime(exchange({ holder, tickets: [], ended: [] })).catch(() => {});
      },
    };
  };

  return {
    createGate({ id, title }, policy) {
      const keeper = createKeeper(id, policy);
      keepers.push(keeper);
      return createProviderGate(title, keeper, () => performance.now());
    },
    async limits() {
      const { rows } = await pool.query<{ provider: string; limits: ProviderLimits }>(
        `select provider, ${limitColumns} from provider_limits`,
      );
      return new Map(rows.map(({ provider, limits }) => [provider, limits]));
    },
    async setLimits(provider, { callsAtOnce, callsPerMinute, tokensPerMinute }) {
      await pool.query(
        `insert into provider_limits (provider, calls_at_once, calls_per_minute, tokens_per_minute) values ($1, $2, $3, $4)
         on conflict (provider) do update set calls_at_once = excluded.calls_at_once,
           calls_per_minute = excluded.calls_per_minute, tokens_per_minute = excluded.tokens_per_minute`,
        [provider, callsAtOnce ?? null, callsPerMinute ?? null, tokensPerMinute ?? null],
      );
      await pool.query(TOUCH, [provider]);
    },
    async forgive(provider) {
      await pool.query(
        `update provider_gates set version = version + 1,
           book = (book::jsonb || '{"failures": 0, "restsUntil": 0, "heldUntil": 0}')::json where provider = $1`,
        [provider],
      );
    },
    async close() {
      await Promise.all(keepers.map((keeper) => keeper.close()));
      closed = true;
    },
  };
}

function toPolicy(own: GatePolicy, { callsAtOnce, ...limits }: ProviderLimits = {}): GatePolicy {
  return { ...own, ...limits, ...(callsAtOnce !== undefined && { concurrency: callsAtOnce }) };
}

/** Rejects when the database takes longer than a call should wait for it. */
function inTime<Answer>(work: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the database did not answer in time')), ANSWER_LIMIT);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
