// Runs plans as the server does, with log and journal in a real Postgres set up as the product's, but without the queue in front.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ops, RunResources } from '@parley/runtime';
import {
  connect,
  createLog,
  createRunBus,
  createRunStore,
  executeRun,
  migrate,
  startEmbeddedPostgres,
} from '@parley/server/testing';
import type { Plan } from '@parley/spec';

export async function createBenchRuns(ops: Ops, resources: RunResources) {
  const log = createLog({ redact: (text) => text, write: (line) => process.stderr.write(line) });
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
  const postgres = await startEmbeddedPostgres({ folder, log });
  await migrate(postgres.url);
  const { db, pool } = connect(postgres.url, { log });
  const store = createRunStore(db);
  const bus = createRunBus(postgres.url, (error) => log.warn('The bus lost its connection.', { error }));
  return {
    databaseUrl: postgres.url,
    async run(plan: Plan): Promise<void> {
      const runId = randomUUID();
      await store.insert(runId, { graph: { version: 1, name: plan.name, nodes: [], edges: [] }, plan, inputs: {} });
      await executeRun(runId, { pool, store, bus, ops, resources, log }).over;
      const status = await store.status(runId);
      if (status !== 'done') throw new Error(`A benchmark run ended as ${status}`);
    },
    async close(): Promise<void> {
      await bus.close();
      await pool.end();
      await postgres.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
