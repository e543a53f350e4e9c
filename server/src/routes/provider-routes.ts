// HTTP for the Models page: providers, their keys (write only) and addresses.
import { AppError, providerStatusSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import type { ProviderSettings } from '../providers/provider-settings.ts';

const changeBody = z.strictObject({
  apiKey: z.string().trim().min(1).max(1000).regex(/^\S+$/, 'must not contain spaces').optional(),
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2000)
    // An address is shown; a password in it would be too.
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must not hold a user or password')
    .nullable()
    .optional(),
});
const tag = 'Models';

/** Routes under `/api/providers`. No answer holds a key; at most its last four characters. */
export function createProviderRoutes({ providers }: { readonly providers: ProviderSettings }) {
  return new Hono()
    .get(
      '/',
      describe({
        summary: 'Who serves models, and what they need',
        tag,
        answers: { 200: ['The providers.', z.strictObject({ providers: z.array(providerStatusSchema) })] },
      }),
      async (context) => context.json({ providers: await providers.list() }),
    )
    .put(
      '/:id',
      describe({
        summary: "Set a provider's key or address",
        tag,
        answers: { 200: ['The provider as it is now.', providerStatusSchema] },
        faults: [400, 404, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', changeBody),
      async (context) => {
        const status = await providers.update(context.req.param('id'), context.req.valid('json'));
        return context.json(status ?? refuseUnknown());
      },
    )
    .delete(
      '/:id/key',
      describe({
        summary: 'Forget the stored key of a provider',
        tag,
        answers: { 200: ['The provider as it is now.', providerStatusSchema] },
        faults: [404],
      }),
      async (context) => context.json((await providers.forgetKey(context.req.param('id'))) ?? refuseUnknown()),
    );
}

function refuseUnknown(): never {
  throw new AppError('user/not-found', 'There is no provider with this id.');
}
