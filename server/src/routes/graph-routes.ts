// HTTP for Graphs: list, create, read, save with a revision, delete.
import { AppError, graphRecordSchema, graphSchema, graphSummarySchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { GraphDoor } from '../graphs/graph-door.ts';
import type { GraphStore } from '../graphs/graph-store.ts';
import { cleanJson } from '../http/clean-json.ts';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';
import { readGraph } from '../http/read-graph.ts';
import { RequestRefused } from '../http/request-refused.ts';
import { sendJson } from '../http/send-json.ts';

const createBody = z.strictObject({ graph: graphSchema });
const saveBody = z.strictObject({ revision: z.int().min(1), graph: graphSchema });
const tag = 'Graphs';

interface GraphRouteParts {
  readonly graphs: GraphStore;
  readonly door: GraphDoor;
}

/** Routes under `/api/graphs`. A mesh with faults may be saved; only its shape is required. */
export function createGraphRoutes({ graphs, door }: GraphRouteParts) {
  return new Hono()
    .get(
      '/',
      describe({
        summary: 'All saved meshes, last changed first',
        tag,
        answers: { 200: ['The meshes.', z.strictObject({ graphs: z.array(graphSummarySchema) })] },
      }),
      async (context) => context.json({ graphs: await graphs.list() }),
    )
    .post(
      '/',
      describe({
        summary: 'Save a new mesh',
        tag,
        answers: { 201: ['The saved mesh.', graphRecordSchema] },
        faults: [400, 413, 415, 422],
      }),
      limitBody(4, 'A mesh'),
      requireType('application/json'),
      readGraph(door.parse),
      readRequest('json', createBody),
      async (context) => sendJson(context, await graphs.create(cleanJson(context.req.valid('json').graph)), 201),
    )
    .get(
      '/:id',
      describe({
        summary: 'One mesh',
        tag,
        answers: { 200: ['The mesh.', graphRecordSchema] },
        faults: [404],
      }),
      async (context) => sendJson(context, (await graphs.find(context.req.param('id'))) ?? refuseUnknown()),
    )
    .put(
      '/:id',
      describe({
        summary: 'Save a mesh over the revision it was read at',
        tag,
        answers: { 200: ['The saved mesh, one revision further.', graphRecordSchema] },
        faults: [400, 404, 409, 413, 415, 422],
      }),
      limitBody(4, 'A mesh'),
      requireType('application/json'),
      readGraph(door.parse),
      readRequest('json', saveBody),
      async (context) => {
        const { revision, graph } = cleanJson(context.req.valid('json'));
        const result = await graphs.save(context.req.param('id'), revision, graph);
        if (result.status === 'unknown') return refuseUnknown();
        if (result.status === 'stale') {
          throw new RequestRefused(
            'user/conflict',
            'This mesh was saved somewhere else since you opened it. What is stored was kept, and so is your version here: take the stored one, or save yours over it.',
            { current: result.current },
          );
        }
        return sendJson(context, result.record);
      },
    )
    .delete(
      '/:id',
      describe({ summary: 'Delete a mesh; its runs stay', tag, answers: { 204: ['Deleted.'] }, faults: [404] }),
      async (context) => {
        if (!(await graphs.remove(context.req.param('id')))) refuseUnknown();
        return context.body(null, 204);
      },
    );
}

function refuseUnknown(): never {
  throw new AppError('user/not-found', 'There is no mesh with this id. It may have been deleted.');
}
