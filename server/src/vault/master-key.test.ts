import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMasterKeys } from './master-key.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('two first starters end with the same key, in a file only the owner can read', async () => {
  const [one, two] = await Promise.all([readMasterKeys(undefined, folder), readMasterKeys('', folder)]);
  expect(one).toEqual(two);
  expect(one[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const file = path.join(folder, 'secret-key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe(`${one[0]}\n`);
});

test('the environment wins and may hold old keys too', async () => {
  const keys = await readMasterKeys(`${'n'.repeat(32)}, ${'o'.repeat(32)}`, folder);
  expect(keys).toEqual(['n'.repeat(32), 'o'.repeat(32)]);
  await expect(stat(path.join(folder, 'secret-key'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a short key is refused with how to make a good one', async () => {
  await expect(readMasterKeys('short', folder)).rejects.toMatchObject({
    message: expect.stringContaining('openssl rand'),
  });
});
