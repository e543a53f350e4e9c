import { createEmbedder } from '@parley/models';
import { AppError, type Document } from '@parley/spec';
import { count, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchedPassages, searchedTexts } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { createDocumentSearcher } from './create-document-searcher.ts';
import { detectLanguage } from './detect-language.ts';

const embedder = createEmbedder();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await embedder.stop();
  await database.drop();
});

const filler =
  'The council met on the usual day and heard what it hears in most months, which was about the roads and the parks of the town. '.repeat(
    5,
  );
const english = [
  filler,
  'Physicians at the hospital were told to wash their hands more often.',
  filler,
  'The new meters cost ninety euros each, and that is what the crew\u2019s invoice says: O\u2019Neil & Sons.',
  filler,
].join('\n\n');
const german = [
  'Der Stadtrat hat in diesem Jahr wieder über die Straßen und die Parks der Stadt gesprochen, wie er es immer tut.',
  'Die Häuser am Fluss sind in einem schlechten Zustand, und niemand weiß, wer für die Reparaturen bezahlen soll.',
].join('\n\n');
const chinese = '数据保护很重要。本法自二〇二一年起施行。个人信息处理者应当采取措施。';

function documentOf(text: string, changes: Partial<Document> = {}): Document {
  return { id: 'd', title: 'Doc', mediaType: 'text/plain', characters: text.length, text, pageStarts: [], ...changes };
}
async function search(documents: readonly Document[], query: string, limit = 1) {
  const { signal } = new AbortController();
  return createDocumentSearcher({ ...database, embedder, log: testLog }).search({ documents, query, limit, signal });
}

test.each([
  [english, 'english'],
  [german, 'german'],
  [chinese, 'simple'],
  ['42 17 2024-01-01', 'simple'],
  ['O\u2019Neil "quoted" \u0000 \\ back', 'simple'],
])('tells the language of %.30j', async (text, language) => {
  expect(await detectLanguage(database.db, text)).toBe(language);
});

test('finds by stemmed words, and gives the text of its place to the letter', async () => {
  const start = english.indexOf('The new meters');
  const pageStarts = [0, english.indexOf('Physicians'), start];
  const [passage] = await search([documentOf(english, { pageStarts })], 'costs of a meter?');
  const text =
    'The new meters cost ninety euros each, and that is what the crew\u2019s invoice says: O\u2019Neil & Sons.';
  expect(passage).toMatchObject({ documentId: 'd', documentTitle: 'Doc', page: 3 });
  expect(passage?.text).toContain(text);
  expect(passage?.text).toBe(english.slice(passage?.start, passage?.end));
});

test('finds by meaning what shares no word with the query', async () => {
  const [passage] = await search([documentOf(english)], 'doctors and hygiene');
  expect(passage?.text).toContain('Physicians at the hospital');
});

test('stems the language of the text, and cuts words where no spaces are', async () => {
  expect((await search([documentOf(german)], 'Haus Reparatur'))[0]?.text).toContain('Die Häuser am Fluss');
  expect((await search([documentOf(chinese)], '个人信息'))[0]?.text).toContain('个人信息处理者');
});

test('words that mean something to a query language are only words', async () => {
  for (const query of ["'; drop table documents; --", '& | ! ( ) <-> :*', "it's \\ a 'test'", '\0', '""']) {
    await expect(search([documentOf(english)], query)).resolves.toBeInstanceOf(Array);
  }
  expect(await search([documentOf(german)], '& | !')).toEqual([]);
});

test('a text is indexed and encoded once, however often and by whomever it is searched', async () => {
  const text = `${english}\n\nOnce and only once.`;
  await database.db.delete(searchedTexts);
  await Promise.all([search([documentOf(text)], 'once'), search([documentOf(text, { id: 'e' })], 'meters')]);
  const count1 = await database.db.select({ count: count() }).from(searchedPassages);
  await search([documentOf(text)], 'once');
  expect(await database.db.select({ count: count() }).from(searchedPassages)).toEqual(count1);
  expect(await database.db.select({ id: searchedTexts.language }).from(searchedTexts)).toEqual([{ id: 'english' }]);
  const encoded = await database.db
    .select({ count: count() })
    .from(searchedPassages)
    .where(isNotNull(searchedPassages.vector));
  expect(encoded).toEqual(count1);
  // Nothing is left to encode but the query.
  const asked: string[][] = [];
  await createDocumentSearcher({
    ...database,
    log: testLog,
    embedder: {
      ...embedder,
      embed: (texts, signal) => {
        asked.push([...texts]);
        return embedder.embed(texts, signal);
      },
    },
  }).search({ documents: [documentOf(text)], query: 'roads', limit: 1, signal: new AbortController().signal });
  expect(asked).toEqual([[], ['roads']]);
});

test('of a long text only the best of what the words found is encoded', async () => {
  const place = (number: number) => `At place ${number} the river and its bridge were seen by the crew. ${filler}`;
  const text = Array.from({ length: 130 }, (_, number) => place(number)).join('\n\n');
  const encoded: number[] = [];
  const searcher = createDocumentSearcher({
    ...database,
    log: testLog,
    embedder: {
      ...embedder,
      embed: async (texts) => {
        encoded.push(texts.length);
        return texts.map(() => Float32Array.of(1));
      },
    },
  });
  const { signal } = new AbortController();
  const [passage] = await searcher.search({ documents: [documentOf(text)], query: 'place 77', limit: 1, signal });
  expect([passage?.text.startsWith('At place 77 '), encoded]).toEqual([true, [60, 1]]);
});

test('a text is found in by words alone when the encoder fails, and a stopped search stops', async () => {
  const lines: string[] = [];
  const broken = createDocumentSearcher({
    ...database,
    embedder: { ...embedder, embed: () => Promise.reject(new AppError('provider/cut-off', 'gone')) },
    log: { ...testLog, warn: (line) => lines.push(line) },
  });
  const documents = [documentOf(english)];
  const { signal } = new AbortController();
  const [passage] = await broken.search({ documents, query: 'invoice', limit: 3, signal });
  expect(passage?.text).toContain('invoice says');
  expect(lines).toEqual(['Documents were searched by words only: the sentence encoder failed.']);
  await expect(broken.search({ documents, query: 'x', limit: 3, signal: AbortSignal.abort() })).rejects.toThrow(
    'The search was stopped before it was finished.',
  );
});
