// The composition root: makes every part, joins them and listens. The only place that knows all of them.
import path from 'node:path';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import {
  contextWindow,
  createModelGateway,
  createTokenMeter,
  defaultProviders,
  families,
  type FamilyDefinition,
  type PriceOf,
  type ProviderDefinition,
  createSecretRedactor,
  sharedEmbedder,
} from '@parley/models';
import { priceOf } from '@parley/models/prices';
import { nodeTypes } from '@parley/nodes';
import { ops } from '@parley/runtime';
import { AppError, type ErrorBody, toFault } from '@parley/spec';
import { calculator, createDocumentsTool, createEgressGuard, createMcpPool, createPageTool } from '@parley/tools';
import packageFile from '../package.json' with { type: 'json' };
import { createApp } from './app.ts';
import { openDatabase } from './database/open-database.ts';
import { createDocumentStore } from './documents/document-store.ts';
import { createGraphStore } from './graphs/graph-store.ts';
import { createDecisionStore } from './history/decision-store.ts';
import { seedExample } from './examples/seed-example.ts';
import { createTemplateShelf } from './examples/template-shelf.ts';
import { createLog } from './http/log.ts';
import { createModelLists } from './providers/model-lists.ts';
import { createProviderCheck } from './providers/provider-check.ts';
import { createProviderSettings } from './providers/provider-settings.ts';
import { isLoopback, type Settings } from './read-settings.ts';
import { createSharedGates } from './gates/shared-gates.ts';
import { createRunHost } from './runs/create-run-host.ts';
import { guardSpending } from './spending/guard-spending.ts';
import { createSpendLedger } from './spending/spend-ledger.ts';
import { createDocumentSearcher } from './tools/create-document-searcher.ts';
import { createToolServers } from './tools/tool-servers.ts';
import { createToolSettings } from './tools/tool-settings.ts';
import { readMasterKeys } from './vault/master-key.ts';
import { environmentSecrets } from './vault/environment-secrets.ts';
import { createVault } from './vault/vault.ts';

export interface StartOptions extends Settings {
  readonly webRoot: string;
  /** The example that an unused database begins with. */
  readonly exampleFolder?: string;
  /** Keys, addresses and the master key are read from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where log lines go. */
  readonly write: (line: string) => void;
  /** Instead of the product's; for tests. */
  readonly families?: readonly FamilyDefinition[];
  readonly providers?: readonly ProviderDefinition[];
}

export interface RunningServer {
  readonly url: string;
  /** Stops listening, parks the runs of this process, lets go of the database. Runs go on at the next start. */
  close(): Promise<void>;
}

