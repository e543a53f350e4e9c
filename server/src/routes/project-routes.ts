// HTTP for meshes as code: a saved mesh as a project in a zip file, and a mesh.ts or such a zip file as a mesh again.
import { emitProject } from '@parley/codegen/project';
import { readMesh } from '@parley/codegen/read-mesh';
import { compileGraph } from '@parley/compiler';
import type { Replies, RoutedGateway } from '@parley/models';
import { AppError, type Graph, graphSchema, type NodeTypes, type Plan } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { DocumentStore } from '../documents/document-store.ts';
import type { GraphStore } from '../graphs/graph-store.ts';
import { describe } from '../http/describe.ts';
import { limitBody } from '../http/read-body.ts';
import { refuseGraph } from '../http/request-refused.ts';
import { sendJson } from '../http/send-json.ts';
import { storeDocuments } from '../projects/store-documents.ts';
import { unzipProject, zipProject } from '../projects/zip-project.ts';

const importBody = z.strictObject({ source: z.string().max(4_000_000), canvas: z.json().optional() });
const importAnswer = z.strictObject({
  /** Absent when nothing could be read. */
  graph: graphSchema.optional(),
  /** What could not be read, by line of mesh.ts. */
  notes: z.array(z.strictObject({ line: z.int().min(1), message: z.string() })),
});
const tag = 'Code';

interface ProjectRouteParts {
  readonly graphs: GraphStore;
  readonly documents: DocumentStore;
  readonly gateway: RoutedGateway;
  readonly nodeTypes: NodeTypes;
  /** What the models were answered in the last whole run of this plan. */
  readonly repliesOf: (graphId: string, plan: Plan) => Promise<Replies | undefined>;
}

/** Routes under `/api`: `/graphs/:id/export` and `/import`. */
export function createProjectRoutes({ graphs, documents, gateway, nodeTypes, repliesOf }: ProjectRouteParts) {
  const compile = async (graph: Graph): Promise<Plan> => {
    // An export needs no keys: whoever runs it has their own.
    const families = (await gateway.families()).map((family) => ({ ...family, available: true }));
    const compiled = compileGraph(graph, { nodeTypes, families });
    if ('diagnostics' in compiled) throw refuseGraph(compiled.diagnostics, 'Nothing was exported.');
    return compiled.plan;
  };
  return new Hono()
    .get(
      '/graphs/:id/export',
      describe({
        summary: 'A saved mesh as a project in TypeScript, which runs without Parley',
        tag,
        answers: { 200: ['A zip file.', z.string(), 'application/zip'] },
        faults: [404, 422],
      }),
      async (context) => {
        const id = context.req.param('id');
        const record = await graphs.find(id);
        if (!record) {
          throw new AppError(
            'user/not-found',
            'There is no mesh with this id, so nothing was exported. It may have been deleted.',
          );
        }
        const { graph } = record;
        const plan = await compile(graph);
        const [replies, families] = await Promise.all([repliesOf(id, plan), gateway.families()]);
        const ready = families.flatMap(({ routes = [] }) =>
          routes.flatMap((route) => (route.ready ? [route.provider] : [])),
        );
        const files = await emitProject({
          graph,
          plan,
          nodeTypes,
          readDocument: (ref) => documents.read(ref),
          readyProviders: [...new Set(ready)],
          ...(replies && { replies }),
        });
        const name = folderName(graph.name);
        return context.body(zipProject(files, name), 200, {
          'Content-Type': 'application/zip',
          'Content-Disposition': `attachment; filename="${name}.zip"`,
        });
      },
    )
    .post(
      '/import',
      describe({
        summary:
          'A mesh.ts, or the zip file of an export, as a mesh; it is read and never run, and nothing is saved but its documents',
        tag,
        bodies: { 'application/json': importBody, 'application/zip': z.string() },
        answers: { 200: ['The mesh, and by line what could not be read.', importAnswer] },
        faults: [400, 413, 415],
      }),
      limitBody(24, 'An import'),
      async (context) => {
        const { source, canvas, files } = await readImport(context.req.raw);
        const { graph, notes, documents: named } = readMesh(source, { nodeTypes, canvas });
        const stored = graph && (await storeDocuments(graph, named, files, documents));
        return sendJson(context, {
          ...(stored && { graph: stored.graph }),
          notes: [...notes, ...(stored?.notes ?? [])],
        });
      },
    );
}

/** What was sent: the text of a mesh.ts in JSON, or a zip file. */
async function readImport(
  request: Request,
): Promise<{ source: string; canvas: unknown; files: ReadonlyMap<string, string> }> {
  const type = (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/zip') {
    const files = unzipProject(new Uint8Array(await request.arrayBuffer()));
    return { source: files.get('mesh.ts') ?? '', canvas: parseJson(files.get('mesh.canvas.json')), files };
  }
  if (type !== 'application/json') {
    throw new AppError(
      'user/unsupported-type',
      'This address takes application/json or application/zip. Nothing was imported.',
    );
  }
  const body = importBody.safeParse(await request.json().catch(() => undefined));
  if (!body.success) {
    throw new AppError(
      'user/bad-request',
      'The request is not well formed: it needs "source", the text of a mesh.ts. Nothing was imported.',
    );
  }
  return { source: body.data.source, canvas: body.data.canvas, files: new Map() };
}

/** What is no JSON is told by the reader, as a canvas file of the wrong shape is. */
function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Letters, digits and hyphens: safe as a folder and in a header. */
function folderName(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60) || 'mesh';
}
