// One command line from its words to its exit code. Every fault becomes a sentence here; a stack only on request.
import { AppError } from '@parley/spec';
import { CommanderError } from 'commander';
import { createProgram } from './create-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { MeshFault } from './mesh/mesh-fault.ts';
import { writeDiagnostics } from './mesh/write-diagnostics.ts';
import { styled, type Terminal } from './terminal/terminal.ts';

/** Runs the command that these arguments name. Resolves with the exit code and never rejects. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  try {
    const program = await createProgram(terminal, (ended) => {
      code = ended;
    });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, { err, signal, environment }: Terminal): ExitCode {
  // Commander has said what was wrong, or shown a help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof MeshFault) {
    writeDiagnostics(err, error.diagnostics, error.mesh);
    err.line(styled('red', error.message));
    return exitCodes.badMesh;
  }
  if (signal.aborted) {
    err.line('Cancelled.');
    return exitCodes.cancelled;
  }
  if (error instanceof AppError) {
    err.line(styled('red', error.message));
    if (environment['PARLEY_DEBUG'] && error.cause instanceof Error) err.line(error.cause.stack ?? error.cause.message);
    return error.category === 'user' || error.category === 'limit' ? exitCodes.usage : exitCodes.failed;
  }
  const detail = error instanceof Error ? error : new Error(String(error));
  err.line(
    styled('red', 'Something went wrong inside Parley. Nothing of yours was changed by it; please report this:'),
  );
  err.line(detail.stack ?? detail.message);
  return exitCodes.failed;
}
