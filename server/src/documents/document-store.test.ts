import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createDocumentStore } from './document-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a run reads a stored document under the title its mesh gives it, and pasted text from the mesh itself', async () => {
  const store = createDocumentStore(database.db);
  const ref = await store.add({ title: 'a.txt', mediaType: 'text/plain', text: 'Zürich 🙂', pageStarts: [0, 7] });
  expect(ref).toEqual({
    id: '9ebf97edc1ecf2be2515c1253de3c78633171ad7f17bbac62c713695695409bf',
    title: 'a.txt',
    mediaType: 'text/plain',
    characters: 9,
  });
  expect(await store.read({ ...ref, title: 'Renamed' })).toEqual({
    ...ref,
    title: 'Renamed',
    text: 'Zürich 🙂',
    pageStarts: [0, 7],
  });
  const pasted = { id: 'pasted', title: 'Pasted', mediaType: 'text/markdown' as const, characters: 2, text: 'Hi' };
  expect(await store.read(pasted)).toEqual({ ...pasted, pageStarts: [] });
});

test('a document that is gone is named', async () => {
  const store = createDocumentStore(database.db);
  await expect(
    store.read({ id: 'gone', title: 'Old report', mediaType: 'application/pdf', characters: 1 }),
  ).rejects.toMatchObject({ code: 'user/not-found', message: expect.stringContaining('"Old report"') });
});

test('two that store one text at once store it once', async () => {
  const store = createDocumentStore(database.db);
  const document = { title: 'same.txt', mediaType: 'text/plain' as const, text: 'the same words', pageStarts: [] };
  const refs = await Promise.all(Array.from({ length: 8 }, () => store.add(document)));
  expect(new Set(refs.map(({ id }) => id)).size).toBe(1);
});
