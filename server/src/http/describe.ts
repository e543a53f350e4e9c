// Short forms for OpenAPI descriptions, so that a route states its answers in one line each.
import { errorBodySchema } from '@parley/spec';
import { describeRoute, resolver } from 'hono-openapi';
import type { ZodType } from 'zod';

const faults = {
  400: 'The request is not well formed.',
  404: 'There is nothing with this id.',
  409: 'It changed in the meantime.',
  413: 'The body is too large.',
  415: 'The body has another content type.',
  422: 'The request was understood, and what it holds cannot be used.',
  503: 'The database cannot be reached or written.',
} as const;

interface RouteText {
  readonly summary: string;
  readonly tag: string;
  /** By status; `type` is the media type when it is not JSON. */
  readonly answers: Readonly<Record<number, readonly [description: string, schema?: ZodType, type?: string]>>;
  /** By media type, for a route that takes more than one; a validator describes its own. */
  readonly bodies?: Readonly<Record<string, ZodType>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly faults?: readonly (keyof typeof faults)[];
}

/** `describeRoute` with a JSON schema for every answer; 503 is always among the faults. */
export function describe(text: RouteText) {
  const errors = [...(text.faults ?? []), 503 as const].map((status) => [
    String(status),
    { description: faults[status], content: { 'application/json': { schema: resolver(errorBodySchema) } } },
  ]);
  const answers = Object.entries(text.answers).map(([status, [description, schema, type = 'application/json']]) => [
    status,
    { description, ...(schema && { content: { [type]: { schema: resolver(schema) } } }) },
  ]);
  return describeRoute({
    summary: text.summary,
    tags: [text.tag],
    ...(text.headers && {
      parameters: Object.entries(text.headers).map(([name, description]) => ({
        in: 'header',
        name,
        description,
        schema: { type: 'string' as const },
      })),
    }),
    ...(text.bodies && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          Object.entries(text.bodies).map(([type, schema]) => [type, { schema: resolver(schema) }]),
        ),
      },
    }),
    responses: Object.fromEntries([...answers, ...errors]),
  });
}
