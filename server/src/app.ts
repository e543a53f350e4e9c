// The Hono app: guards, routes and the error handler, composed from parts. It starts nothing and reads no environment.
import type { PriceOf, RoutedGateway } from '@parley/models';
import { AppError, type Health, type NodeTypes } from '@parley/spec';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { openAPIRouteHandler } from 'hono-openapi';
import { z } from 'zod';
import type { DocumentStore } from './documents/document-store.ts';
import type { TemplateShelf } from './examples/template-shelf.ts';
import { createGraphDoor } from './graphs/graph-door.ts';
import type { GraphStore } from './graphs/graph-store.ts';
import type { DecisionStore } from './history/decision-store.ts';
import { createErrorAnswer } from './http/answer-error.ts';
import { describe } from './http/describe.ts';
import { guardHost, guardOrigin } from './http/guard-origin.ts';
import type { Log } from './http/log.ts';
import { redactAnswers } from './http/redact-answers.ts';
import { nameSchemas } from './http/name-schemas.ts';
import { createWebRoutes } from './http/serve-web.ts';
import type { ModelLists } from './providers/model-lists.ts';
import type { createProviderCheck } from './providers/provider-check.ts';
import type { ProviderSettings } from './providers/provider-settings.ts';
import { createDocumentRoutes } from './routes/document-routes.ts';
import { createHistoryRoutes } from './routes/history-routes.ts';
import { createGraphRoutes } from './routes/graph-routes.ts';
import { createMeshRoutes } from './routes/mesh-routes.ts';
import { createProviderRoutes } from './routes/provider-routes.ts';
import { createRunRoutes } from './routes/run-routes.ts';
import { createSpendingRoutes } from './routes/spending-routes.ts';
import { createTemplateRoutes } from './routes/template-routes.ts';
import { createToolRoutes } from './routes/tool-routes.ts';
import type { RunHost } from './runs/run-host.ts';
import type { SpendLedger } from './spending/spend-ledger.ts';
import type { ToolSettings } from './tools/tool-settings.ts';

export interface AppParts {
  readonly graphs: GraphStore;
  readonly templates: TemplateShelf;
  readonly documents: DocumentStore;
  readonly providers: ProviderSettings;
  readonly modelLists: ModelLists;
  readonly checkProvider: ReturnType<typeof createProviderCheck>;
  readonly gateway: RoutedGateway;
  readonly ledger: SpendLedger;
  readonly priceOf: PriceOf;
  readonly runHost: RunHost;
  readonly decisions: DecisionStore;
  readonly toolSettings: ToolSettings;
  readonly nodeTypes: NodeTypes;
  readonly health: () => Promise<Health>;
  readonly log: Log;
  /** Takes secrets out of a text by value. */
  readonly redact: (text: string) => string;
  /** Folder of the built web app; it need not exist. */
  readonly webRoot: string;
  /** The server is bound to this machine only: other names in `Host` are refused. */
  readonly loopbackOnly: boolean;
}

const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  // React Flow and the inspector set styles on elements.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** The whole HTTP surface: `/api` and the web app. */
export function createApp(parts: AppParts) {
  nameSchemas();
  const { log, redact, gateway, loopbackOnly } = parts;
  const door = createGraphDoor({ nodeTypes: parts.nodeTypes, families: () => gateway.families() });
  const answerError = createErrorAnswer({ log, redact });

  const guarded = new Hono().use(
    secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false, xFrameOptions: 'DENY' }),
  );
  if (loopbackOnly) guarded.use(guardHost);

  const app = guarded
    .use(guardOrigin)
    .use('/api/*', redactAnswers(redact))
    .route('/api', createMeshRoutes({ ...parts, door }))
    .route('/api/graphs', createGraphRoutes({ ...parts, door }))
    .route('/api/templates', createTemplateRoutes(parts))
    .route('/api/documents', createDocumentRoutes(parts))
    .route('/api/runs', createRunRoutes({ ...parts, door }))
    .route('/api', createHistoryRoutes(parts))
    .route('/api/providers', createProviderRoutes(parts))
    .route('/api/spending', createSpendingRoutes(parts))
    .route('/api/tools', createToolRoutes(parts));

  app.get(
    '/api/openapi.json',
    describe({
      summary: 'This description',
      tag: 'Server',
      answers: { 200: ['An OpenAPI 3.1 document.', z.record(z.string(), z.unknown())] },
    }),
    openAPIRouteHandler(app, { documentation, excludeStaticFile: false }),
  );
  app.all('/api/*', () => {
    throw new AppError(
      'user/not-found',
      'The API has nothing at this address. GET /api/openapi.json lists what it has.',
    );
  });
  app.route('/', createWebRoutes(parts.webRoot));
  app.onError(answerError);
  return app;
}

/** What `hc<AppType>` needs to call this server with types. */
export type AppType = ReturnType<typeof createApp>;

const documentation = {
  openapi: '3.1.0',
  info: {
    title: 'Parley',
    version: '0.1.0',
    description: 'Build, check and run meshes of cognitively diverse agents.',
  },
};
