import { expect, test } from 'vitest';
import { readTogether } from './read-together.ts';

test('reads of one turn are one query, and a read after a write sees it', async () => {
  let stored = 'old';
  let queries = 0;
  const read = readTogether(async () => {
    queries += 1;
    return stored;
  });
  expect(await Promise.all([read(), read(), read()])).toEqual(['old', 'old', 'old']);
  expect(queries).toBe(1);
  const early = read();
  await early;
  stored = 'new';
  expect([await early, await read(), queries]).toEqual(['old', 'new', 3]);
});

test('a read that fails fails those that shared it, and no later one', async () => {
  let broken = true;
  const read = readTogether(async () => {
    if (broken) throw new Error('away');
    return 'back';
  });
  const failed = await Promise.allSettled([read(), read()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await read()).toBe('back');
});
