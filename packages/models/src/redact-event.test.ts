import { expect, it } from 'vitest';
import type { ModelEvent } from './provider.ts';
import { redactEvent } from './redact-event.ts';

const secret = { name: 'NORTH_API_KEY', value: 'canary-key-77aa' };
const redact = (event: ModelEvent) => redactEvent(event, secret);

it('takes the secret out of the arguments of a call, however deep, and out of their names', () => {
  const input = { url: 'https://x/?k=canary-key-77aa', list: [1, null, { 'canary-key-77aa': ['canary-key-77aa'] }] };
  expect(redact({ type: 'tool-call', call: { id: 'a', tool: 'fetch', input } })).toEqual({
    type: 'tool-call',
    call: {
      id: 'a',
      tool: 'fetch',
      input: { url: 'https://x/?k={{NORTH_API_KEY}}', list: [1, null, { '{{NORTH_API_KEY}}': ['{{NORTH_API_KEY}}'] }] },
    },
  });
  expect(redact({ type: 'tool-call', call: { id: 'a', tool: 'fetch', input: 'broken canary-key-77aa' } })).toEqual({
    type: 'tool-call',
    call: { id: 'a', tool: 'fetch', input: 'broken {{NORTH_API_KEY}}' },
  });
});

it('keeps an echo as it is, and drops one that holds the secret', () => {
  const echo = (text: string): ModelEvent => ({
    type: 'echo',
    echo: { provider: 'north', model: 'm', turn: [{ text, signature: 'Sig+/==' }] },
  });
  expect(redact(echo('Hm.'))).toEqual(echo('Hm.'));
  expect(redact(echo('It is canary-key-77aa.'))).toBeUndefined();
});
