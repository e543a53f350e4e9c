import type { Toolbox } from '@parley/runtime';
import { expect, test } from 'vitest';
import { calculator } from './calculator/calculator.ts';
import { createToolbox } from './create-toolbox.ts';
import { createDocumentsTool } from './documents/documents.ts';

const documents = createDocumentsTool();
const remote = { ...calculator, id: 'mcp/one/add', name: 'mcp_one_add' };
const servers: Toolbox = {
  find: async (ids) => ({
    tools: ids.includes(remote.id) ? [remote] : [],
    missing: ids.filter((id) => id !== remote.id).map((id) => ({ id, reason: 'It does not answer.' })),
  }),
};
const { signal } = new AbortController();

test('finds in the order asked, each once, and says what is missing', async () => {
  const toolbox = createToolbox([calculator, documents], servers);
  expect(
    await toolbox.find(['mcp/two/x', 'documents', 'mcp/one/add', 'fax', 'documents', 'calculator'], signal),
  ).toEqual({
    tools: [documents, remote, calculator],
    missing: [
      { id: 'mcp/two/x', reason: 'It does not answer.' },
      { id: 'fax', reason: 'There is no tool "fax" here. Choose another one for this agent.' },
    ],
  });
});

test('without servers their tools are not here', async () => {
  expect(await createToolbox([calculator]).find(['mcp/one/add'], signal)).toEqual({
    tools: [],
    missing: [{ id: 'mcp/one/add', reason: 'There is no tool "mcp/one/add" here. Choose another one for this agent.' }],
  });
});
