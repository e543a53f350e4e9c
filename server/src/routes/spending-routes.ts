// HTTP for what models cost: the limits on it and this month's account.
import { spendingSchema, spendLimitsSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import type { SpendLedger } from '../spending/spend-ledger.ts';

const tag = 'Models';

interface SpendingRouteParts {
  readonly ledger: Pick<SpendLedger, 'spending' | 'setLimits'>;
}

/** Routes under `/api/spending`. */
export function createSpendingRoutes({ ledger }: SpendingRouteParts) {
  return new Hono()
    .get(
      '/',
      describe({
        summary: 'The limits on spending, and what was spent this month (UTC), by family',
        tag,
        answers: { 200: ['The account.', spendingSchema] },
      }),
      async (context) => context.json(await ledger.spending()),
    )
    .put(
      '/',
      describe({
        summary: 'Set the limits on spending; they hold for calls that begin afterwards',
        tag,
        answers: { 200: ['The account with its new limits.', spendingSchema] },
        faults: [400, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', z.strictObject({ limits: spendLimitsSchema })),
      async (context) => {
        await ledger.setLimits(context.req.valid('json').limits);
        return context.json(await ledger.spending());
      },
    );
}
