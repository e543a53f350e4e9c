import { expect, test } from 'vitest';
import { makePdf } from '../testing/make-pdf.ts';
import { readUpload } from './read-upload.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('text and Markdown are kept as they are; NUL characters go', async () => {
  expect(await readUpload(bytes('one\0 two\r\nthree'), 'notes.txt', 'text/plain')).toEqual({
    title: 'notes.txt',
    mediaType: 'text/plain',
    text: 'one two\r\nthree',
    pageStarts: [],
  });
  expect(await readUpload(bytes('\uFEFF# Title é 🙂'), '../../etc/read me.MD', 'application/octet-stream')).toEqual({
    title: 'read me.MD',
    mediaType: 'text/markdown',
    text: '# Title é 🙂',
    pageStarts: [],
  });
});

test('text as Windows saves it (UTF-16 with a mark) is read', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('naïve', 'utf16le')]);
  expect((await readUpload(utf16, 'a.txt', '')).text).toBe('naïve');
});

test('a PDF is read page by page, whatever it is called', async () => {
  const pdf = makePdf(['Grid tariffs (2026)\nrise by 4 percent.', 'Second page.']);
  expect(await readUpload(pdf, 'report.txt', 'text/plain')).toEqual({
    title: 'report.txt',
    mediaType: 'application/pdf',
    text: 'Grid tariffs (2026)\nrise by 4 percent.\n\nSecond page.\n\n',
    pageStarts: [0, 40],
  });
});

test.each([
  [
    'a PDF that is not one',
    bytes('hello'),
    'x.pdf',
    '',
    /"x\.pdf" is called a PDF, but it is not one, so nothing was stored/,
  ],
  ['by its type', bytes('hello'), 'x', 'application/pdf', /is called a PDF, but it is not one/],
  ['a PDF cut off', makePdf(['words']).subarray(0, 40), 'x.pdf', '', /begins like a PDF, but it is damaged or cut off/],
  ['garbage after the magic bytes', bytes('%PDF-1.7\nnothing here'), 'x.pdf', '', /damaged or cut off/],
  ['a locked PDF', makePdf(['words'], { locked: true }), 'x.pdf', '', /is locked with a password/],
  ['a scanned PDF', makePdf(['', '']), 'x.pdf', '', /has no text in it: its pages are pictures/],
  ['invalid UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'x.txt', '', /is not valid UTF-8/],
  ['a Word file', Buffer.from('504b030414000600', 'hex'), 'x.txt', '', /is a Word, PowerPoint, Excel or zip file/],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'x.md', '', /is a picture/],
  ['an empty file', bytes(''), 'x.txt', '', /is empty/],
  ['only white space', bytes(' \n\t '), 'x.txt', '', /holds no text/],
])('%s is refused in words', async (_, file, name, type, message) => {
  await expect(readUpload(file, name, type)).rejects.toMatchObject({
    code: 'user/bad-document',
    message: expect.stringMatching(message),
  });
});

test('too much text is refused with the limit', async () => {
  await expect(readUpload(bytes('a'.repeat(5_000_001)), 'x.txt', '')).rejects.toMatchObject({
    code: 'limit/too-large',
    message: expect.stringContaining('more than 5,000,000 characters'),
  });
});

test('a name of any kind becomes a title that a reference can hold', async () => {
  const titleOf = async (name: string) => (await readUpload(bytes('x'), name, '')).title;
  expect(await titleOf('')).toBe('Untitled');
  expect(await titleOf('C:\\files\\plan\n2026.txt')).toBe('plan 2026.txt');
  expect((await titleOf('é'.repeat(500))).length).toBe(300);
});
