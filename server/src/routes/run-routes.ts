// HTTP for runs: start, list, read, watch, cancel, resume. The durable work is the RunHost's.
import {
  AppError,
  graphSchema,
  type Graph,
  hasRunEnded,
  inputAnswerSchema,
  runEventSchema,
  runInputsSchema,
  runStateSchema,
  runSummarySchema,
} from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { GraphDoor } from '../graphs/graph-door.ts';
import type { GraphStore } from '../graphs/graph-store.ts';
import { cleanJson } from '../http/clean-json.ts';
import { describe } from '../http/describe.ts';
import type { Log } from '../http/log.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import { readGraph } from '../http/read-graph.ts';
import { refuseFields, refuseGraph } from '../http/request-refused.ts';
import { sendJson } from '../http/send-json.ts';
import { streamEvents } from '../http/stream-events.ts';
import type { RunHost } from '../runs/run-host.ts';

const startBody = z
  .strictObject({
    /** A saved mesh; with `graph` too, the run is of that version and listed under the saved one. */
    graphId: z.string().min(1).max(80).optional(),
    graph: graphSchema.optional(),
    inputs: runInputsSchema.optional(),
  })
  .refine((body) => body.graphId !== undefined || body.graph !== undefined, 'needs "graphId" or "graph"');
const listQuery = z.object({
  graphId: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const eventsQuery = z.object({ after: z.coerce.number().int().min(0).optional() });
const answerBody = z.strictObject({ requestId: z.string().min(1).max(400), ...inputAnswerSchema.shape });
const runIdBody = z.strictObject({ runId: z.string() });
const tag = 'Runs';

interface RunRouteParts {
  readonly runHost: RunHost;
  readonly graphs: GraphStore;
  readonly door: GraphDoor;
  readonly log: Log;
  readonly redact: (text: string) => string;
}

/** Routes under `/api/runs`. */
export function createRunRoutes({ runHost, graphs, door, log, redact }: RunRouteParts) {
  const findGraph = async (graphId: string): Promise<Graph> => {
    const record = await graphs.find(graphId);
    if (!record) throw new AppError('user/not-found', 'There is no mesh with this id, so no run was started.');
    return record.graph;
  };
  return new Hono()
    .post(
      '/',
      describe({
        summary: 'Start a run of a saved mesh or of the mesh in the body',
        tag,
        answers: { 202: ['The run is queued.', runIdBody] },
        faults: [400, 404, 413, 415, 422],
      }),
      limitBody(4, 'A mesh with its inputs'),
      requireType('application/json'),
      readGraph(door.parse),
      readRequest('json', startBody),
      async (context) => {
        const { graphId, graph: sent, inputs = {} } = cleanJson(context.req.valid('json'));
        const graph = sent ?? (await findGraph(graphId ?? ''));
        const issues = door.checkInputs(graph, inputs);
        if (issues.length > 0) throw refuseFields(issues);
        const compiled = await door.compile(graph);
        if ('diagnostics' in compiled) throw refuseGraph(compiled.diagnostics, 'No run was started.');
        const runId = await runHost.start({
          graph,
          plan: compiled.plan,
          inputs,
          ...(graphId !== undefined && { graphId }),
        });
        return context.json({ runId }, 202);
      },
    )
    .get(
      '/',
      describe({
        summary: 'Runs, newest first',
        tag,
        answers: { 200: ['The runs.', z.strictObject({ runs: z.array(runSummarySchema) })] },
        faults: [400],
      }),
      readRequest('query', listQuery),
      async (context) => {
        const { graphId, limit = 50 } = context.req.valid('query');
        return context.json({ runs: await runHost.list({ limit, ...(graphId !== undefined && { graphId }) }) });
      },
    )
    .get(
      '/:id',
      describe({
        summary: 'The state of a run: the fold of its events',
        tag,
        answers: { 200: ['The state.', runStateSchema] },
        faults: [404],
      }),
      async (context) => sendJson(context, (await runHost.state(context.req.param('id'))) ?? refuseUnknown()),
    )
    .get(
      '/:id/graph',
      describe({
        summary: 'The mesh as it was when the run started',
        tag,
        answers: { 200: ['The mesh.', z.strictObject({ graph: graphSchema })] },
        faults: [404],
      }),
      async (context) =>
        sendJson(context, { graph: (await runHost.graph(context.req.param('id'))) ?? refuseUnknown() }),
    )
    .get(
      '/:id/events',
      describe({
        summary:
          'The events of a run as server-sent events, in one order; `Last-Event-ID` or `after` goes on from there',
        tag,
        answers: {
          200: [
            'Server-sent events: `id` is the sequence number, `data` a RunEvent as JSON. It ends after `run-end`.',
            runEventSchema,
            'text/event-stream',
          ],
          204: ['The run has ended and nothing comes after this event: do not connect again.'],
        },
        headers: { 'Last-Event-ID': 'The number of the last event that came; wins over `after`.' },
        faults: [400, 404],
      }),
      readRequest('query', eventsQuery),
      async (context) => {
        const runId = context.req.param('id');
        const seq = readLastEventId(context.req.header('Last-Event-ID')) ?? context.req.valid('query').after ?? 0;
        const state = (await runHost.state(runId)) ?? refuseUnknown();
        if (hasRunEnded(state.status) && seq >= state.seq) return context.body(null, 204);
        if (seq > state.seq) {
          throw new AppError('user/bad-request', `This run has ${state.seq} events so far, and none after ${seq}.`);
        }
        return streamEvents(context, (signal) => runHost.events(runId, seq, signal), { log, redact });
      },
    )
    .post(
      '/:id/cancel',
      describe({
        summary: 'Stop a run; what is finished stays',
        tag,
        answers: { 202: ['The run was asked to stop.', runIdBody] },
        faults: [404],
      }),
      async (context) => {
        const runId = context.req.param('id');
        return context.json((await runHost.cancel(runId)) ? { runId } : refuseUnknown(), 202);
      },
    )
    .post(
      '/:id/answers',
      describe({
        summary: 'Answer a question of a run; the first answer counts',
        tag,
        answers: { 202: ['The answer is kept and the run goes on.', runIdBody] },
        faults: [400, 404, 409, 413, 415],
      }),
      limitBody(1, 'An answer'),
      requireType('application/json'),
      readRequest('json', answerBody),
      async (context) => {
        const runId = context.req.param('id');
        const { requestId, ...answer } = cleanJson(context.req.valid('json'));
        return context.json((await runHost.answer(runId, requestId, answer)) ? { runId } : refuseUnknown(), 202);
      },
    )
    .post(
      '/:id/resume',
      describe({
        summary:
          'Take up a failed or cancelled run, or ask the missing voices of a done one again; finished calls are not paid again',
        tag,
        answers: { 202: ['The run is queued again.', runIdBody] },
        faults: [404, 409],
      }),
      async (context) => {
        const runId = context.req.param('id');
        return context.json((await runHost.resume(runId)) ? { runId } : refuseUnknown(), 202);
      },
    );
}

function refuseUnknown(): never {
  throw new AppError('user/not-found', 'There is no run with this id.');
}

function readLastEventId(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  if (!/^\d{1,15}$/.test(header)) {
    throw new AppError('user/bad-request', 'The header Last-Event-ID must be the number of an event.');
  }
  return Number(header);
}
