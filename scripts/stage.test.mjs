// What a person sees of a stage: one line when it goes well, everything it printed when it does not.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run, stage } from './stage.mjs';
import { isAtLeast } from './toolchain.mjs';

let printed;

beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

test('a command gives its exit code and all of its output', async () => {
  const result = await run(process.execPath, ['-e', "console.log('out'); console.error('err'); process.exit(3)"]);
  expect(result.code).toBe(3);
  expect(result.output.split('\n').toSorted()).toEqual(['', 'err', 'out']);
});

test('a command that does not exist is a failure in words', async () => {
  const result = await run('parley-has-no-such-command', []);
  expect(result.code).toBe(127);
  expect(result.output).toMatch(/^parley-has-no-such-command could not be started: /);
});

test('a stage that goes well prints one line and hides the output', async () => {
  const result = await stage('lint', async () => ({ code: 0, output: 'noise' }));
  expect({ ...result, seconds: 0 }).toEqual({ name: 'lint', ok: true, seconds: 0, passed: 1, failed: 0 });
  expect(printed).toMatch(/^lint +ok +\d+\.\d s\n$/);
});

test('a stage that fails prints its output and counts as one failure', async () => {
  const result = await stage('lint', async () => ({ code: 1, output: 'line 3 is wrong\n' }));
  expect({ ...result, seconds: 0 }).toEqual({ name: 'lint', ok: false, seconds: 0, passed: 0, failed: 1 });
  expect(printed).toMatch(/^lint +FAILED +\d+\.\d s\n\nline 3 is wrong\n\n$/);
});

test('a stage with counted tests fails when one of them failed, whatever its exit code', async () => {
  const result = await stage('unit tests', async () => ({ code: 0, output: 'x', passed: 4, failed: 1 }));
  expect({ ...result, seconds: 0 }).toEqual({ name: 'unit tests', ok: false, seconds: 0, passed: 4, failed: 1 });
  expect(printed).toMatch(/4 passed, 1 failed\n/);
});

test.each([
  ['10.34.0', true],
  ['12.21.0\n', true],
  ['v11.0.0', true],
  ['10.33.9', false],
  ['9.99.0', false],
  ['', false],
  ['not a version', false],
])('the version %j is new enough: %j', (version, expected) => {
  expect(isAtLeast(version, [10, 34])).toBe(expected);
});
