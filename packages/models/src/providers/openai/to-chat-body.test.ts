// What depends on a server's data alone, without a line.
import { expect, it } from 'vitest';
import type { GenerateRequest } from '../../provider.ts';
import { toolQuestion, twoTools } from '../wire-conformance/tool-cases.ts';
import { chatServers } from './compatible-providers.ts';
import { ladderOf, toChatBody, toId } from './to-chat-body.ts';

function find(id: string) {
  const server = chatServers.find((known) => known.id === id);
  if (!server) throw new Error(`no server ${id}`);
  return server;
}
const request: GenerateRequest = { ...toolQuestion, model: 'some-model' };

it('gives Mistral ids of nine letters, the same for the same id on both sides of a call', () => {
  const id = 'call_0fypS1hVXqtJ4kLm';
  const messages: GenerateRequest['messages'] = [
    { role: 'assistant', text: '', toolCalls: [{ id, tool: 'look_up', input: {} }] },
    { role: 'tool', results: [{ id, tool: 'look_up', ok: true, text: 'Found.' }] },
  ];
  const mistral = toChatBody(find('mistral'), { ...request, messages }, 'none').messages;
  const [asked, answered] = mistral;
  const sent = asked?.role === 'assistant' ? asked.tool_calls?.[0]?.id : undefined;
  expect(sent).toMatch(/^[a-zA-Z0-9]{9}$/);
  expect(answered).toEqual({ role: 'tool', tool_call_id: sent, content: 'Found.' });
  expect([toId(find('mistral'), 'D681PevKs'), toId(find('mistral'), `${id}x`) === sent, toId(find('xai'), id)]).toEqual(
    ['D681PevKs', false, id],
  );
});

it('demands no call of a model that refuses demands, and combines a form with tools only where it goes', () => {
  expect([
    ladderOf(find('together'), { ...request, model: 'deepseek-v4-pro' }),
    ladderOf(find('groq'), request),
    ladderOf(find('groq'), { ...request, tools: twoTools }),
    ladderOf(find('azure'), { ...request, tools: twoTools }),
  ]).toEqual([
    ['schema', 'tool', 'json', 'none'],
    ['forced-tool', 'tool', 'json', 'none'],
    ['none'],
    ['schema', 'none'],
  ]);
});
