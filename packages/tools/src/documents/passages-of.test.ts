import type { Document } from '@parley/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDocument } from '../testing/sample-document.ts';
import { passagesOf } from './passages-of.ts';

const long = 'The river carries more water in spring than the old bridge was built for. '.repeat(20);

test('keeps short paragraphs together, cuts a long one between sentences, and stops at the end of a page', () => {
  const text = `# Survey\n\nFirst thing.\n\n${long}\n\nSecond page.`;
  const pageStarts = [0, text.indexOf('Second')];
  const passages = passagesOf(sampleDocument(text, { pageStarts, mediaType: 'application/pdf' }));
  expect(passages.map(({ start, end, page }) => ({ start, end, page }))).toEqual([
    { start: 0, end: 467, page: 1 },
    { start: 468, end: 911, page: 1 },
    { start: 912, end: 1355, page: 1 },
    { start: 1356, end: 1503, page: 1 },
    { start: 1506, end: 1518, page: 2 },
  ]);
});

test('every word is in one passage, and every passage is the text of its place', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n\n', '\r\n \r\n', '. ', 'Wörter ', '数据保护很重要。', '👩‍👩‍👧 ', 'e.g. ', long, '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(4000), { maxLength: 4 }), (pieces, starts) => {
      const text = pieces.join('');
      const pageStarts = starts.filter((start) => start <= text.length).toSorted((one, other) => one - other);
      const document: Document = sampleDocument(text, { pageStarts });
      const passages = passagesOf(document);
      let covered = '';
      let before = 0;
      for (const passage of passages) {
        expect(passage.text).toBe(text.slice(passage.start, passage.end));
        expect(passage.start).toBeGreaterThanOrEqual(before);
        covered += text.slice(before, passage.start).replaceAll(/\s/gu, '') + passage.text;
        before = passage.end;
      }
      covered += text.slice(before);
      expect(covered.replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
      expect(passages.reduce((sum, passage) => sum + passage.text.replaceAll(/\s/gu, '').length, 0)).toBe(
        text.replaceAll(/\s/gu, '').length,
      );
    }),
  );
});
