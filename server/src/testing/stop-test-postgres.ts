// vitest globalSetup: stops the shared test Postgres at the end of a run that started it.
import { stopUnusedPostgres } from '../database/embedded-postgres.ts';
import { testLog, testPostgresFolder } from './test-database.ts';

export async function teardown(): Promise<void> {
  await stopUnusedPostgres(testPostgresFolder, testLog);
}
