// HTTP for what is remembered of decisions: what people say of them, and what they tell together.
import { AppError, gradeSchema, gradeWordSchema, workspaceHistorySchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { DecisionStore } from '../history/decision-store.ts';
import { gradeDecision, readDecision } from '../history/read-decision.ts';
import { summariseHistory } from '../history/summarise-history.ts';
import { cleanJson } from '../http/clean-json.ts';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import type { RunHost } from '../runs/run-host.ts';

const gradesBody = z.strictObject({ grades: z.array(gradeSchema) });
const tag = 'History';

interface HistoryRouteParts {
  readonly runHost: RunHost;
  readonly decisions: DecisionStore;
}

/** Routes `/api/history` and `/api/runs/:id/grades`. */
export function createHistoryRoutes({ runHost, decisions }: HistoryRouteParts) {
  return new Hono()
    .get(
      '/history',
      describe({
        summary:
          'What the decisions of this workspace tell of its voices: agreement of pairs, records of models and domains, how votes came true',
        tag,
        answers: { 200: ['The history.', workspaceHistorySchema] },
      }),
      async (context) => {
        // A run that just ended is part of the history it made.
        await decisions.settle();
        return sendJson(context, summariseHistory(await decisions.recent()));
      },
    )
    .get(
      '/runs/:id/grades',
      describe({
        summary: 'What was said of the decisions of a run',
        tag,
        answers: { 200: ['The grades.', gradesBody] },
      }),
      async (context) => sendJson(context, { grades: await decisions.gradesOfRun(context.req.param('id')) }),
    )
    .put(
      '/runs/:id/grades/:stepId',
      describe({
        summary: 'Say whether a decision was right; what was said of it before is replaced',
        tag,
        answers: { 200: ['The grade.', gradeSchema] },
        faults: [400, 404, 413, 415],
      }),
      limitBody(1, 'A grade'),
      requireType('application/json'),
      readRequest('json', gradeWordSchema),
      async (context) => {
        const { id, stepId } = context.req.param();
        const state = await runHost.state(id);
        if (!state) throw new AppError('user/not-found', 'There is no run with this id.');
        const step = Object.hasOwn(state.steps, stepId) ? state.steps[stepId] : undefined;
        const at = step?.endedAt ?? new Date().toISOString();
        const decision = readDecision({ runId: id, stepId, at }, step?.output);
        if (!decision) {
          throw new AppError('user/not-found', 'There is no decision at this step of the run, so nothing was graded.');
        }
        const grade = gradeDecision(decision, cleanJson(context.req.valid('json')));
        await decisions.put(grade);
        return sendJson(context, grade);
      },
    )
    .delete(
      '/runs/:id/grades/:stepId',
      describe({ summary: 'Take a grade back', tag, answers: { 204: ['It is gone.'] }, faults: [404] }),
      async (context) => {
        const { id, stepId } = context.req.param();
        if (!(await decisions.removeGrade(id, stepId)))
          throw new AppError('user/not-found', 'This decision has no grade.');
        return context.body(null, 204);
      },
    );
}
