// Where this Parley lies on the disk: what it brings with it, and where it keeps its data.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readSettings, type Settings } from '@parley/server/read-settings';
import type { Terminal } from './terminal/terminal.ts';

/** The folder with `package.json`, `examples/` and `web/`. */
export const productFolder = path.resolve(import.meta.dirname, '../../..');

/** The folder of the templates. */
export const templateFolder = path.join(productFolder, 'examples');

/** The settings that the server would start with. AppError `user/bad-request` names a variable that is wrong. */
export function productSettings({ environment }: Pick<Terminal, 'environment'>): Settings {
  return readSettings(environment, productFolder);
}

/** Whether the product has a database already, so that something may be stored in it. */
export function hasDatabase({ dataFolder, databaseUrl }: Pick<Settings, 'dataFolder' | 'databaseUrl'>): boolean {
  return databaseUrl !== undefined || existsSync(path.join(dataFolder, 'postgres', 'data', 'PG_VERSION'));
}
