#!/usr/bin/env node
// `parley` begins and ends here: the process's streams, signals and exit code. What a command does is in `commands/`.
import { createSecretRedactor } from '@parley/models/secret-redactor';
import { environmentSecrets } from '@parley/server/environment-secrets';
import { exitCodes } from './exit-codes.ts';
import { runProgram } from './run-program.ts';
import { readLine } from './terminal/read-line.ts';
import { createWriter, type Terminal } from './terminal/terminal.ts';

/** Milliseconds between two signals that count as one: Ctrl-C reaches us from the terminal and once more through npm. */
const PATIENCE = 1500;

const secrets = createSecretRedactor(environmentSecrets(process.env));
const cancel = new AbortController();
let cancelledAt: number | undefined;
const onSignal = (): void => {
  if (cancelledAt !== undefined) {
    if (Date.now() - cancelledAt > PATIENCE) process.exit(exitCodes.cancelled);
    return;
  }
  cancelledAt = Date.now();
  cancel.abort();
};
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// DBOS queries a busy pg client, which pg 8 still queues; that is no business of who types a command.
process.noDeprecation = true;

const out = createWriter(process.stdout, secrets.redact);
const err = createWriter(process.stderr, secrets.redact);
const terminal: Terminal = {
  out,
  err,
  input: process.stdin,
  canAsk: process.stdin.isTTY && err.isTerminal,
  readLine: (label) =>
    readLine(label, { input: process.stdin, output: process.stderr, signal: cancel.signal, onSignal }),
  environment: process.env,
  // The launcher runs in the repository's folder and says where the person is.
  folder: process.env['PARLEY_FOLDER'] ?? process.cwd(),
  signal: cancel.signal,
  hide: secrets.add,
};

process.exitCode = await runProgram(process.argv.slice(2), terminal);
