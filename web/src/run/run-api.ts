// The runs' part of the HTTP API. It knows no store; failures are ApiErrors.
import {
  type Document,
  documentSchema,
  type Grade,
  gradeSchema,
  type GradeWord,
  type Graph,
  type InputAnswer,
  type PlanEstimate,
  planEstimateSchema,
  type RunState,
  runStateSchema,
  type RunSummary,
  runSummarySchema,
} from '@parley/spec';
import { z } from 'zod';
import { request } from '../api/api.ts';

const runIdBody = z.object({ runId: z.string() });
const runListBody = z.object({ runs: z.array(runSummarySchema) });
const gradesBody = z.object({ grades: z.array(gradeSchema) });
const gradePath = (runId: string, stepId: string): string => runPath(runId, `/grades/${encodeURIComponent(stepId)}`);
const runPath = (runId: string, rest = ''): string => `/api/runs/${encodeURIComponent(runId)}${rest}`;

export const runApi = {
  /** Queues a run of the saved mesh and answers its id. */
  async start(graphId: string): Promise<string> {
    return (await request(runIdBody, '/api/runs', { method: 'POST', json: { graphId } })).runId;
  },
  async cancel(runId: string): Promise<void> {
    await request(runIdBody, runPath(runId, '/cancel'), { method: 'POST' });
  },
  async resume(runId: string): Promise<void> {
    await request(runIdBody, runPath(runId, '/resume'), { method: 'POST' });
  },
  /** Answers a question of the run; ApiError 409 when somebody did already. */
  async answer(runId: string, requestId: string, answer: InputAnswer): Promise<void> {
    await request(runIdBody, runPath(runId, '/answers'), { method: 'POST', json: { requestId, ...answer } });
  },
  /** Runs of a mesh, newest first. */
  async list(graphId: string, limit: number, signal?: AbortSignal): Promise<RunSummary[]> {
    const query = new URLSearchParams({ graphId, limit: String(limit) });
    return (await request(runListBody, `/api/runs?${query}`, signal && { signal })).runs;
  },
  state: (runId: string, signal?: AbortSignal): Promise<RunState> =>
    request(runStateSchema, runPath(runId), signal && { signal }),
  eventsUrl: (runId: string): string => runPath(runId, '/events'),
  /** What a run of this mesh would ask of models; ApiError 422 when it has faults. */
  estimate: (graph: Graph, signal?: AbortSignal): Promise<PlanEstimate> =>
    request(planEstimateSchema, '/api/estimate', { method: 'POST', json: { graph }, ...(signal && { signal }) }),
  /** What was said of the decisions of a run. */
  async grades(runId: string, signal?: AbortSignal): Promise<Grade[]> {
    return (await request(gradesBody, runPath(runId, '/grades'), signal && { signal })).grades;
  },
  grade: (runId: string, stepId: string, word: GradeWord): Promise<Grade> =>
    request(gradeSchema, gradePath(runId, stepId), { method: 'PUT', json: word }),
  removeGrade: (runId: string, stepId: string): Promise<undefined> =>
    request(z.undefined(), gradePath(runId, stepId), { method: 'DELETE' }),
  document: (id: string, signal?: AbortSignal): Promise<Document> =>
    request(documentSchema, `/api/documents/${encodeURIComponent(id)}`, signal && { signal }),
};
