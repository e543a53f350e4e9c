// What servers say when they cannot do what they are asked, and what they say when something else is wrong.
import { expect, it } from 'vitest';
import type { GenerateRequest } from '../provider.ts';
import { createRungMemory, isAboutRung, isAboutTools } from './shape-rung.ts';

const refused = (words: string, status = 400) => ({ status, words });

it.each([
  ['schema', refused('This response_format type is unavailable now'), 'always'],
  ['schema', refused('output_config.format: this model does not support structured outputs.'), 'always'],
  ['schema', refused("Function calling with a response mime type: 'application/json' is unsupported"), 'always'],
  ['schema', refused('Unsupported: json_schema', 422), 'always'],
  ['schema', refused('No endpoints found that can handle the requested parameters.', 404), 'always'],
  ['schema', refused("Invalid schema for response_format 'answer': 'x' is not permitted."), 'this-time'],
  ['schema', refused('The compiled grammar is too large; simplify the schema.'), 'this-time'],
  ['schema', refused(''), 'this-time'],
  ['json', refused("'response_format.type' must be 'json_schema' or 'text'"), 'always'],
  ['forced-tool', refused('Thinking mode does not support this tool_choice'), 'always'],
  ['tool', refused('tools param requires --jinja flag', 500), 'always'],
  ['tool', refused('Conversation roles must alternate'), undefined],
  ['schema', refused('The text is not allowed.'), undefined],
  ['schema', refused('No such model.', 404), undefined],
  ['schema', refused('', 500), undefined],
  ['schema', refused('Bad key for json_schema', 401), undefined],
  ['schema', { status: 400, kind: 'context', words: 'The schema is too long for the context window' }, undefined],
  ['none', refused('response_format is not supported'), undefined],
] as const)('%s: %o is about the way of asking: %s', (rung, error, about) => {
  expect(isAboutRung(error, rung)).toBe(about);
});

it.each([
  [refused('registry.ollama.ai/library/gemma:2b does not support tools'), true],
  [refused('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'), true],
  [refused('tools param requires --jinja flag', 500), true],
  [refused('No endpoints found that support tool use.', 404), true],
  [refused('No endpoints found that can handle the requested parameters.', 404), true],
  [refused('Function calling is not enabled for models/gemma-3-4b-it'), true],
  [refused('Tools are not supported with this model.'), true],
  [refused('`tool calling` is not supported with this model'), true],
  [refused('messages.2: `tool_use` ids were found without `tool_result` blocks'), false],
  [refused("Invalid 'tools[0].function.name': string does not match pattern."), false],
  [refused('Tool call id was x but must be a-z, A-Z, 0-9, with a length of 9.'), false],
  [refused('Internal server error', 500), false],
] as const)('%o says that there are no tools: %s', (error, says) => {
  expect(isAboutTools(error)).toBe(says);
});

it('remembers a refusal for that model, with or without tools', () => {
  const memory = createRungMemory();
  const request: GenerateRequest = {
    family: 'x',
    model: 'm',
    system: '',
    messages: [],
    material: { question: '', domain: '', documents: [], passageLimit: 1 },
  };
  const tools = [{ name: 't', description: '', inputSchema: {} }];
  memory.refuse(request, 'schema');
  const ladder = ['schema', 'json', 'none'] as const;
  expect([
    memory.left(request, ladder),
    memory.left({ ...request, tools }, ladder),
    memory.left({ ...request, model: 'n' }, ladder),
    memory.left(request, ['schema']),
  ]).toEqual([['json', 'none'], ladder, ladder, ['none']]);
});
