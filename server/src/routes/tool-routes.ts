// HTTP for tools: which there are.
import { toolStatusSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../http/describe.ts';
import type { ToolSettings } from '../tools/tool-settings.ts';

const tag = 'Tools';

/** Routes under `/api/tools`. */
export function createToolRoutes({ toolSettings }: { readonly toolSettings: ToolSettings }) {
  return new Hono().get(
    '/',
    describe({
      summary: 'The tools that agents may be given; asks no other server',
      tag,
      answers: { 200: ['The tools.', z.strictObject({ tools: z.array(toolStatusSchema) })] },
    }),
    async (context) => context.json({ tools: await toolSettings.list() }),
  );
}
