// Serves the built web app: hashed files for ever, index.html for every page. Knows no route of the API.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Routes of the web app in `webRoot`; a page that says what to do while it is not built. */
export function createWebRoutes(webRoot: string) {
  const index = path.join(webRoot, 'index.html');
  const isBuilt = existsSync(index);
  const serveFile = isBuilt ? serveStatic({ root: webRoot }) : undefined;
  const servePage = isBuilt ? serveStatic({ path: index }) : undefined;
  return new Hono()
    .use('/assets/*', async (context, next) => {
      await next();
      if (context.res.ok) context.res.headers.set('Cache-Control', FOR_EVER);
    })
    .get('*', async (context, next) => {
      if (!serveFile) return context.html(notBuilt, 503);
      context.header('Cache-Control', 'no-cache');
      return serveFile(context, next);
    })
    .get('*', async (context, next) => {
      if (path.posix.extname(context.req.path) !== '') return context.text('There is no file with this name.', 404);
      return servePage?.(context, next);
    });
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parley</title>
<p>Parley's server is running, and its web app is not built yet.</p>
<p>Stop it and run <code>npm start</code> in Parley's folder: that builds everything and opens here.</p></html>`;
