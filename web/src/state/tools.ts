// Tools an agent can be given, as the server lists them.
import { z } from 'zod';
import { request } from '../api/api.ts';

const toolStatusSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  available: z.boolean(),
  /** Why it cannot be used now, as a sentence. */
  reason: z.string().optional(),
});
export type ToolStatus = z.infer<typeof toolStatusSchema>;

const toolsBody = z.object({ tools: z.array(toolStatusSchema) });

/** Every tool of this server; throws ApiError. */
export async function loadTools(_key: string, signal: AbortSignal): Promise<readonly ToolStatus[]> {
  return (await request(toolsBody, '/api/tools', { signal })).tools;
}
