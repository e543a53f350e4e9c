// Sends values that are JSON already, with their exact type for `hc`: hono's own inference loses `z.json()` fields.
import type { Context, TypedResponse } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

type JsonResponse<Value, Status extends ContentfulStatusCode> = Response & TypedResponse<Value, Status, 'json'>;

/** `context.json` whose client sees `Value` itself; only for values made of JSON. */
export function sendJson<Value, Status extends ContentfulStatusCode = 200>(
  context: Context,
  value: Value,
  status?: Status,
): JsonResponse<Value, Status> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypedResponse exists only in types
  return context.json<unknown>(value, status ?? 200) as unknown as JsonResponse<Value, Status>;
}
