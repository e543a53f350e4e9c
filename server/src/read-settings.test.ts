import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';

const read = (hosts: string) => readSettings({ PARLEY_ALLOW_PRIVATE_HOSTS: hosts }, '/srv').privateHosts;

test('private hosts are named by comma, and a whole address is refused with what to write', () => {
  expect([read(''), read(' wiki.local , 192.168.1.5:3000,')]).toEqual([[], ['wiki.local', '192.168.1.5:3000']]);
  expect(() => read('http://wiki.local')).toThrow(
    'PARLEY_ALLOW_PRIVATE_HOSTS takes hosts by comma, such as wiki.local or 192.168.1.5:3000, and one is "http://wiki.local".',
  );
});
