// For programs on the same machine that work without HTTP and without the queue: the server's parts, one by one.
export { openDatabase, type OpenDatabase } from './database/open-database.ts';
export { createDocumentStore } from './documents/document-store.ts';
export { readUpload } from './documents/read-upload.ts';
export { fillDocuments, loadExample } from './examples/load-example.ts';
export { createSharedGates } from './gates/shared-gates.ts';
export { createGraphStore } from './graphs/graph-store.ts';
export { createLog, type Log } from './http/log.ts';
export { createModelLists, type ModelLists } from './providers/model-lists.ts';
export { createProviderCheck } from './providers/provider-check.ts';
export { createProviderSettings } from './providers/provider-settings.ts';
export { readSettings, type Settings } from './read-settings.ts';
export { createRunEventRedactor } from './runs/redact-run-events.ts';
export { createRunStore } from './runs/run-store.ts';
export { guardSpending } from './spending/guard-spending.ts';
export { createSpendLedger } from './spending/spend-ledger.ts';
export { environmentSecrets } from './vault/environment-secrets.ts';
export { readMasterKeys } from './vault/master-key.ts';
export { createVault } from './vault/vault.ts';
