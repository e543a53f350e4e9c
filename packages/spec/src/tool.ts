// The nouns of tool use: what a model asks to be done, and what came of it. Knows no tool and no provider.
import { z } from 'zod';

/** One call of a tool, as a model asked for it. `id` is unique in its step. */
export const toolCallSchema = z.strictObject({
  id: z.string(),
  /** The tool's name on the wire. */
  tool: z.string(),
  /** Its arguments as JSON; text that could not be read as JSON stands here as it came. */
  input: z.json(),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** What came of a call: what the model is shown. */
export const toolResultSchema = z.strictObject({
  id: z.string(),
  tool: z.string(),
  /** False when the tool could not do it; `text` then says why, for the model to go on from. */
  ok: z.boolean(),
  text: z.string(),
});
export type ToolResult = z.infer<typeof toolResultSchema>;
