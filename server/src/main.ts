// `npm start` ends here: starts the server from the environment, says where it is, stops it on a signal.
import path from 'node:path';
import { createSecretRedactor } from '@parley/models';
import { AppError } from '@parley/spec';
import { readSettings } from './read-settings.ts';
import { releaseMemory } from './release-memory.ts';
import { startServer } from './start-server.ts';
import { environmentSecrets } from './vault/environment-secrets.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** The mesh a new Parley opens with. */
const FIRST_EXAMPLE = 'first-mesh';
/** Milliseconds between two signals that count as one. */
const PATIENCE = 1500;
// Before there is a log, and after it has failed: what the environment holds is shown here neither.
const { redact } = createSecretRedactor(environmentSecrets(process.env));
const say = (line: string): void => {
  process.stderr.write(redact(line));
};

/** A sentence for what a person can repair, the whole error for what only we can. */
function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause =
    error.cause instanceof Error && error.code === 'internal/storage' ? `\n(${error.cause.message.trim()})` : '';
  return `${error.message}${cause}`;
}

// DBOS queries a busy pg client, which pg 8 still queues; that is no business of who starts Parley.
process.noDeprecation = true;

try {
  const settings = readSettings(process.env, root);
  const server = await startServer({
    ...settings,
    webRoot: path.join(root, 'web', 'dist'),
    exampleFolder: path.join(root, 'examples', FIRST_EXAMPLE),
    environment: process.env,
    write: say,
  });
  let stoppedAt: number | undefined;
  const stop = (): void => {
    // Ctrl-C reaches us from the terminal and once more through npm; a person who asks again later means it.
    if (stoppedAt !== undefined) {
      if (Date.now() - stoppedAt > PATIENCE) process.exit(1);
      return;
    }
    stoppedAt = Date.now();
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  releaseMemory();
  process.stdout.write(`Parley is ready at ${server.url}\n`);
} catch (error) {
  say(`${explain(error)}\n`);
  process.exit(1);
}
