// Gives a new Parley its first mesh. It changes nothing in a database that was ever used.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { documents as documentTable, graphs as graphTable, runs } from '../database/schema.ts';
import { createDocumentStore } from '../documents/document-store.ts';
import { createGraphStore } from '../graphs/graph-store.ts';
import { loadExample } from './load-example.ts';

/** Any constant of our own; the migration's is another. */
const SEED_LOCK = 7_265_432;

/**
 * Stores the example in `folder` when there is no mesh, no document and no run yet; two starters store it once.
 * Documents stay when a mesh is deleted, so an example that a person deleted does not come back.
 */
export async function seedExample(folder: string, db: Database): Promise<void> {
  if (!existsSync(path.join(folder, 'graph.json'))) return;
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const used = await transaction.execute<{ used: boolean }>(
      sql`select exists (select from ${graphTable}) or exists (select from ${documentTable}) or exists (select from ${runs}) as used`,
    );
    if (used.rows[0]?.used !== false) return;
    const example = await loadExample(folder);
    const documents = createDocumentStore(transaction);
    for (const document of example.documents) await documents.add(document);
    await createGraphStore(transaction).create(example.graph);
  });
}
