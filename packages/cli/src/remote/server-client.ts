// The calls of a running server that the command line makes. Every answer is checked; every refusal becomes an AppError.
import {
  AppError,
  type DocumentRef,
  documentRefSchema,
  errorBodySchema,
  familyStatusSchema,
  type FamilyStatus,
  type Graph,
  type GraphRecord,
  graphRecordSchema,
  type GraphSummary,
  graphSummarySchema,
  type InputAnswer,
  type RunEvent,
  runEventSchema,
  type RunInputs,
  type RunState,
  runStateSchema,
  type RunSummary,
  runSummarySchema,
} from '@parley/spec';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';

export interface ServerClient {
  readonly address: string;
  graphs(): Promise<GraphSummary[]>;
  graph(id: string): Promise<GraphRecord>;
  saveGraph(graph: Graph): Promise<GraphRecord>;
  /** The zip file of a saved mesh as a project. */
  project(graphId: string): Promise<Uint8Array>;
  families(): Promise<FamilyStatus[]>;
  upload(content: Uint8Array<ArrayBuffer>, name: string): Promise<DocumentRef>;
  /** Stores a text that was read before, under the id that it has. */
  uploadText(text: string, title: string, mediaType: DocumentRef['mediaType']): Promise<void>;
  runs(limit: number): Promise<RunSummary[]>;
  run(id: string): Promise<RunState>;
  start(body: { graph?: Graph; graphId?: string; inputs: RunInputs }): Promise<string>;
  cancel(runId: string): Promise<void>;
  answer(runId: string, requestId: string, answer: InputAnswer): Promise<void>;
  /** Every event from the first, until the run ends; a line that breaks is taken up where it broke. */
  events(runId: string, signal: AbortSignal): AsyncIterable<RunEvent>;
}

/** Milliseconds before a broken stream is taken up again, and how often in a row without an event between. */
const AGAIN = { after: 500, most: 20 };

export function createServerClient(address: string): ServerClient {
  const call = async (method: string, route: string, body?: unknown): Promise<Response> => {
    const isForm = body instanceof FormData;
    let response: Response;
    try {
      response = await fetch(`${address}/api${route}`, {
        method,
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
        ...(body !== undefined && !isForm && { headers: { 'content-type': 'application/json' } }),
      });
    } catch (error) {
      throw new AppError('internal/storage', `The server at ${address} does not answer. Start it with: parley start`, {
        cause: error,
      });
    }
    if (!response.ok) throw await readRefusal(response, address);
    return response;
  };
  const read = async <Schema extends z.ZodType>(route: string, schema: Schema): Promise<z.infer<Schema>> =>
    schema.parse(await (await call('GET', route)).json());

  const stream = async function* (runId: string, after: number, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const response = await fetch(`${address}/api/runs/${encodeURIComponent(runId)}/events?after=${after}`, { signal });
    if (!response.ok) throw await readRefusal(response, address);
    if (!response.body) return;
    const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { data } of messages) yield runEventSchema.parse(JSON.parse(data));
  };

  const upload = async (content: Uint8Array<ArrayBuffer>, name: string): Promise<DocumentRef> => {
    const form = new FormData();
    form.append('file', new File([content], name));
    return documentRefSchema.parse(await (await call('POST', '/documents', form)).json());
  };

  return {
    address,
    graphs: async () => (await read('/graphs', z.object({ graphs: z.array(graphSummarySchema) }))).graphs,
    graph: (id) => read(`/graphs/${encodeURIComponent(id)}`, graphRecordSchema),
    saveGraph: async (graph) => graphRecordSchema.parse(await (await call('POST', '/graphs', { graph })).json()),
    project: async (id) => (await call('GET', `/graphs/${encodeURIComponent(id)}/export`)).bytes(),
    families: async () => (await read('/families', z.object({ families: z.array(familyStatusSchema) }))).families,
    upload,
    async uploadText(text, title, mediaType) {
      await upload(new TextEncoder().encode(text), `${title}${mediaType === 'text/markdown' ? '.md' : '.txt'}`);
    },
    runs: async (limit) => (await read(`/runs?limit=${limit}`, z.object({ runs: z.array(runSummarySchema) }))).runs,
    run: (id) => read(`/runs/${encodeURIComponent(id)}`, runStateSchema),
    start: async (body) =>
      z.object({ runId: z.string() }).parse(await (await call('POST', '/runs', body)).json()).runId,
    async cancel(runId) {
      await call('POST', `/runs/${encodeURIComponent(runId)}/cancel`);
    },
    async answer(runId, requestId, answer) {
      await call('POST', `/runs/${encodeURIComponent(runId)}/answers`, { requestId, ...answer });
    },
    async *events(runId, signal) {
      let seq = 0;
      for (let failures = 0; ; ) {
        try {
          for await (const event of stream(runId, seq, signal)) {
            seq = event.seq;
            failures = 0;
            yield event;
            if (event.type === 'run-end') return;
          }
          failures += 1;
        } catch (error) {
          if (signal.aborted || error instanceof AppError) throw error;
          failures += 1;
        }
        if (failures > AGAIN.most) {
          throw new AppError(
            'internal/storage',
            `The server at ${address} does not answer any more. The run goes on there; see it with: parley replay ${runId}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN.after));
      }
    },
  };
}

async function readRefusal(response: Response, address: string): Promise<AppError> {
  const body = errorBodySchema.safeParse(await response.json().catch(() => undefined));
  if (!body.success) {
    return new AppError(
      'internal/storage',
      `What answers at ${address} is no Parley server (status ${response.status}).`,
    );
  }
  const { fault, diagnostics = [], issues = [] } = body.data;
  const details = [
    ...diagnostics.map(({ message }) => message),
    ...issues.map(({ path: at, message }) => `${at} ${message}`),
  ];
  return new AppError(fault.code, [fault.message, ...details.slice(0, 10)].join('\n'));
}
