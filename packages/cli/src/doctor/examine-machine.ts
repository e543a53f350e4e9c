// What of the machine Parley needs: Node, its files, its folder, its port, its database.
import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { AppError } from '@parley/spec';
import type { Local } from '../local/open-local.ts';
import { hasDatabase, productFolder, productSettings } from '../product-folder.ts';
import { findServer, serverAddress } from '../remote/find-server.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Finding } from './finding.ts';

/** Bytes that a database and its runs should find free. */
const ROOM = 500 * 1024 * 1024;

export function examineNode(): Finding {
  return { state: 'good', about: 'Node', found: `${process.version}, which runs TypeScript as it is.` };
}

/** The built web app, which only `start` needs. */
export function examineWeb(): Finding {
  const built = existsSync(path.join(productFolder, 'web', 'dist', 'index.html'));
  return built
    ? { state: 'good', about: 'Canvas', found: 'The web app is built.' }
    : { state: 'absent', about: 'Canvas', found: 'The web app is not built yet.', repair: '`npm start` builds it.' };
}

/** The data folder: that it can be written to, and that there is room. */
export async function examineData(terminal: Terminal): Promise<Finding[]> {
  const { dataFolder } = productSettings(terminal);
  const about = 'Data folder';
  let folder = dataFolder;
  while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  try {
    await access(folder, constants.W_OK);
  } catch {
    const repair = 'Name another folder with PARLEY_DATA, or give yourself the right to write there.';
    return [{ state: 'broken', about, found: `${dataFolder} cannot be written to.`, repair }];
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < ROOM) {
    const found = `${dataFolder} lies on a disk with ${Math.floor(free / 1024 / 1024)} MB left.`;
    return [{ state: 'broken', about, found, repair: 'Make room, or name a folder on another disk with PARLEY_DATA.' }];
  }
  const found = existsSync(dataFolder) ? `${dataFolder}.` : `${dataFolder} is made at the first start.`;
  return [{ state: existsSync(dataFolder) ? 'good' : 'absent', about, found }];
}

/** Whether a Parley answers at the address, or whether one could. */
export async function examinePort(
  terminal: Terminal,
): Promise<{ readonly finding: Finding; readonly address: string | undefined }> {
  const about = 'Server';
  const address = await findServer(terminal);
  if (address !== undefined)
    return { address, finding: { state: 'good', about, found: `A Parley answers at ${address}.` } };
  const { port, host } = productSettings(terminal);
  if (terminal.environment['PARLEY_URL']) {
    const found = `No Parley answers at ${serverAddress(terminal)}, which PARLEY_URL names.`;
    return { address, finding: { state: 'broken', about, found, repair: 'Start it there, or leave PARLEY_URL out.' } };
  }
  const fault = await tryPort(port, host);
  if (fault === undefined) {
    const found = `None runs; port ${port} is free.`;
    return {
      address,
      finding: {
        state: 'absent',
        about,
        found,
        repair: '`parley start` or `npm start` starts it; `parley run` needs none.',
      },
    };
  }
  const taken =
    fault === 'EADDRINUSE' ? `Something else has port ${port}.` : `Nobody can listen at ${host}:${port} (${fault}).`;
  const repair = `Stop that, or choose another port, such as PORT=${port === 4600 ? 4601 : 4600}.`;
  return { address, finding: { state: 'broken', about, found: taken, repair } };
}

function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** Opens the database that is there, which starts it for a moment when nobody else has; one that was never made is not made. */
export async function examineDatabase(terminal: Terminal, local: Local, server: string | undefined): Promise<Finding> {
  const about = 'Database';
  const settings = productSettings(terminal);
  if (!hasDatabase(settings)) {
    const elsewhere =
      server === undefined ? 'It is made at the first start.' : 'The server that runs keeps its data elsewhere.';
    return { state: 'absent', about, found: elsewhere };
  }
  try {
    const store = await local.openStore();
    return {
      state: 'good',
      about,
      found:
        store?.kind === 'external'
          ? 'The Postgres of DATABASE_URL answers.'
          : 'The Postgres that Parley brings starts and answers.',
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { state: 'broken', about, found: error.message };
  }
}
