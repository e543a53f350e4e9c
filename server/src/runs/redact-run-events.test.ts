import { createSecretRedactor } from '@parley/models';
import { createRunState, type RunEvent, type RunEventBody, reduceRun } from '@parley/spec';
import { expect, it } from 'vitest';
import { createRunEventRedactor, redactValue } from './redact-run-events.ts';

const key = 'sk-canary-7f31';
const secrets = createSecretRedactor([{ name: 'NORTH_KEY', value: key }]);
const at = { stepId: 'a', nodeId: 'a' };
const delta = (offset: number, text: string): RunEventBody => ({ type: 'text-delta', ...at, offset, text });

/** What is written of these events, and what a watcher sees of it before the step ends. */
function write(...bodies: RunEventBody[]) {
  const redact = createRunEventRedactor(secrets);
  const written = bodies.flatMap((body) => redact(body));
  const start: RunEventBody = {
    type: 'run-start',
    name: 'x',
    steps: [{ ...at, title: 'A', op: 'generate' }],
    results: [],
    resumed: false,
  };
  const events = [start, ...written].map((body, index): RunEvent => ({ ...body, runId: 'r', seq: index + 1, at: '' }));
  return { written, text: events.reduce(reduceRun, createRunState('r')).steps['a']?.text };
}

it('finds a secret that two deltas share, and keeps what follows in its place', () => {
  const fault = {
    code: 'provider/timeout',
    category: 'provider',
    message: `Not with ${key}.`,
    retryable: true,
  } as const;
  const { written, text } = write(
    { type: 'step-start', ...at, attempt: 1 },
    delta(0, 'It is sk-can'),
    { type: 'reasoning-delta', ...at, offset: 0, text: 'Hm, sk' },
    { type: 'usage', ...at, usage: { inputTokens: 1, outputTokens: 1 } },
    delta(12, 'ary-7f31, so '),
    delta(25, 'ask'),
    { type: 'step-error', ...at, fault },
  );
  expect(written).toEqual([
    { type: 'step-start', ...at, attempt: 1 },
    delta(0, 'It is '),
    { type: 'reasoning-delta', ...at, offset: 0, text: 'Hm, ' },
    { type: 'usage', ...at, usage: { inputTokens: 1, outputTokens: 1 } },
    delta(6, '{{NORTH_KEY}}, so '),
    delta(24, 'a'),
    { type: 'reasoning-delta', ...at, offset: 4, text: 'sk' },
    delta(25, 'sk'),
    { type: 'step-error', ...at, fault: { ...fault, message: 'Not with {{NORTH_KEY}}.' } },
  ]);
  expect(text).toBe('It is {{NORTH_KEY}}, so ask');
});

it('begins anew after a call that is made again', () => {
  const fault = { code: 'provider/timeout', category: 'provider', message: 'Slow.', retryable: true } as const;
  expect(
    write(
      { type: 'step-start', ...at, attempt: 1 },
      delta(0, `${key} and sk-ca`),
      { type: 'step-retry', ...at, attempt: 2, delay: 0, fault },
      delta(0, 'nary-7f31'),
      delta(9, ' is no key.'),
    ).text,
  ).toBe('nary-7f31 is no key.');
});

it('takes secrets out of any value, and leaves one without them as it is', () => {
  const clean = { list: ['a', { deep: 1 }], none: null };
  expect(redactValue(clean, secrets)).toBe(clean);
  expect(redactValue({ list: [`x ${key}`, { [key]: 1 }], none: null, count: 2 }, secrets)).toEqual({
    list: ['x {{NORTH_KEY}}', { '{{NORTH_KEY}}': 1 }],
    none: null,
    count: 2,
  });
});
