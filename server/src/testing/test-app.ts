// The whole app over a real database, with an in-memory RunHost: for tests of routes.
import { createModelGateway, createSecretRedactor, defaultProviders, families } from '@parley/models';
import { priceOf } from '@parley/models/prices';
import { nodeTypes } from '@parley/nodes';
import { calculator, createDocumentsTool, createMcpPool } from '@parley/tools';
import { type AppParts, createApp } from '../app.ts';
import { createDocumentStore } from '../documents/document-store.ts';
import { createTemplateShelf } from '../examples/template-shelf.ts';
import { createSharedGates } from '../gates/shared-gates.ts';
import { createGraphStore } from '../graphs/graph-store.ts';
import { createDecisionStore } from '../history/decision-store.ts';
import { createLog } from '../http/log.ts';
import { createModelLists } from '../providers/model-lists.ts';
import { createProviderCheck } from '../providers/provider-check.ts';
import { createProviderSettings } from '../providers/provider-settings.ts';
import { createSpendLedger } from '../spending/spend-ledger.ts';
import { createToolServers } from '../tools/tool-servers.ts';
import { createToolSettings } from '../tools/tool-settings.ts';
import { createVault } from '../vault/vault.ts';
import { createMemoryRunHost } from './memory-run-host.ts';
import type { TestDatabase } from './test-database.ts';

interface TestAppOptions extends Partial<AppParts> {
  readonly environment?: Record<string, string>;
}

/** The app and what it wrote to its log. */
export function createTestApp(
  { db, pool }: Pick<TestDatabase, 'db' | 'pool'>,
  { environment = {}, ...parts }: TestAppOptions = {},
) {
  const lines: string[] = [];
  const secrets = createSecretRedactor();
  const { redact } = secrets;
  const log = createLog({ redact, write: (line) => lines.push(line) });
  const gates = createSharedGates({ pool, log });
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
    onSecret: secrets.add,
    gates,
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
  const mcpPool = createMcpPool();
  const toolSettings = createToolSettings({
    builtIn: [calculator, createDocumentsTool()],
    servers: createToolServers({ db, vault, onSecret: secrets.add }),
    pool: mcpPool,
    redact,
  });
  const app = createApp({
    graphs: createGraphStore(db),
    templates: createTemplateShelf(undefined, { documents: createDocumentStore(db), graphs: createGraphStore(db) }),
    decisions: createDecisionStore(db, log),
    documents: createDocumentStore(db),
    providers,
    modelLists,
    checkProvider: createProviderCheck({
      definitions: defaultProviders,
      readSecret: (name) => providers.readSecret(name),
      readBaseUrl: (id) => providers.readBaseUrl(id),
      onWorks: (id) => gates.forgive(id),
    }),
    gateway,
    ledger: createSpendLedger(db),
    priceOf: (provider, model, usage) => priceOf(provider, model, usage)?.amount,
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
  return { app, lines, providers, runHost, toolbox: toolSettings.toolbox, endTools: () => mcpPool.close() };
}
