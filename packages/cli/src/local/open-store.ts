// What the product has stored on this machine, for a program beside the server: it attaches to the same database, takes up no
// run and holds no lock while it works.
import type { ModelGateway, PriceOf, ProviderDefinition, SecretRedactor, TokenMeter } from '@parley/models';
import type { Log } from '@parley/server/local';
import type { Plan } from '@parley/spec';
import type { Settings } from '@parley/server/read-settings';
import {
  createDocumentStore,
  createGraphStore,
  createProviderSettings,
  createRunStore,
  createSharedGates,
  createSpendLedger,
  createVault,
  guardSpending,
  openDatabase,
  readMasterKeys,
  readReplies,
} from '@parley/server/stores';

interface StoreOptions {
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly definitions: readonly ProviderDefinition[];
  readonly secrets: SecretRedactor;
  readonly log: Log;
}

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the database that is there. `internal/storage` says what to do when it does not start or answer. */
export async function openStore({ settings, environment, definitions, secrets, log }: StoreOptions) {
  const masterKeys = await readMasterKeys(environment['PARLEY_SECRET_KEY'], settings.dataFolder);
  for (const value of masterKeys) secrets.add({ name: 'PARLEY_SECRET_KEY', value });
  const onSecret = (value: string) => secrets.add({ name: 'DATABASE_PASSWORD', value });
  const database = await openDatabase({ ...settings, log, onSecret });
  const { db, pool } = database;
  const gates = createSharedGates({ pool, log });
  const onSealBroken = (name: string) =>
    log.warn('A stored key cannot be opened with this PARLEY_SECRET_KEY; enter it again.', { name });
  const vault = createVault({ db, masterKeys, onSealBroken });
  const providers = createProviderSettings({ db, vault, definitions, environment, onSecret: secrets.add, gates });
  const ledger = createSpendLedger(db);
  return {
    kind: database.kind,
    graphs: createGraphStore(db),
    documents: createDocumentStore(db),
    runs: createRunStore(db),
    providers,
    gates,
    /** What the models were answered in the last whole run of a saved mesh. */
    repliesOf: (graphId: string, plan: Plan) => readReplies(db, graphId, plan),
    /** The limits of the Spending page hold here too. */
    guard: (models: ModelGateway, runId: string, meter: TokenMeter, priceOf: PriceOf) =>
      guardSpending(models, runId, { ledger, meter, priceOf, log }),
    async close() {
      await gates.close();
      await database.close();
    },
  };
}
