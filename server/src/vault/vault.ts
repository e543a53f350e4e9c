// The vault: secrets sealed in the database. It never logs and never lists values.
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { readTogether } from '../database/read-together.ts';
import { secrets } from '../database/schema.ts';
import { deriveSealKey, open, seal } from './seal.ts';

export interface Vault {
  /** Undefined when there is none, or when what is stored cannot be opened with our keys. */
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

interface VaultOptions {
  readonly db: Database;
  /** The first seals, all open. */
  readonly masterKeys: readonly string[];
  /** Called when a stored secret cannot be opened: another master key, or it was tampered with. */
  readonly onSealBroken: (name: string) => void;
}

export function createVault({ db, masterKeys, onSealBroken }: VaultOptions): Vault {
  const keys = masterKeys.map(deriveSealKey);
  const [current] = keys;
  if (!current) throw new Error('a vault needs a master key');
  // There are as many as there are providers, and who looks for one mostly looks for all.
  const readAll = readTogether(async () => db.select({ name: secrets.name, sealed: secrets.sealed }).from(secrets));
  return {
    async read(name) {
      const row = (await readAll()).find((secret) => secret.name === name);
      if (!row) return undefined;
      const value = open(keys, name, row.sealed);
      if (value === undefined) onSealBroken(name);
      return value;
    },
    async write(name, value) {
      const row = { sealed: seal(current, name, value), lastFour: lastFour(value), updatedAt: sql`now()` };
      await db
        .insert(secrets)
        .values({ name, ...row })
        .onConflictDoUpdate({ target: secrets.name, set: row });
    },
    async remove(name) {
      await db.delete(secrets).where(eq(secrets.name, name));
    },
  };
}

/** The last four characters; empty for a secret so short that they would give it away. */
export function lastFour(value: string): string {
  return value.length >= 12 ? value.slice(-4) : '';
}
