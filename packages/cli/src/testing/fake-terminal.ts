// A terminal whose streams are read by a test and whose person answers from a list. For tests only.
import { PassThrough } from 'node:stream';
import { createSecretRedactor } from '@parley/models/secret-redactor';
import { runProgram } from '../run-program.ts';
import { createWriter, type Terminal } from '../terminal/terminal.ts';

interface FakeOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the person types, line by line; absent where nobody is. */
  readonly answers?: readonly string[];
  readonly input?: string;
}

/** Runs one command line in this process, with nothing of the real environment. */
export async function runFake(args: readonly string[], { folder, environment, answers, input = '' }: FakeOptions) {
  const secrets = createSecretRedactor();
  const streams = { out: new PassThrough(), err: new PassThrough(), in: new PassThrough() };
  streams.in.end(input);
  const lines = [...(answers ?? [])];
  const terminal: Terminal = {
    out: createWriter(streams.out, secrets.redact),
    err: createWriter(streams.err, secrets.redact),
    input: streams.in,
    canAsk: answers !== undefined,
    readLine: async (label) => {
      const line = lines.shift();
      streams.err.write(`${label}${line ?? ''}\n`);
      return line;
    },
    // Nothing listens at port 1.
    environment: { PARLEY_DATA: `${folder}/no-data`, PORT: '1', NO_COLOR: '1', ...environment },
    folder,
    signal: new AbortController().signal,
    hide: secrets.add,
  };
  const code = await runProgram(args, terminal);
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  return { code, out: read(streams.out), err: read(streams.err) };
}
