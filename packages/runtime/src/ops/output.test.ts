import { expect, test } from 'vitest';
import { sketchAnswer, sketchHost } from '../testing/sketch-context.ts';
import { output } from './output.ts';

test('hands its input on as it is and shows its text', async () => {
  const host = sketchHost();
  const answer = sketchAnswer('a');
  expect(await output({}, { result: [answer] }, host.context)).toBe(answer);
  expect(host.signals).toEqual([{ type: 'text', text: 'a says so.' }]);
});

test.each([{}, { result: [{ kind: 'missing' as const, missing: { nodeId: 'a', title: 'A', reason: 'Failed.' } }] }])(
  'without a value there is no result: %j',
  async (inputs) => {
    await expect(output({}, inputs, sketchHost().context)).rejects.toMatchObject({ code: 'user/no-material' });
  },
);
