// The scripted provider must itself keep a provider's promises, or tests that lean on it prove nothing.
import { AppError } from '@parley/spec';
import { expect, it } from 'vitest';
import { messageText } from '../../message-text.ts';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { createScriptedProvider, say, type ScriptedProvider } from './scripted.ts';

const request = (text: string): GenerateRequest => ({
  family: 'north',
  model: 'script',
  system: '',
  messages: [{ role: 'user', text }],
  material: { question: text, domain: '', documents: [], passageLimit: 1 },
});

async function listen(provider: ScriptedProvider, text: string, abortAfter?: number) {
  const abort = new AbortController();
  const heard: ModelEvent[] = [];
  const code = await (async () => {
    const loaded = await provider.load();
    for await (const event of loaded.generate(request(text), { signal: abort.signal })) {
      heard.push(event);
      if (heard.length === abortAfter) abort.abort();
    }
  })().catch((error: unknown) => (error instanceof AppError ? error.code : error));
  return { heard, code };
}

it('does what the script says for each request, and counts', async () => {
  const provider = createScriptedProvider((asked, count) => say(`${messageText(asked.messages[0])} ${count}`));
  const texts = [await listen(provider, 'a'), await listen(provider, 'b'), await listen(provider, 'a')];
  expect(texts).toEqual(['a 1', 'b 1', 'a 2'].map((text) => ({ heard: say(text), code: undefined })));
  expect(provider.calls).toEqual([request('a'), request('b'), request('a')]);
});

it('keeps every character of what it says', () => {
  const text = '  Two  spaces,\n\na line – 東京.\n';
  expect(
    say(text)
      .map((move) => (move.type === 'text' ? move.text : ''))
      .join(''),
  ).toBe(text);
});

it('fails when told to', async () => {
  const error = new AppError('provider/overloaded', 'Too much.');
  const provider = createScriptedProvider(() => [
    { type: 'text', text: 'x' },
    { type: 'fail', error },
  ]);
  expect(await listen(provider, 'a')).toEqual({ heard: [{ type: 'text', text: 'x' }], code: 'provider/overloaded' });
});

it('stops when it is cancelled: while it waits, between events, and while it is silent', async () => {
  const heard = [{ type: 'text', text: 'x' }];
  const cancelled = { heard, code: 'internal/cancelled' };
  const waits = createScriptedProvider(() => [
    { type: 'text', text: 'x' },
    { type: 'wait', milliseconds: 60_000 },
  ]);
  const slow = createScriptedProvider(() => say('x y z'), { chunkDelay: 5 });
  const silent = createScriptedProvider(() => [{ type: 'text', text: 'x' }, { type: 'hang' }]);
  expect(await listen(waits, 'a', 1)).toEqual(cancelled);
  expect(await listen(slow, 'a', 1)).toEqual({ heard: say('x y z').slice(0, 1), code: 'internal/cancelled' });
  expect(await listen(silent, 'a', 1)).toEqual(cancelled);
});
