// readReplies: what the models were answered in the last whole run of a mesh, for the test of its export.
import { type RecordedReply, recordedReplySchema, type Replies } from '@parley/models';
import { answerOutcomeSchema, type Plan, type Step, toolCallSchema } from '@parley/spec';
import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { runs, stepResults } from '../database/schema.ts';

/** Of a journalled call, what is played back; what tools gave and how long things are is journalled too, and is none. */
const callSchema = z.object({
  text: z.string(),
  outcome: answerOutcomeSchema,
  toolCalls: z.array(toolCallSchema).optional(),
  shape: recordedReplySchema.shape.shape,
});
/** Turns of one conversation, which come one after the other, need not be told apart. */
const turnName = /^call(?: (\d+))?$/;
/** Of the last whole runs of a mesh, so many are looked through for one of the plan. */
const mostRuns = 20;

/** By step titles; undefined when this very plan has not been run to its end lately. Secrets were taken out when it was journalled. */
export async function readReplies(db: Database, graphId: string, plan: Plan): Promise<Replies | undefined> {
  const whole = await db
    .select({ id: runs.id, plan: runs.plan })
    .from(runs)
    .where(and(eq(runs.graphId, graphId), eq(runs.status, 'done')))
    .orderBy(desc(runs.createdAt))
    .limit(mostRuns);
  const steps = JSON.stringify(plan.steps);
  const run = whole.find((each) => JSON.stringify(each.plan.steps) === steps);
  if (!run) return undefined;
  const rows = await db
    .select({ stepPath: stepResults.stepPath, output: stepResults.output })
    .from(stepResults)
    .where(eq(stepResults.runId, run.id))
    .orderBy(asc(stepResults.createdAt));
  const places = new Map(plan.steps.flatMap(withBody).map(({ id, title }, place) => [id, { title, place }]));
  const calls = rows.flatMap(({ stepPath, output }) => {
    const call = callSchema.safeParse(output);
    const { id, round, name } = readPath(stepPath, places);
    const step = places.get(id);
    return call.success && step ? [{ ...step, round, name, call: call.data }] : [];
  });
  // Which of two steps of one title ended first is chance; a program calls them in the order of the plan.
  calls.sort(
    (one, other) => one.round - other.round || one.place - other.place || turnOf(one.name) - turnOf(other.name),
  );
  const replies = new Map<string, RecordedReply[]>();
  for (const { title, name, call } of calls) {
    const { text, outcome, toolCalls, shape } = call;
    const reply = {
      ...(!turnName.test(name) && { call: name }),
      text,
      ...(outcome !== 'complete' && { outcome }),
      ...(toolCalls && { toolCalls }),
      ...(shape && { shape }),
    };
    replies.set(title, [...(replies.get(title) ?? []), reply]);
  }
  return Object.fromEntries(replies);
}

function turnOf(name: string): number {
  return Number(turnName.exec(name)?.[1] ?? 1);
}

function withBody(step: Step): Step[] {
  return [step, ...(step.body?.steps ?? [])];
}

/** Of `<step>/<call>`, and within a loop of `<loop>/<round>/<step>/<call>`. */
function readPath(stepPath: string, steps: ReadonlyMap<string, unknown>): { id: string; round: number; name: string } {
  const [first = '', ...rest] = stepPath.split('/');
  const [round = '', inner = '', ...call] = rest;
  if (/^\d+$/.test(round) && steps.has(inner)) return { id: inner, round: Number(round), name: call.join('/') };
  return { id: first, round: 0, name: rest.join('/') };
}
