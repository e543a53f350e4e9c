// The whole app over a real database, with an in-memory RunHost: for tests of routes.
import { createModelGateway, defaultProviders, families } from '@parley/models';
import { nodeTypes } from '@parley/nodes';
import { calculator, createDocumentsTool, createMcpPool } from '@parley/tools';
import { type AppParts, createApp } from '../app.ts';
import { createDocumentStore } from '../documents/document-store.ts';
import { createGraphStore } from '../graphs/graph-store.ts';
import { createLog } from '../http/log.ts';
import { createModelLists } from '../providers/model-lists.ts';
import { createProviderSettings } from '../providers/provider-settings.ts';
import { createRedactor } from '../vault/redactor.ts';
import { createToolServers } from '../tools/tool-servers.ts';
import { createToolSettings } from '../tools/tool-settings.ts';
import { createVault } from '../vault/vault.ts';
import { createMemoryRunHost } from './memory-run-host.ts';
import type { TestDatabase } from './test-database.ts';

interface TestAppOptions extends Partial<AppParts> {
  readonly environment?: Record<string, string>;
}

/** The app and what it wrote to its log. */
export function createTestApp({ db }: Pick<TestDatabase, 'db'>, { environment = {}, ...parts }: TestAppOptions = {}) {
  const lines: string[] = [];
  const secretValues = new Set<string>();
  const redact = createRedactor(secretValues);
  const log = createLog({ redact, write: (line) => lines.push(line) });
  const vault = createVault({
    db,
    masterKeys: ['a master key that is only for tests'],
    onSealBroken: (name) => log.warn('broken seal', { name }),
  });
  const providers = createProviderSettings({
    db,
    vault,
    definitions: defaultProviders,
    environment,
    onSecret: (value) => secretValues.add(value),
  });
  const modelLists = createModelLists({
    // None: a test's keys must not be shown to a real provider.
    definitions: [],
    readSecret: (name) => providers.readSecret(name),
    readBaseUrl: (id) => providers.readBaseUrl(id),
    log,
  });
  const gateway = createModelGateway({
    families,
    providers: defaultProviders,
    readSecret: (name) => providers.readSecret(name),
    readBaseUrl: (id) => providers.readBaseUrl(id),
    listedModels: (id) => modelLists.listed(id),
  });
  const runHost = createMemoryRunHost();
  const pool = createMcpPool();
  const toolSettings = createToolSettings({
    builtIn: [calculator, createDocumentsTool()],
    servers: createToolServers({ db, vault, onSecret: (value) => secretValues.add(value) }),
    pool,
    redact,
  });
  const app = createApp({
    graphs: createGraphStore(db),
    documents: createDocumentStore(db),
    providers,
    modelLists,
    gateway,
    runHost,
    toolSettings,
    nodeTypes,
    log,
    redact,
    webRoot: '/nonexistent',
    loopbackOnly: true,
    health: async () => ({ status: 'ok', version: '0', database: { kind: 'embedded', ok: true } }),
    ...parts,
  });
  return { app, lines, providers, runHost, toolbox: toolSettings.toolbox, endTools: () => pool.close() };
}
