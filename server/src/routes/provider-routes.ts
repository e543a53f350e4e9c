// HTTP for the Models page: providers, their keys (write only) and addresses.
import { familyOfModel } from '@parley/models';
import {
  AppError,
  localServerSchema,
  providerCheckSchema,
  providerLimitsSchema,
  providerStatusSchema,
  type ProviderCheck,
} from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import type { ModelLists } from '../providers/model-lists.ts';
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
  limits: providerLimitsSchema.optional(),
});
const tag = 'Models';

interface ProviderRouteParts {
  readonly providers: ProviderSettings;
  readonly modelLists: ModelLists;
  readonly checkProvider: (id: string) => Promise<ProviderCheck | undefined>;
}

/** Routes under `/api/providers`. No answer holds a key; at most its last four characters. */
export function createProviderRoutes({ providers, modelLists, checkProvider }: ProviderRouteParts) {
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
    .get(
      '/local',
      describe({
        summary: 'Which model servers answer on this machine, and what they hold; looks for them now',
        tag,
        answers: { 200: ['The known servers.', z.strictObject({ servers: z.array(localServerSchema) })] },
      }),
      async (context) => {
        const servers = await modelLists.probeLocal();
        const told = servers.map(({ models, ...server }) => ({
          ...server,
          models: models.flatMap((id) => {
            const family = familyOfModel(id);
            return family === undefined ? [] : [{ id, family }];
          }),
        }));
        return context.json({ servers: told });
      },
    )
    .post(
      '/refresh',
      describe({
        summary: 'Ask every provider that can be called which models it offers now',
        tag,
        answers: { 200: ['Asked; the families know what was answered.', z.strictObject({})] },
      }),
      async (context) => {
        await modelLists.refresh();
        return context.json({});
      },
    )
    .put(
      '/:id',
      describe({
        summary: "Set a provider's key, address or limits",
        tag,
        answers: { 200: ['The provider as it is now.', providerStatusSchema] },
        faults: [400, 404, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', changeBody),
      async (context) => {
        const id = context.req.param('id');
        const status = await providers.update(id, context.req.valid('json'));
        // Not waited for: a provider that is slow to list its models is connected all the same.
        const { apiKey, baseUrl } = context.req.valid('json');
        if (status && (apiKey !== undefined || baseUrl !== undefined)) void modelLists.refresh(id);
        return context.json(status ?? refuseUnknown());
      },
    )
    .post(
      '/:id/test',
      describe({
        summary: 'Ask a provider whether its key and address are good, by the cheapest question that proves it',
        tag,
        answers: { 200: ['What it said, in plain words.', providerCheckSchema] },
        faults: [404],
      }),
      async (context) => context.json((await checkProvider(context.req.param('id'))) ?? refuseUnknown()),
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
