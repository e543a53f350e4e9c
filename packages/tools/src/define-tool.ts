// defineTool: typed identity for tools. Turns a zod object into the schema a model sees and checks what the model sends.
import type { Tool, ToolContext, ToolOutput } from '@parley/runtime';
import { AppError } from '@parley/spec';
import { z } from 'zod';

interface ToolDefinition<Input extends z.ZodObject> extends Pick<Tool, 'id' | 'name' | 'title' | 'description'> {
  readonly input: Input;
  /** Gets the input checked; throws AppError with a sentence the model can go on from. */
  run(input: z.output<Input>, context: ToolContext): Promise<ToolOutput>;
}

/** The Tool of a definition: its `run` refuses a wrong input with `user/bad-request`, naming every wrong field. */
export function defineTool<Input extends z.ZodObject>(definition: ToolDefinition<Input>): Tool {
  const { id, name, title, description, input: schema, run } = definition;
  const { $schema: _, ...inputSchema } = z.toJSONSchema(schema, { io: 'input' });
  return {
    id,
    name,
    title,
    description,
    inputSchema,
    async run(input, context) {
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw refuseInput(name, parsed.error);
      return run(parsed.data, context);
    },
  };
}

function refuseInput(tool: string, error: z.ZodError): AppError {
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'The input'}: ${message}.`);
  return new AppError(
    'user/bad-request',
    `The input of ${tool} is wrong, and nothing was done. ${faults.join(' ')} Correct this and call it again.`,
  );
}
