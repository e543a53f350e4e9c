// HTTP for grades: what people say of the decisions of a run.
import { AppError, gradeSchema, gradeWordSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import { gradeDecision } from '../history/grade-decision.ts';
import type { GradeStore } from '../history/grade-store.ts';
import { cleanJson } from '../http/clean-json.ts';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import type { RunHost } from '../runs/run-host.ts';

const gradesBody = z.strictObject({ grades: z.array(gradeSchema) });
const tag = 'Grades';

interface GradeRouteParts {
  readonly runHost: RunHost;
  readonly grades: GradeStore;
}

/** Routes under `/api/runs/:id/grades`. */
export function createGradeRoutes({ runHost, grades }: GradeRouteParts) {
  return new Hono()
    .get(
      '/:id/grades',
      describe({
        summary: 'What was said of the decisions of a run',
        tag,
        answers: { 200: ['The grades.', gradesBody] },
      }),
      async (context) => sendJson(context, { grades: await grades.ofRun(context.req.param('id')) }),
    )
    .put(
      '/:id/grades/:stepId',
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
        const grade = gradeDecision(id, step, cleanJson(context.req.valid('json')), new Date());
        await grades.put(grade);
        return sendJson(context, grade);
      },
    )
    .delete(
      '/:id/grades/:stepId',
      describe({ summary: 'Take a grade back', tag, answers: { 204: ['It is gone.'] }, faults: [404] }),
      async (context) => {
        const { id, stepId } = context.req.param();
        if (!(await grades.remove(id, stepId))) throw new AppError('user/not-found', 'This decision has no grade.');
        return context.body(null, 204);
      },
    );
}
