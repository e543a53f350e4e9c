// Reads the Graph of a body before the schema of the route does: every fault of shape at once, and no depth that would
// overflow a recursive schema.
import type { Diagnostic } from '@parley/spec';
import { createMiddleware } from 'hono/factory';
import { refuseGraph } from './request-refused.ts';

/** Refuses a body whose `graph` has the wrong shape with `user/bad-graph` and all its Diagnostics. */
export function readGraph(parse: (value: unknown) => { readonly diagnostics: Diagnostic[] } | object) {
  return createMiddleware(async (context, next) => {
    // A body that is not JSON is refused in words by `readRequest`, which comes after.
    const body: unknown = await context.req.json().catch(() => undefined);
    if (typeof body === 'object' && body !== null && 'graph' in body && body.graph !== undefined) {
      const parsed = parse(body.graph);
      if ('diagnostics' in parsed) throw refuseGraph(parsed.diagnostics, 'Nothing was changed.');
    }
    await next();
  });
}
