// Keeps other web pages out: the Host must be ours (DNS rebinding) and a request that changes something must come from our own page.
import { AppError } from '@parley/spec';
import { createMiddleware } from 'hono/factory';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a Host that does not name this machine; only for servers bound to loopback. */
export const guardHost = createMiddleware(async (context, next) => {
  const host = parseHost(context.req.header('Host') ?? new URL(context.req.url).host);
  if (!host || !loopbackNames.has(host.hostname)) {
    throw new AppError('user/forbidden-origin', 'Open Parley by its own address, such as http://127.0.0.1:4600.');
  }
  await next();
});

/** Refuses changes that another site's page asks for. Programs send neither header and pass. */
export const guardOrigin = createMiddleware(async (context, next) => {
  if (!readingMethods.has(context.req.method)) {
    const origin = context.req.header('Origin');
    const site = context.req.header('Sec-Fetch-Site');
    const host = context.req.header('Host') ?? new URL(context.req.url).host;
    const foreign = origin === undefined ? site === 'cross-site' || site === 'same-site' : !isSameHost(origin, host);
    if (foreign) {
      throw new AppError(
        'user/forbidden-origin',
        'Another web page tried to change something here. Nothing was changed.',
      );
    }
  }
  await next();
});

function isSameHost(origin: string, host: string): boolean {
  const page = URL.canParse(origin) ? new URL(origin) : undefined;
  return page !== undefined && page.host !== '' && page.host === parseHost(host, page.protocol)?.host;
}

function parseHost(host: string, protocol = 'http:'): URL | undefined {
  const url = `${protocol}//${host}/`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed && parsed.pathname === '/' && parsed.username === '' ? parsed : undefined;
}
