// readReplies: what the models were answered in the last whole run of a mesh, for the test of its export.
import { type Replies, repliesSchema } from '@parley/models';
import type { Plan, Step } from '@parley/spec';
import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { runs, stepResults } from '../database/schema.ts';

/** Of a journalled call, what is played back. */
const callSchema = z.object({ text: z.string(), outcome: z.unknown(), toolCalls: z.unknown(), shape: z.unknown() });

/** By step titles; undefined when this very plan has not been run to its end. Secrets were taken out when it was journalled. */
export async function readReplies(db: Database, graphId: string, plan: Plan): Promise<Replies | undefined> {
  const [run] = await db
    .select({ id: runs.id, plan: runs.plan })
    .from(runs)
    .where(and(eq(runs.graphId, graphId), eq(runs.status, 'done')))
    .orderBy(desc(runs.createdAt))
    .limit(1);
  if (!run || JSON.stringify(run.plan.steps) !== JSON.stringify(plan.steps)) return undefined;
  const rows = await db
    .select({ stepPath: stepResults.stepPath, output: stepResults.output })
    .from(stepResults)
    .where(eq(stepResults.runId, run.id))
    .orderBy(asc(stepResults.createdAt));
  const titles = new Map(plan.steps.flatMap(withBody).map(({ id, title }) => [id, title]));
  const replies: Record<string, unknown[]> = {};
  for (const { stepPath, output } of rows) {
    const call = callSchema.safeParse(output);
    const title = titleOf(stepPath, titles);
    if (!call.success || title === undefined) continue;
    const { text, outcome, toolCalls, shape } = call.data;
    const reply = { text, ...(outcome !== 'complete' && { outcome }), toolCalls, shape };
    (replies[title] ??= []).push(JSON.parse(JSON.stringify(reply)));
  }
  const parsed = repliesSchema.safeParse(replies);
  return parsed.success ? parsed.data : undefined;
}

function withBody(step: Step): Step[] {
  return [step, ...(step.body?.steps ?? [])];
}

/** Of `<step>/<call>`, and within a loop of `<loop>/<round>/<step>/<call>`. */
function titleOf(stepPath: string, titles: ReadonlyMap<string, string>): string | undefined {
  const [first = '', round = '', inner = ''] = stepPath.split('/');
  return /^\d+$/.test(round) && titles.has(inner) ? titles.get(inner) : titles.get(first);
}
