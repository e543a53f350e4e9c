// The account of what models cost, and the limits on it, in the database: it outlives runs and restarts, and several
// processes on one database share it. It knows rows and sums, not gateways or prices.
import { foldSpends, type Spend, type SpendLimits, type Spending, type SpendTotal } from '@parley/spec';
import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { readTogether } from '../database/read-together.ts';
import { spendLedger, spendLimits } from '../database/schema.ts';

/** Who is about to spend. */
export interface SpendEntry {
  /** Unique; an attempt is counted once however often it is told. */
  readonly id: string;
  readonly runId: string;
  readonly family: string;
  readonly provider: string;
  readonly model: string;
}

/** Amounts in US dollars an attempt may be given; `least` <= `enough` <= `most`. */
export interface Wish {
  /** Its prompt alone. */
  readonly prompt: number;
  /** With the shortest answer that is worth asking for. */
  readonly least: number;
  /** With an answer of usual length: what it is given when there is not enough for `most`. */
  readonly enough: number;
  readonly most: number;
}

export type Reserved =
  | { readonly granted: number }
  | {
      readonly refusedBy: 'run' | 'month';
      readonly limit: number;
      /** What is spent, attempts under way not counted. */
      readonly spent: number;
      /** It would fit if attempts under way came cheap: worth waiting for. */
      readonly mayFitLater: boolean;
    };

/** What an attempt came to. */
export interface SpendResult {
  /** What counts against the limits from now on. */
  readonly held: number;
  readonly spend?: Spend;
  /** Of an answer that came to its end. */
  readonly milliseconds?: number;
}

/** Any constant works as long as nothing else in the database uses it. */
const SPEND_LOCK = 7_265_433;
/** No attempt lasts as long; one that is open after that was left by a process that died. */
const LOST_AFTER = sql`interval '15 minutes'`;
const THIS_MONTH = sql`to_char(now() at time zone 'utc', 'YYYY-MM')`;
const NO_LIMITS: SpendLimits = { perRun: null, perMonth: null, unpriced: 'stop' };
/** A history is told from so many calls on, and from the newest ones only. */
const HISTORY = { least: 3, most: 50 };

