// For benchmarks and tests of other packages: the durable parts without HTTP and queue, and databases to try them on.
export { connect } from '../database/connect.ts';
export { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
export { migrate } from '../database/migrate.ts';
export { createLog } from '../http/log.ts';
export { zipProject } from '../projects/zip-project.ts';
export { executeRun } from '../runs/execute-run.ts';
export { createRunBus } from '../runs/run-bus.ts';
export { createRunStore } from '../runs/run-store.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
