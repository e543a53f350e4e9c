import type { OfferedTool } from '@parley/spec';
import { expect, test } from 'vitest';
import { countOffered, toolWords } from './tool-words.ts';

const tool = (state: OfferedTool['state']): OfferedTool => ({
  name: state,
  title: state,
  description: '',
  inputSchema: {},
  fingerprint: '',
  state,
});

test('counts what is offered and what of it is allowed', () => {
  expect([
    countOffered([], false),
    countOffered([tool('changed')], false),
    countOffered([tool('allowed')], false),
    countOffered([], true),
    countOffered([tool('new')], true),
    countOffered([tool('new'), tool('allowed'), tool('changed'), tool('gone')], true),
  ]).toEqual([
    'None of its tools is allowed yet.',
    'None of its tools is allowed yet.',
    '1 tool allowed.',
    'It answers and offers no tools.',
    'It offers 1 tool, 0 allowed.',
    'It offers 3 tools, 1 allowed.',
  ]);
});

test('says in words for people what is built in, and of other tools what they say themselves', () => {
  const status = { title: 'T', description: 'For models.', available: true };
  expect(toolWords({ ...status, id: 'calculator' })).toContain('so that no model has to guess');
  expect(toolWords({ ...status, id: 'mcp/a/b' })).toBe('For models.');
});
