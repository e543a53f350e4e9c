// runTool: one call of a tool, done at most once per run. Whatever goes wrong becomes words that the model can go on from.
import { AppError, type Document, type ToolCall } from '@parley/spec';
import type { OpContext, ToolOutput } from './op.ts';
import type { OpenTools } from './open-tools.ts';

/** What is journalled of a call. */
export interface ToolReturn {
  readonly ok: boolean;
  /** Within the limit it was given, and says so when it was cut. */
  readonly text: string;
  readonly closure?: readonly string[];
}

export interface ToolTask {
  /** Unique in the step. */
  readonly name: string;
  readonly tools: OpenTools;
  readonly documents: readonly Document[];
  /** The most characters of its result that are kept. */
  readonly limit: number;
}

/** Rejects only when the step is cancelled or the storage is away. */
export function runTool(call: ToolCall, task: ToolTask, context: OpContext): Promise<ToolReturn> {
  return context.durable(task.name, { tool: call.tool, input: call.input }, async () => {
    const { ok, text, closure } = await attempt(call, task, context);
    return { ok, text: cutResult(text, task.limit), ...(closure && closure.length > 0 && { closure }) };
  });
}

/** Milliseconds. Tools have limits of their own; this one is for a tool that keeps none. */
const longestWait = 180_000;

type Attempt = ToolOutput & { readonly ok: boolean };

async function attempt(
  { tool: name, input }: ToolCall,
  { tools, documents }: ToolTask,
  context: OpContext,
): Promise<Attempt> {
  const offered = tools.offered.find((tool) => tool.name === name);
  if (!offered) {
    const names = tools.offered.map((tool) => tool.name).join(', ');
    return failure(`There is no tool called "${name}". You can call: ${names}. Call one of these, or answer.`);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return failure(
      `The input of this call could not be read as one JSON object, so nothing was done. Call ${name} again with an object of this schema: ${JSON.stringify(offered.inputSchema)}`,
    );
  }
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longestWait);
  try {
    const tool = await tools.find(offered.id);
    if (!tool) return failure(`${offered.title} cannot be used any more. Go on without it.`);
    const signal = AbortSignal.any([context.signal, patience.signal]);
    // A tool that is deaf to its signal must hold up neither the model nor a cancel.
    return { ok: true, ...(await Promise.race([tool.run(input, { signal, documents }), whenAborted(signal)])) };
  } catch (error) {
    if (context.signal.aborted) {
      throw new AppError('internal/cancelled', `${offered.title} was stopped before it was finished.`, {
        cause: error,
      });
    }
    if (patience.signal.aborted) {
      return failure(
        `${offered.title} gave nothing within ${longestWait / 60_000} minutes and was stopped. Go on without it.`,
      );
    }
    if (error instanceof AppError && error.code === 'internal/storage') throw error;
    if (error instanceof AppError && error.category !== 'internal') return failure(error.message);
    context.reportBug?.(`The tool ${offered.id} broke.`, error);
    return failure(`${offered.title} broke and gave nothing. Go on without it, or try another input.`);
  } finally {
    clearTimeout(timer);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new AppError('internal/cancelled', 'The tool was stopped before it was finished.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function failure(text: string): Attempt {
  return { ok: false, text };
}

/** The beginning of a text that is too long, and a sentence that says so. */
function cutResult(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Not between the two halves of one character.
  const kept = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept}\n\n[Cut here: these are the first ${kept.length.toLocaleString('en')} of ${text.length.toLocaleString('en')} characters.]`;
}