export function createSpendLedger(db: NodePgDatabase) {
  const readLimits = readTogether(async () => db.select().from(spendLimits));
  const limits = async (): Promise<SpendLimits> => {
    const [row] = await readLimits();
    return row ? { perRun: row.perRunUsd, perMonth: row.perMonthUsd, unpriced: row.unpriced } : NO_LIMITS;
  };
  /** One reservation of this process at a time: many agents that begin together must not take all connections. */
  let turn: Promise<unknown> = Promise.resolve();

  const isLost = sql`(${spendLedger.open} and ${spendLedger.createdAt} < now() - ${LOST_AFTER})`;
  const counts = sql`case when ${isLost} then ${spendLedger.promptUsd} else ${spendLedger.heldUsd} end`;
  const isSettled = sql`(not ${spendLedger.open} or ${isLost})`;

  const reserveNow = (entry: SpendEntry, wish: Wish): Promise<Reserved> =>
    db.transaction(async (transaction): Promise<Reserved> => {
      // Until the end of this transaction nobody else sums or takes: what was summed is still true when it is taken.
      await transaction.execute(sql`select pg_advisory_xact_lock(${SPEND_LOCK})`);
      const [limit] = await transaction.select().from(spendLimits);
      const sumOf = (condition: SQL) => sql<number>`coalesce(sum(${counts}) filter (where ${condition}), 0)::float8`;
      const ofRun = sql`${spendLedger.runId} = ${entry.runId}`;
      const ofMonth = sql`${spendLedger.month} = ${THIS_MONTH}`;
      const [sums] = await transaction
        .select({
          run: sumOf(ofRun),
          runSettled: sumOf(sql`${ofRun} and ${isSettled}`),
          month: sumOf(ofMonth),
          monthSettled: sumOf(sql`${ofMonth} and ${isSettled}`),
        })
        .from(spendLedger)
        .where(sql`${ofRun} or ${ofMonth}`);
      const purses = [
        { by: 'run' as const, limit: limit?.perRunUsd ?? Infinity, all: sums?.run ?? 0, spent: sums?.runSettled ?? 0 },
        {
          by: 'month' as const,
          limit: limit?.perMonthUsd ?? Infinity,
          all: sums?.month ?? 0,
          spent: sums?.monthSettled ?? 0,
        },
      ];
      // A purse that is spent says no for good, one whose money is only held says not yet.
      const empty = purses.find(({ limit: most, spent }) => most - spent < wish.least);
      const tight = empty ?? purses.find(({ limit: most, all }) => most - all < wish.least);
      if (tight)
        return { refusedBy: tight.by, limit: tight.limit, spent: tight.spent, mayFitLater: empty === undefined };
      const room = Math.min(...purses.map(({ limit: most, all }) => most - all));
      const granted = room >= wish.most ? wish.most : Math.min(room, wish.enough);
      await transaction.insert(spendLedger).values({ ...entry, open: true, heldUsd: granted, promptUsd: wish.prompt });
      return { granted };
    });

  return {
    limits,

    async setLimits({ perRun, perMonth, unpriced }: SpendLimits): Promise<void> {
      const values = { perRunUsd: perRun, perMonthUsd: perMonth, unpriced };
      await db
        .insert(spendLimits)
        .values({ id: 1, ...values })
        .onConflictDoUpdate({ target: spendLimits.id, set: values });
    },

    /** Takes an amount from what both limits leave, or says which of them leaves too little. All processes take turns. */
    async reserve(entry: SpendEntry, wish: Wish): Promise<Reserved> {
      const mine = turn.then(() => reserveNow(entry, wish));
      turn = mine.catch(() => undefined);
      return mine;
    },

    /** Writes down what an attempt came to, reserved before or not; the last word counts. */
    async settle(entry: SpendEntry, { held, spend, milliseconds }: SpendResult): Promise<void> {
      const values = {
        open: false,
        heldUsd: held,
        inputTokens: spend?.inputTokens ?? null,
        outputTokens: spend?.outputTokens ?? null,
        usd: spend?.usd ?? null,
        milliseconds: milliseconds === undefined ? null : Math.round(milliseconds),
      };
      await db
        .insert(spendLedger)
        .values({ ...entry, ...values })
        .onConflictDoUpdate({ target: spendLedger.id, set: values });
    },

    /** Gives back what was reserved: the attempt cost nothing. */
    async release(id: string): Promise<void> {
      await db.delete(spendLedger).where(eq(spendLedger.id, id));
    },

    /** Before a sitting of a run: attempts that an earlier one left open count what their prompts cost. */
    async closeLost(runId: string): Promise<void> {
      await db
        .update(spendLedger)
        .set({ open: false, heldUsd: sql`${spendLedger.promptUsd}` })
        .where(and(eq(spendLedger.runId, runId), eq(spendLedger.open, true)));
    },

    /** What each of these runs spent; those whose calls told nothing are left out. */
    async spentByRuns(runIds: readonly string[]): Promise<Map<string, SpendTotal>> {
      if (runIds.length === 0) return new Map();
      const rows = await sumReported(spendLedger.runId, inArray(spendLedger.runId, [...runIds]));
      return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => [key, foldSpends(own).total]));
    },

    /** The limits, and this month's account by family. */
    async spending(): Promise<Spending> {
      const rows = await sumReported(spendLedger.family, eq(spendLedger.month, THIS_MONTH));
      const [now] = await db
        .select({
          month: sql<string>`${THIS_MONTH}`,
          held: sql<number>`coalesce(sum(${counts}), 0)::float8`,
        })
        .from(spendLedger)
        .where(and(eq(spendLedger.month, THIS_MONTH), sql`${spendLedger.inputTokens} is null`));
      const { total, families } = foldSpends(rows);
      const calls = (family: string) =>
        rows.filter((row) => row.family === family).reduce((sum, row) => sum + row.calls, 0);
      return {
        limits: await limits(),
        month: now?.month ?? '',
        total,
        families: families.map((own) => ({ ...own, calls: calls(own.family) })),
        heldUsd: now?.held ?? 0,
      };
    },

    /** Seconds that the newest answers of this model took, the fastest and the slowest tenth left out; undefined for too few. */
    async secondsOf(family: string, model: string): Promise<{ least: number; most: number } | undefined> {
      const newest = db
        .select({ milliseconds: spendLedger.milliseconds })
        .from(spendLedger)
        .where(and(eq(spendLedger.family, family), eq(spendLedger.model, model), isNotNull(spendLedger.milliseconds)))
        .orderBy(sql`${spendLedger.createdAt} desc`)
        .limit(HISTORY.most)
        .as('newest');
      const at = (share: number) =>
        sql<number>`percentile_cont(${share}::float8) within group (order by ${newest.milliseconds})::float8`;
      const [row] = await db.select({ count: sql<number>`count(*)::int`, least: at(0.1), most: at(0.9) }).from(newest);
      return row && row.count >= HISTORY.least ? { least: row.least / 1000, most: row.most / 1000 } : undefined;
    },
  };

  /** Sums of what was reported, by this column and by route, with and without a price apart. */
  async function sumReported(column: typeof spendLedger.runId | typeof spendLedger.family, where: SQL) {
    const { family, provider, model, usd, inputTokens, outputTokens } = spendLedger;
    const rows = await db
      .select({
        key: column,
        family,
        provider,
        model,
        calls: sql<number>`count(*)::int`,
        inputTokens: sql<number>`sum(${inputTokens})::float8`,
        outputTokens: sql<number>`sum(${outputTokens})::float8`,
        usd: sql<number | null>`sum(${usd})::float8`,
      })
      .from(spendLedger)
      .where(and(where, isNotNull(inputTokens)))
      .groupBy(column, family, provider, model, sql`${usd} is null`);
    return rows.map(({ usd: price, ...row }) => ({ ...row, ...(price !== null && { usd: price }) }));
  }
}

export type SpendLedger = ReturnType<typeof createSpendLedger>;
