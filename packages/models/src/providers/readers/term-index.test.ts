import { describe, expect, test } from 'vitest';
import { domainPhrase, domainTerms } from './domain-lexicon.ts';
import { createPace } from './pace.ts';
import { ranked, scaled, TermIndex } from './term-index.ts';
import { termsOf } from './terms.ts';

const pace = createPace(new AbortController().signal);

describe('termsOf', () => {
  test('stems English, drops stop words, keeps numbers, accents and scripts without spaces', () => {
    expect(termsOf("The meters' deliveries were 3.5 % late")).toEqual(['meter', 'deliveri', '3.5', 'late']);
    expect(termsOf('Die Änderung der Verträge')).toEqual(['die', 'änderung', 'der', 'verträge']);
    expect(termsOf('会议的价格')).toEqual(['会议', '的', '价格']);
    expect(termsOf('🙂 … —')).toEqual([]);
  });
});

describe('TermIndex', () => {
  test('BM25 as Robertson and Zaragoza write it, worked by hand', async () => {
    const index = await TermIndex.build(['well well water', 'water tower', 'tower'], pace);
    const idf = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
    const expected = (2 * idf * (2 * 2.2)) / (2 + 1.2 * (0.25 + (0.75 * 3) / 2));
    const scores = index.bm25(new Map([['well', 2]]));
    expect([...scores]).toEqual([expect.closeTo(expected, 12), 0, 0]);
    expect([...scaled(scores)]).toEqual([1, 0, 0]);
    expect(ranked(index.bm25(new Map([['tower', 1]])))).toEqual([2, 1]);
  });

  test('overlap counts shared terms among all terms of two units', async () => {
    const index = await TermIndex.build(['water tower roof', 'tower roof paint', ''], pace);
    expect([index.overlap(0, 1), index.overlap(0, 2), index.overlap(2, 2)]).toEqual([0.5, 0, 0]);
  });
});

describe('domain lexicon', () => {
  test('a known field brings its vocabulary below its own words, an unknown one only itself', () => {
    const terms = domainTerms('Water law');
    expect(terms.get('law')).toBe(1);
    expect(terms.get('water')).toBe(1);
    expect(terms.get('penalti')).toBeGreaterThan(0.3);
    expect(terms.get('penalti')).toBeLessThan(0.8);
    expect(domainTerms('beekeeping')).toEqual(new Map([['beekeep', 1]]));
    expect(domainTerms(' ')).toEqual(new Map());
    expect([domainPhrase('beekeeping'), domainPhrase(' ')]).toEqual(['beekeeping', '']);
    expect(domainPhrase('law').split(', ').slice(0, 3)).toEqual(['law', 'regulation', 'regulator']);
  });
});
