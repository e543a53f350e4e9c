import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function start() {
  const lines: string[] = [];
  const log = createLog({
    redact: (text) => text.replaceAll('sk-canary', '[secret]'),
    write: (line) => lines.push(line),
    now: () => new Date('2026-01-02T03:04:05Z'),
  });
  return { log, lines };
}

test('one JSON object a line, redacted, with the stacks of an error and its causes', () => {
  const { log, lines } = start();
  log.warn('first', { key: 'sk-canary', count: 2 });
  expect(lines).toEqual([
    '{"at":"2026-01-02T03:04:05.000Z","level":"warn","message":"first","key":"[secret]","count":2}\n',
  ]);
  log.error('second', { error: new Error('outer', { cause: new TypeError('inner sk-canary') }) });
  const { error } = JSON.parse(lines[1] ?? '');
  expect(error).toMatch(/^Error: outer\n {4}at [^]*\ncaused by: TypeError: inner \[secret\]\n {4}at /);
});

test('a failed query is logged without its values', () => {
  const { log, lines } = start();
  const params = ['a private\nquestion', 'another'];
  log.error('lost', {
    error: new DrizzleQueryError('insert into documents values ($1)', params, new Error('disk full')),
  });
  const { error } = JSON.parse(lines[0] ?? '');
  expect(error).toMatch(
    /^Error: Failed query: insert into documents values \(\$1\)\n {4}at [^]*caused by: Error: disk full/,
  );
  expect(error).not.toMatch(/private|question|another/);
});
