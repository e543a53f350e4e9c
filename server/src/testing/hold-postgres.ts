// A child process for tests: holds the embedded Postgres of a folder (argv) until its standard input ends, then lets go.
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { testLog } from './test-database.ts';

const server = await startEmbeddedPostgres({ folder: process.argv[2] ?? '', log: testLog, settings: { fsync: 'off' } });
process.stdout.write(`${server.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void server.close().then(() => process.exit(0));
});
