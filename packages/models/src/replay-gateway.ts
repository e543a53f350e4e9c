// A gateway that answers from recorded replies: a mesh can be run without a key, a network or a model.
import { answerOutcomeSchema, AppError, toolCallSchema } from '@parley/spec';
import { z } from 'zod';
import type { GenerateOptions, ModelGateway } from './gateway.ts';
import type { GenerateRequest, ModelEvent } from './provider.ts';

export const recordedReplySchema = z.strictObject({
  /** The name of the call in its step; absent: any that has no reply of its name. */
  call: z.string().optional(),
  text: z.string(),
  /** Absent: `complete`. */
  outcome: answerOutcomeSchema.optional(),
  toolCalls: z.array(toolCallSchema).optional(),
  shape: z.enum(['schema', 'tool', 'json', 'none']).optional(),
});
/** What one call of a step was answered. */
export type RecordedReply = z.infer<typeof recordedReplySchema>;

/** By the title of the step; of a call's name in the order of its calls, of which the last one is given again and again. */
export const repliesSchema = z.record(z.string(), z.array(recordedReplySchema));
export type Replies = z.infer<typeof repliesSchema>;

/**
 * Every family of `gateway` can speak; readers read as ever. AppError `user/not-found` for a step without a reply.
 */
export function createReplayGateway(replies: Replies, gateway: ModelGateway): ModelGateway {
  const played = new Map<string, number>();
  async function* play(title: string, call: string, hasTools: boolean): AsyncGenerator<ModelEvent, undefined> {
    const given = (Object.hasOwn(replies, title) ? replies[title] : undefined) ?? [];
    // Calls within a step may run side by side: their order says nothing of which is which.
    const named = given.filter((each) => each.call === call);
    const own = named.length > 0 ? named : given.filter((each) => each.call === undefined);
    const key = JSON.stringify([title, own === named ? call : '']);
    let at = played.get(key) ?? 0;
    // Who is offered no tools is given what was said once tools had been called.
    while (!hasTools && own[at]?.toolCalls) at += 1;
    played.set(key, at + 1);
    const reply = own[at] ?? own.findLast(({ toolCalls }) => hasTools || !toolCalls) ?? own.at(-1);
    if (!reply) {
      throw new AppError(
        'user/not-found',
        `There is no recorded reply for "${title}". Add what it should be answered, or export the mesh again after a run.`,
      );
    }
    const { text, outcome = 'complete', toolCalls = [], shape } = reply;
    if (text !== '') yield { type: 'text', text };
    for (const call of toolCalls) yield { type: 'tool-call', call };
    yield { type: 'finish', outcome: toolCalls.length > 0 ? 'tool-calls' : outcome, ...(shape && { shape }) };
  }
  return {
    async families() {
      const known = await gateway.families();
      return known.map(({ missing: _, reason: __, ...family }) => ({ ...family, available: true }));
    },
    generate(request: GenerateRequest, options: GenerateOptions) {
      return isReader(request)
        ? gateway.generate(request, options)
        : play(options.title ?? '', options.call ?? '', (request.tools ?? []).length > 0);
    },
  };
}

/** Local readers are families of their own kind; they need nothing recorded. */
function isReader({ family }: GenerateRequest): boolean {
  return family.startsWith('reader-');
}
