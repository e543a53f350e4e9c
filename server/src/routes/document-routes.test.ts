import { afterAll, beforeAll, expect, test } from 'vitest';
import { documents } from '../database/schema.ts';
import { makePdf } from '../testing/make-pdf.ts';
import { createTestClient } from '../testing/test-client.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const UNKNOWN = 'no-such-id';
const start = () => createTestClient(database);

test('documents: upload, the same text once, read back, and bad files in words', async () => {
  const { send, refused } = start();
  const upload = (content: string | Uint8Array<ArrayBuffer>, name: string) => {
    const form = new FormData();
    form.set('file', new File([content], name));
    return form;
  };
  const first = await send('POST', '/api/documents', upload('# One', 'one.md'));
  expect(first.status).toBe(201);
  const ref: unknown = JSON.parse(first.text);
  expect(ref).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    title: 'one.md',
    mediaType: 'text/markdown',
    characters: 5,
  });
  expect(JSON.parse((await send('POST', '/api/documents', upload('# One', 'two.md'))).text)).toEqual({
    ...Object(ref),
    title: 'two.md',
  });
  expect(await database.db.select({ id: documents.id }).from(documents)).toHaveLength(1);
  const stored = await send('GET', `/api/documents/${Object(ref).id}`);
  expect(JSON.parse(stored.text)).toEqual({ ...Object(ref), text: '# One', pageStarts: [] });
  const pdf = await send('POST', '/api/documents', upload(new Uint8Array(makePdf(['One.', 'Two.'])), 'a.pdf'));
  expect(JSON.parse(pdf.text)).toMatchObject({ mediaType: 'application/pdf', title: 'a.pdf' });
  expect(await refused('POST', '/api/documents', upload('not one', 'a.pdf'))).toMatchObject({
    status: 422,
    fault: { code: 'user/bad-document' },
  });
  expect(await refused('POST', '/api/documents', new FormData())).toMatchObject({
    status: 400,
    issues: [{ path: 'file' }],
  });
  const textField = new FormData();
  textField.set('file', '/etc/passwd');
  expect(await refused('POST', '/api/documents', textField)).toMatchObject({ status: 400, issues: [{ path: 'file' }] });
  expect(await refused('POST', '/api/documents', upload('x'.repeat(21 * 1024 * 1024), 'a.txt'))).toMatchObject({
    status: 413,
    fault: { message: 'A document can be at most 20 MB. Nothing was changed.' },
  });
  expect(
    await refused('POST', '/api/documents', 'broken', { 'Content-Type': 'multipart/form-data; boundary=x' }),
  ).toMatchObject({ status: 400 });
  expect((await refused('POST', '/api/documents', { file: 'x' })).status).toBe(415);
  expect((await refused('GET', `/api/documents/${UNKNOWN}`)).status).toBe(404);
});
