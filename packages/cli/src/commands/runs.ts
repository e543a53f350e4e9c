// `parley runs` and `parley replay`: what was run before, and a run once more as it was. Nothing is run by them.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, formatUsd, type RunEvent, runEventSchema, type RunSummary } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openLocal } from '../local/open-local.ts';
import { followRun } from '../run/follow-run.ts';
import { cleanJson } from '../terminal/clean-text.ts';
import { writeColumns } from '../terminal/columns.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { connectServer } from './command-context.ts';

export interface ReplayOptions {
  /** How many times as fast as it was; 0 does not wait. */
  readonly speed: number;
  readonly json?: boolean;
  readonly words?: boolean;
}

/** What stands for the newest run. */
const LAST = 'last';
const nothingStored =
  'Nothing is stored yet: no Parley server answers and there is no database in PARLEY_DATA. Runs of `parley run` on a file are kept only with --save.';

/** Runs of the product, newest first: from the server when one runs, else from its database. */
export async function runs(
  { limit, json }: { readonly limit: number; readonly json?: true },
  terminal: Terminal,
): Promise<ExitCode> {
  const { out } = terminal;
  const found = await listRuns(limit, terminal);
  if (json) out.line(cleanJson(found, 2));
  else if (found.length === 0) out.line('No run yet.');
  else writeColumns(out, ['RUN', 'STATUS', 'STARTED', 'COST', 'MESH'], found.map(toRow));
  return exitCodes.done;
}

async function listRuns(limit: number, terminal: Terminal): Promise<RunSummary[]> {
  const client = await connectServer(terminal);
  if (client) return client.runs(limit);
  await using local = openLocal(terminal);
  const store = await local.openStore();
  if (!store) throw new AppError('user/not-found', nothingStored);
  return await store.runs.list({ limit });
}

async function newest(terminal: Terminal): Promise<string> {
  const [first] = await listRuns(1, terminal);
  if (!first) throw new AppError('user/not-found', 'There is no run yet.');
  return first.runId;
}

function toRow({ runId, status, createdAt, name, spent }: RunSummary): string[] {
  const cost = spent === undefined ? '' : `${spent.unpricedTokens > 0 ? 'at least ' : ''}${formatUsd(spent.usd)}`;
  return [runId, status, createdAt.replace('T', ' ').slice(0, 16), cost, name];
}

/** Tells a run as it was, from its events: of a file that `--save` wrote, from the server, or from the database. */
export async function replay(
  name: string,
  { speed, json = false, words }: ReplayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const events = await readEvents(name === LAST ? await newest(terminal) : name, terminal);
  const [first] = events;
  if (!first) throw new AppError('user/not-found', `The run ${name} has no events yet.`);
  let before: string | undefined;
  const pace = async ({ at }: RunEvent): Promise<void> => {
    const gap = before === undefined ? 0 : Date.parse(at) - Date.parse(before);
    before = at;
    if (speed > 0 && gap > 0) await sleep(gap / speed, undefined, { signal: terminal.signal });
  };
  const run = { runId: first.runId, events: inTurn(events), answer: async () => {}, leave: () => {} };
  return followRun(run, terminal, { json, words: words ?? (terminal.err.isTerminal && !json), pace });
}

async function* inTurn(events: readonly RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events;
}

async function readEvents(name: string, terminal: Terminal): Promise<RunEvent[]> {
  const file = path.resolve(terminal.folder, name);
  if (existsSync(file)) return readSaved(file);
  const client = await connectServer(terminal);
  if (client) {
    const { seq } = await client.run(name);
    const events: RunEvent[] = [];
    if (seq === 0) return events;
    for await (const event of client.events(name, terminal.signal)) {
      events.push(event);
      if (event.seq >= seq) break;
    }
    return events;
  }
  await using local = openLocal(terminal);
  const store = await local.openStore();
  if (!store) throw new AppError('user/not-found', nothingStored);
  if (!(await store.runs.find(name)))
    throw new AppError('user/not-found', `There is no run "${name}". List them with: parley runs`);
  const events: RunEvent[] = [];
  for (
    let more = await store.runs.eventsAfter(name, 0);
    more.length > 0;
    more = await store.runs.eventsAfter(name, events.length)
  ) {
    events.push(...more);
  }
  return events;
}

async function readSaved(file: string): Promise<RunEvent[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    try {
      return runEventSchema.parse(JSON.parse(line));
    } catch (error) {
      throw new AppError(
        'user/bad-request',
        `Line ${index + 1} of ${file} is no event of a run. Save a run with: parley run … --save <file>`,
        {
          cause: error,
        },
      );
    }
  });
}
