// For programs on the same machine that work beside the server on its database: its stores, one by one. No queue, no HTTP.
export { openDatabase } from './database/open-database.ts';
export { createDocumentStore } from './documents/document-store.ts';
export { createSharedGates } from './gates/shared-gates.ts';
export { createGraphStore } from './graphs/graph-store.ts';
export { readReplies } from './projects/read-replies.ts';
export { createProviderSettings } from './providers/provider-settings.ts';
export { createRunStore } from './runs/run-store.ts';
export { guardSpending } from './spending/guard-spending.ts';
export { createSpendLedger } from './spending/spend-ledger.ts';
export { readMasterKeys } from './vault/master-key.ts';
export { createVault } from './vault/vault.ts';
