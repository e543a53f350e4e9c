// The thin client of the HTTP API: one function a route, answers checked against the schemas both sides share.
// It knows no store and no component; whoever calls it says what a failure means.
import type {
  Diagnostic,
  DocumentRef,
  ErrorBody,
  FamilyStatus,
  Graph,
  GraphRecord,
  GraphSummary,
  Template,
  WorkspaceHistory,
} from '@parley/spec';
import {
  documentRefSchema,
  errorBodySchema,
  familyStatusSchema,
  graphRecordSchema,
  graphSummarySchema,
  templateSchema,
  workspaceHistorySchema,
} from '@parley/spec';
import { z } from 'zod';

/** An answer that is not a success, or no answer at all (`status` 0). `message` is a sentence for a person. */
export class ApiError extends Error {
  readonly status: number;
  /** What the server said; absent when it could not be reached or did not speak JSON. */
  readonly body: ErrorBody | undefined;

  constructor(status: number, message: string, body?: ErrorBody, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.body?.diagnostics ?? [];
  }
}

/** The sentence of anything thrown by this client. */
export function messageOf(error: unknown): string {
  return error instanceof Error
    ? error.message
    : 'Something went wrong in this page. Reload it; what was saved is kept.';
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly form?: FormData;
  readonly signal?: AbortSignal;
  /** Lets a small body outlive the page. */
  readonly keepalive?: boolean;
}

/** One request; the answer parsed by `schema`. Throws ApiError; rethrows an abort as it is. */
export async function request<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  { method = 'GET', json, form, signal, keepalive }: RequestOptions = {},
): Promise<z.output<Schema>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(json !== undefined && { 'content-type': 'application/json' }) },
      body: json === undefined ? (form ?? null) : JSON.stringify(json),
      signal: signal ?? null,
      keepalive: keepalive ?? false,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(
      0,
      'The Parley server cannot be reached. Your work is kept in this browser; start the server again and go on.',
      undefined,
      error,
    );
  }
  if (!response.ok) throw await readError(response);
  if (response.status === 204) return schema.parse(undefined);
  const parsed = schema.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  throw new ApiError(
    response.status,
    'The server answered in a form this page does not know. Nothing was lost; reload the page, it may be older than the server.',
    undefined,
    parsed.error,
  );
}

async function readError(response: Response): Promise<ApiError> {
  const body = errorBodySchema.safeParse(await response.json().catch(() => undefined));
  if (body.success) return new ApiError(response.status, body.data.fault.message, body.data);
  return new ApiError(
    response.status,
    `The server answered ${response.status} without saying why. Your work is kept in this browser; try again.`,
  );
}

const familiesBody = z.object({ families: z.array(familyStatusSchema) });
const graphsBody = z.object({ graphs: z.array(graphSummarySchema) });
const templatesBody = z.object({ templates: z.array(templateSchema) });
const graphPath = (id: string) => `/api/graphs/${encodeURIComponent(id)}`;

export const api = {
  families: async (): Promise<FamilyStatus[]> => (await request(familiesBody, '/api/families')).families,
  history: (): Promise<WorkspaceHistory> => request(workspaceHistorySchema, '/api/history'),
  /** Last changed first. */
  graphs: async (): Promise<GraphSummary[]> => (await request(graphsBody, '/api/graphs')).graphs,
  graph: (id: string): Promise<GraphRecord> => request(graphRecordSchema, graphPath(id)),
  createGraph: (graph: Graph): Promise<GraphRecord> =>
    request(graphRecordSchema, '/api/graphs', { method: 'POST', json: { graph } }),
  templates: async (): Promise<Template[]> => (await request(templatesBody, '/api/templates')).templates,
  /** A new mesh made of it. */
  takeTemplate: (id: string): Promise<GraphRecord> =>
    request(graphRecordSchema, `/api/templates/${encodeURIComponent(id)}`, { method: 'POST' }),
  /** `revision` is the one this graph was edited from; ApiError 409 with `body.current` when it is no longer the newest. */
  saveGraph: (id: string, revision: number, graph: Graph): Promise<GraphRecord> =>
    request(graphRecordSchema, graphPath(id), { method: 'PUT', json: { revision, graph } }),
  deleteGraph: (id: string): Promise<undefined> => request(z.undefined(), graphPath(id), { method: 'DELETE' }),
  uploadDocument: (file: File): Promise<DocumentRef> => {
    const form = new FormData();
    form.append('file', file);
    return request(documentRefSchema, '/api/documents', { method: 'POST', form });
  },
};
