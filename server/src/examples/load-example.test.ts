import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputNode } from '@parley/nodes';
import { expect, test } from 'vitest';
import { loadExample } from './load-example.ts';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

test('fills the references of the first mesh with the files they name', async () => {
  const { graph, documents } = await loadExample(path.join(examples, 'first-mesh'));
  const names = ['regulation.md', 'market.md', 'technology.md', 'finance.md'];
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(examples, 'first-mesh/documents', name), 'utf8')),
  );
  expect(documents.map(({ text }) => text)).toEqual(texts);
  const input = graph.nodes.find(({ type }) => type === 'input');
  expect(inputNode.config.parse(input?.config)).toMatchObject({
    documents: texts.map((text) => ({
      id: createHash('sha256').update(text).digest('hex'),
      characters: text.length,
      mediaType: 'text/markdown',
    })),
  });
  expect(JSON.stringify(graph)).not.toContain('file:');
});

test('every example loads, and every document in its folder is used', async () => {
  for (const name of await readdir(examples)) {
    const { documents } = await loadExample(path.join(examples, name));
    const files = await readdir(path.join(examples, name, 'documents')).catch(() => []);
    expect({ name, documents: documents.length }).toEqual({ name, documents: files.length });
  }
});

test('says which file is missing', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'example-'));
  await cp(path.join(examples, 'first-mesh/graph.json'), path.join(folder, 'graph.json'));
  await expect(loadExample(folder)).rejects.toThrow(/documents\/(regulation|market|technology|finance)\.md/);
  await rm(folder, { recursive: true });
});
