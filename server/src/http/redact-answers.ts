// The choke point of HTTP: takes secrets out of every JSON answer of the API before it leaves.
import { createMiddleware } from 'hono/factory';

/** What a person wrote is theirs and comes back as they wrote it: meshes, documents, and the mesh of a run. */
const ownText = /^\/api\/(graphs|documents)(\/|$)|^\/api\/runs\/[^/]+\/graph$/;

/** Answers pass `redact`, but for those that give a person their own text back. Streams are redacted where they are written. */
export function redactAnswers(redact: (text: string) => string) {
  return createMiddleware(async (context, next) => {
    await next();
    const { res } = context;
    if (ownText.test(context.req.path) && res.ok) return;
    if (!res.headers.get('Content-Type')?.startsWith('application/json')) return;
    const told = await res.text();
    // Set to nothing first: else hono would mix the old headers, with the old length, into the new answer.
    context.res = undefined;
    const headers = new Headers(res.headers);
    headers.delete('Content-Length');
    context.res = new Response(redact(told), { status: res.status, headers });
  });
}
