// A Toolbox whose tools give no secret away, neither in what they say nor in why they failed.
import type { Tool, Toolbox } from '@parley/runtime';
import { AppError } from '@parley/spec';

/** The same tools; every text that leaves them goes through `redact`. */
export function redactTools(toolbox: Toolbox, redact: (text: string) => string): Toolbox {
  const redacted = (tool: Tool): Tool => ({
    ...tool,
    async run(input, context) {
      try {
        const output = await tool.run(input, context);
        return { ...output, text: redact(output.text) };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { code, message, cause, retryAfter } = error;
        throw new AppError(code, redact(message), { cause, ...(retryAfter !== undefined && { retryAfter }) });
      }
    },
  });
  return {
    async find(ids, signal) {
      const { tools, missing } = await toolbox.find(ids, signal);
      return {
        tools: tools.map(redacted),
        missing: missing.map(({ id, reason }) => ({ id, reason: redact(reason) })),
      };
    },
  };
}
