// Guards the spending of one sitting of a run: before each attempt it sets the most it can cost aside, afterwards it writes
// down what it did cost. It knows prices and sentences; sums and limits are the ledger's.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttemptEnd,
  type CallPermit,
  type GenerateRequest,
  modelFacts,
  type ModelGateway,
  type PlannedAttempt,
  type PriceOf,
  type TokenMeter,
} from '@parley/models';
import { AppError, formatUsd } from '@parley/spec';
import type { Log } from '../http/log.ts';
import type { Reserved, SpendEntry, SpendLedger, SpendResult, Wish } from './spend-ledger.ts';

export interface SpendGuardParts {
  readonly ledger: SpendLedger;
  readonly meter: TokenMeter;
  readonly priceOf: PriceOf;
  readonly log: Log;
}

/** Output tokens: of an answer that is worth asking for, of a usual one, and the most where no maximum is known. */
const ANSWER = { least: 4_000, enough: 16_000, most: 32_000 };
/** Tokens that a provider adds to a prompt. */
const AROUND_PROMPT = 100;
/** Milliseconds after which it is looked whether another process gave something back. */
const LOOK_AGAIN = 500;
/** Milliseconds for which the account is tried to be written when the database is away. */
const SETTLE_PATIENCE = 30_000;
const SETTLE_PAUSE = 500;

/**
 * The gateway for one sitting of a run. Its calls fail with `limit/spend` before they could break a limit. A call that does
 * not fit only because of what is held for others waits for them; an answer is given fewer tokens where money is short.
 */
export function guardSpending(gateway: ModelGateway, runId: string, parts: SpendGuardParts): ModelGateway {
  const { ledger } = parts;
  let closed: Promise<void> | undefined;
  /** Resolves when an attempt of this sitting is over. */
  let change = Promise.withResolvers<void>();
  const settle = async (entry: SpendEntry, result: SpendResult | undefined): Promise<void> => {
    await keepTrying(() => (result ? ledger.settle(entry, result) : ledger.release(entry.id)), parts.log);
    change.resolve();
    change = Promise.withResolvers<void>();
  };

  const admit = async (attempt: PlannedAttempt, signal: AbortSignal): Promise<CallPermit> => {
    const { family, provider, model } = attempt;
    const entry = { id: randomUUID(), runId, family, provider, model };
    /** Nothing is set aside, so there is nothing to give back. */
    const unreserved: CallPermit = {
      async settle(end) {
        const result = resultOf(end, 0);
        if (result) await settle(entry, result);
      },
    };
    if (parts.priceOf(provider, model, { inputTokens: 1_000, outputTokens: 1_000 }) === 0) return unreserved;
    const limits = await ledger.limits();
    if (limits.perRun === null && limits.perMonth === null) return unreserved;
    closed ??= ledger.closeLost(runId).catch((error: unknown) => {
      closed = undefined;
      throw error;
    });
    await closed;
    const wish = await wishFor(attempt, parts);
    if (!wish) {
      if (limits.unpriced === 'stop') throw unpriced(attempt);
      return unreserved;
    }
    for (;;) {
      const told = change.promise;
      const reserved = await ledger.reserve(entry, wish);
      if ('granted' in reserved) {
        return {
          maxOutputTokens: tokensFor(reserved.granted, wish),
          settle: (end) => settle(entry, resultOf(end, wish.prompt)),
        };
      }
      if (!reserved.mayFitLater) throw tooDear(attempt, reserved, wish);
      await Promise.race([told, sleep(LOOK_AGAIN, undefined, { signal })]).catch((reason: unknown) => {
        throw new AppError('internal/cancelled', 'Waiting for money was stopped.', { cause: reason });
      });
    }
  };

  return {
    families: () => gateway.families(),
    generate: (request, options) => gateway.generate(request, { ...options, admit }),
    ...(gateway.countTokens && { countTokens: gateway.countTokens.bind(gateway) }),
  };
}

interface PricedWish extends Wish {
  /** Output tokens that `most` pays for. */
  readonly mostTokens: number;
}

/** What the attempt needs; undefined when its price is not known. */
async function wishFor(
  { family, provider, model, request }: PlannedAttempt,
  { meter, priceOf }: SpendGuardParts,
): Promise<PricedWish | undefined> {
  const { factor } = meter.measure({ family, model });
  const inputTokens = Math.ceil((await meter.count(promptOf(request))) * factor) + AROUND_PROMPT;
  const mostTokens = request.maxOutputTokens ?? modelFacts(model).maxOutputTokens ?? ANSWER.most;
  const price = (outputTokens: number) =>
    priceOf(provider, model, { inputTokens, outputTokens: Math.min(outputTokens, mostTokens) });
  const [prompt, least, enough, most] = [price(0), price(ANSWER.least), price(ANSWER.enough), price(mostTokens)];
  if (prompt === undefined || least === undefined || enough === undefined || most === undefined) return undefined;
  return { prompt, least, enough, most, mostTokens };
}

/** All that is sent to a model; what only readers use is not. */
function promptOf(request: GenerateRequest): string {
  const { material: _, ...sent } = request;
  return JSON.stringify(sent);
}

/** How long an answer may be for this amount: prices of output are the same for each token. */
function tokensFor(granted: number, { prompt, most, mostTokens }: PricedWish): number {
  if (granted >= most) return mostTokens;
  return Math.max(1, Math.floor((mostTokens * (granted - prompt)) / (most - prompt)));
}

/** Undefined when the attempt cost nothing that anybody knows of. One cut off before it told its usage counts its prompt. */
function resultOf({ spend, answered, finished, milliseconds }: AttemptEnd, promptUsd: number): SpendResult | undefined {
  if (spend) return { held: spend.usd ?? 0, spend, ...(finished && { milliseconds }) };
  return answered && promptUsd > 0 ? { held: promptUsd } : undefined;
}

async function keepTrying(write: () => Promise<void>, log: Log): Promise<void> {
  const until = performance.now() + SETTLE_PATIENCE;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (performance.now() < until) await sleep(SETTLE_PAUSE, undefined, { ref: false });
      else {
        // What was set aside stays so for a while: the limit is kept on the safe side.
        log.warn('What a call cost could not be written down.', { error });
        return;
      }
    }
  }
}

const KEPT = 'What is finished is kept.';
const GO_ON = 'nothing that is finished is paid again.';

function tooDear(
  { model, title }: PlannedAttempt,
  { refusedBy, limit, spent }: Extract<Reserved, { refusedBy: string }>,
  { least }: Wish,
): AppError {
  const purse =
    refusedBy === 'run'
      ? `This run has spent ${formatUsd(spent)} of the ${formatUsd(limit)} that one run may spend`
      : `All runs together have spent ${formatUsd(spent)} of the ${formatUsd(limit)} for this month`;
  return new AppError(
    'limit/spend',
    `${purse}, and the next call, to ${model} over ${title}, could cost ${formatUsd(least)} even with a short answer. It was not made. ${KEPT} Raise the limit under Models, Spending, and press Go on: ${GO_ON}`,
  );
}

function unpriced({ model, title }: PlannedAttempt): AppError {
  return new AppError(
    'limit/spend',
    `Nobody knows the price of ${model} over ${title}, so your limit on spending cannot be kept for it. The call was not made. ${KEPT} Let calls without a known price through under Models, Spending, and press Go on: ${GO_ON} Or choose another model and run again.`,
  );
}
