import type { ClaimJudge, WriterSway } from '@parley/spec';
import { expect, test } from 'vitest';
import { coverageWords, judgeWords, swayWords, tableNotes } from './panel-words.ts';

const sway: WriterSway = { sentences: 6, supported: 5, own: 3, ownAlone: 1, voices: ['a'] };

test.each<[string, Partial<WriterSway>, string]>([
  [
    'a share',
    {},
    'About 60 % of this rests on Claude, which also wrote it (3 of 5 supported sentences, 1 on it alone, by its own citations).',
  ],
  ['nothing', { own: 0, ownAlone: 0 }, 'By its own citations nothing of this rests on Claude, which wrote it.'],
  ['an outsider', { own: 0, voices: [] }, 'Claude wrote it and is none of the voices.'],
  [
    'no citations',
    { supported: 0, own: 0, ownAlone: 0 },
    'Claude wrote it and is one of the voices. No sentence names a voice, so its sway cannot be told.',
  ],
  [
    'likeness',
    { likeness: { own: 0.42, others: 0.3 } },
    'About 60 % of this rests on Claude, which also wrote it (3 of 5 supported sentences, 1 on it alone, by its own citations). In its words it is closer to what Claude answered than to the others (likeness 0.42 and 0.30 of 1).',
  ],
])('the sway of a writer: %s', (_, more, words) => {
  expect(swayWords({ ...sway, ...more }, 'Claude')).toBe(words);
});

const judge: ClaimJudge = { family: 'deepseek', model: 'm', onPanel: false, asked: 3, decided: 2 };

test.each<[Partial<ClaimJudge>, string]>([
  [{}, 'The judge (DeepSeek, m) was asked once, about 3 open comparisons, and decided 2.'],
  [{ asked: 0 }, 'The judge (DeepSeek, m) had nothing to decide, so it was not asked.'],
  [{ asked: 0, fault: 'It is away.' }, 'The judge (DeepSeek, m) decided nothing. It is away.'],
  [
    { onPanel: true },
    'The judge (DeepSeek, m) was asked once, about 3 open comparisons, and decided 2. Its family sits on the panel: it judges itself.',
  ],
])('a judge %j', (more, words) => {
  expect(judgeWords({ ...judge, ...more }, 'DeepSeek')).toBe(words);
});

test('what a table leaves out is said, and who does not speak is counted', () => {
  const table = { claims: [], lines: 3, leftOut: 1, notCompared: 20, undecided: 2 };
  expect(tableNotes(table)).toEqual([
    '1 further claim is not listed.',
    '20 claims of long answers were not compared.',
    '2 comparisons are open; a judge could be asked, in the settings of this node.',
  ]);
  expect(tableNotes({ ...table, leftOut: 0, notCompared: 0, undecided: 0 })).toEqual([]);
  expect([coverageWords(3, 3), coverageWords(1, 3)]).toEqual([
    'all 3 families speak to it',
    '1 of 3 families speaks to it',
  ]);
});