/** A server that listens. When a part cannot start, those before it are closed again and the AppError says what to do. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { environment, dataFolder, host, port } = options;
  const definitions = options.providers ?? defaultProviders;
  const secrets = createSecretRedactor(environmentSecrets(environment));
  const { redact } = secrets;
  const log = createLog({ redact, write: options.write });
  const closers: (() => Promise<unknown>)[] = [];
  let answer = (_request: Request): Response | Promise<Response> => Response.json(startingBody, { status: 503 });
  const server = createAdaptorServer({ fetch: (request) => answer(request) });
  const close = async (): Promise<void> => {
    await stop(server);
    for (const closer of closers.splice(0).toReversed()) {
      await closer().catch((error: unknown) => log.warn('A part of the server did not stop cleanly.', { error }));
    }
  };

  // Before anything else: a second Parley on this port must not take up runs.
  const bound = await listen(server, port, host);
  try {
    const masterKeys = await readMasterKeys(environment['PARLEY_SECRET_KEY'], dataFolder);
    for (const value of masterKeys) secrets.add({ name: 'PARLEY_SECRET_KEY', value });
    const onPassword = (value: string) => secrets.add({ name: 'DATABASE_PASSWORD', value });
    const database = await openDatabase({ ...options, log, onSecret: onPassword });
    closers.push(() => database.close());
    const { db, pool } = database;
    const vault = createVault({
      db,
      masterKeys,
      onSealBroken: (name) =>
        log.warn('A stored key cannot be opened with this PARLEY_SECRET_KEY; enter it again.', { name }),
    });
    const gates = createSharedGates({ pool, log });
    closers.push(() => gates.close());
    const providers = createProviderSettings({ db, vault, definitions, environment, onSecret: secrets.add, gates });
    // Reads every key once, so that none can be logged before the redactor knows it.
    await providers.list();
    const modelLists = createModelLists({
      definitions,
      readSecret: (name) => providers.readSecret(name),
      readBaseUrl: (id) => providers.readBaseUrl(id),
      log,
    });
    // Before runs are taken up again: a mesh that speaks through a local server needs to know that it is there.
    await modelLists.probeLocal();
    const gateway = createModelGateway({
      families: options.families ?? families,
      providers: definitions,
      readSecret: (name) => providers.readSecret(name),
      readBaseUrl: (id) => providers.readBaseUrl(id),
      listedModels: (id) => modelLists.listed(id),
      priceOf: priceInUsd,
      createGate: (definition, policy) => gates.createGate(definition, policy),
      secrets,
    });
    const windowOf = (model: string) => contextWindow(model, modelLists.windowsOf(model));
    const ledger = createSpendLedger(db);
    const meter = createTokenMeter(windowOf);
    const documents = createDocumentStore(db);
    const graphs = createGraphStore(db);
    if (options.exampleFolder !== undefined) {
      await seedExample(options.exampleFolder, db);
    }
    const decisions = createDecisionStore(db, log);
    const guard = createEgressGuard({ privateHosts: options.privateHosts ?? [] });
    const searcher = createDocumentSearcher({ db, embedder: sharedEmbedder, log });
    const builtIn = [calculator, createDocumentsTool(searcher), createPageTool(guard)];
    const mcpPool = createMcpPool();
    closers.push(() => mcpPool.close());
    const servers = createToolServers({ db, vault, onSecret: secrets.add });
    // Reads every token once, as the keys above.
    await servers.list();
    const toolSettings = createToolSettings({ builtIn, servers, pool: mcpPool, redact });
    const runHost = await createRunHost({
      databaseUrl: database.url,
      db,
      pool,
      ops,
      resources: {
        models: gateway,
        documents,
        tools: toolSettings.toolbox,
        history: decisions,
        meter,
        reportBug: (message, error) => log.error(message, { error }),
      },
      secrets,
      log,
      onCommitted: (events) => decisions.note(events),
      guard: (models, runId) => guardSpending(models, runId, { ledger, meter, priceOf: priceInUsd, log }),
      spentByRuns: (runIds) => ledger.spentByRuns(runIds),
    });
    closers.push(() => decisions.settle());
    closers.push(() => runHost.close());

    const app = createApp({
      graphs,
      templates: createTemplateShelf(options.exampleFolder && path.dirname(options.exampleFolder), {
        documents,
        graphs,
      }),
      documents,
      providers,
      modelLists,
      checkProvider: createProviderCheck({
        definitions,
        readSecret: (name) => providers.readSecret(name),
        readBaseUrl: (id) => providers.readBaseUrl(id),
        onWorks: (id) => gates.forgive(id),
      }),
      gateway,
      ledger,
      priceOf: priceInUsd,
      runHost,
      decisions,
      toolSettings,
      nodeTypes,
      log,
      redact,
      webRoot: options.webRoot,
      loopbackOnly: isLoopback(host),
      health: async () => {
        const detail = await database.fault();
        return {
          status: detail === undefined ? 'ok' : 'degraded',
          version: packageFile.version,
          database: { kind: database.kind, ok: detail === undefined },
          ...(detail !== undefined && { detail }),
        };
      },
    });
    answer = (request) => app.fetch(request);
    if (!isLoopback(host)) {
      log.warn(
        'Everybody who can reach this address can use this Parley and its keys. Leave HOST out to serve this machine only.',
      );
    }
    return { url: `http://${toUrlHost(host)}:${bound}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const priceInUsd: PriceOf = (provider, model, usage) => priceOf(provider, model, usage)?.amount;

const startingBody: ErrorBody = {
  fault: toFault(new AppError('internal/storage', 'Parley is starting. Try again in a few seconds.')),
};

async function listen(server: ServerType, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListen(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function explainListen(error: NodeJS.ErrnoException, port: number, host: string): AppError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use, perhaps by another Parley. Stop that one, or choose another port, such as PORT=${port === 4600 ? 4601 : 4600}.`,
    EACCES: `Port ${port} needs rights that this user does not have. Choose a port above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address "${host}". Correct HOST, or leave it out.`,
  };
  const reason = reasons[error.code ?? ''] ?? `Parley cannot listen at ${host}:${port}. Check HOST and PORT.`;
  return new AppError('user/bad-request', reason, { cause: error });
}

/** Streams stay open as long as a page does, so connections are closed and not waited for. */
async function stop(server: ServerType): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

function toUrlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
