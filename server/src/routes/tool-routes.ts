// HTTP for the Tools section: which tools there are, MCP servers, and what of them is allowed.
import { AppError, offeredToolSchema, toolServerSchema, toolStatusSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import type { ToolSettings } from '../tools/tool-settings.ts';

const token = z.string().trim().min(1).max(4000).regex(/^\S+$/, 'must not contain spaces');
const addBody = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2000)
    // An address is shown; a password in it would be too.
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must not hold a user or password'),
  title: z.string().trim().min(1).max(100).optional(),
  /** The server is on this machine or in a private network, and the person says so. */
  isPrivate: z.boolean().default(false),
  token: token.optional(),
});
const tokenBody = z.strictObject({ token: token.nullable() });
const allowBody = z.strictObject({
  name: z.string().min(1).max(500),
  /** Of what the person was shown; null takes the permission back. */
  fingerprint: z.string().max(100).nullable(),
});
const tag = 'Tools';

/** Routes under `/api/tools`. No answer holds a token; at most its last four characters. */
export function createToolRoutes({ toolSettings }: { readonly toolSettings: ToolSettings }) {
  return new Hono()
    .get(
      '/',
      describe({
        summary: 'The tools that agents may be given; asks no other server',
        tag,
        answers: { 200: ['The tools.', z.strictObject({ tools: z.array(toolStatusSchema) })] },
      }),
      async (context) => context.json({ tools: await toolSettings.list() }),
    )
    .get(
      '/servers',
      describe({
        summary: 'The MCP servers and what is allowed of each; asks none of them',
        tag,
        answers: { 200: ['The servers.', z.strictObject({ servers: z.array(toolServerSchema) })] },
      }),
      async (context) => context.json({ servers: await toolSettings.servers() }),
    )
    .post(
      '/servers',
      describe({
        summary: 'Name an MCP server; nothing of it is allowed yet',
        tag,
        answers: { 201: ['The server.', toolServerSchema] },
        faults: [400, 409, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', addBody),
      async (context) => context.json(await toolSettings.add(context.req.valid('json')), 201),
    )
    .delete(
      '/servers/:id',
      describe({
        summary: 'Forget an MCP server, its token and what was allowed of it',
        tag,
        answers: { 204: ['It is forgotten.'] },
        faults: [404],
      }),
      async (context) => {
        if (!(await toolSettings.remove(context.req.param('id')))) refuseUnknown();
        return context.body(null, 204);
      },
    )
    .put(
      '/servers/:id/token',
      describe({
        summary: 'Set the bearer token of an MCP server, or forget it',
        tag,
        answers: { 200: ['The server as it is now.', toolServerSchema] },
        faults: [400, 404, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', tokenBody),
      async (context) => {
        const { token } = context.req.valid('json');
        return context.json((await toolSettings.setToken(context.req.param('id'), token)) ?? refuseUnknown());
      },
    )
    .post(
      '/servers/:id/look',
      describe({
        summary: 'Ask an MCP server which tools it offers now',
        tag,
        answers: { 200: ['What it offers.', z.strictObject({ tools: z.array(offeredToolSchema) })] },
        faults: [404],
      }),
      async (context) => {
        const tools = await toolSettings.look(context.req.param('id'), context.req.raw.signal);
        return context.json({ tools: tools ?? refuseUnknown() });
      },
    )
    .put(
      '/servers/:id/tools',
      describe({
        summary: 'Allow a tool of an MCP server as it was shown, or take that back',
        tag,
        answers: { 200: ['The server as it is now.', toolServerSchema] },
        faults: [400, 404, 409, 413, 415],
      }),
      limitBody(1, 'A setting'),
      requireType('application/json'),
      readRequest('json', allowBody),
      async (context) => {
        const { name, fingerprint } = context.req.valid('json');
        const id = context.req.param('id');
        const server = await toolSettings.allow(id, name, fingerprint, context.req.raw.signal);
        return context.json(server ?? refuseUnknown());
      },
    );
}

function refuseUnknown(): never {
  throw new AppError('user/not-found', 'There is no tool server with this id.');
}
