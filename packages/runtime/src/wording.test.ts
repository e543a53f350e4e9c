import { expect, test } from 'vitest';
import { sketchPassage } from './testing/sketch-context.ts';
import { count, listWords, quotePassage } from './wording.ts';

test('lists and counts', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect([count(1, 'voice'), count(2, 'voice'), count(2, 'was', 'were')]).toEqual(['1 voice', '2 voices', '2 were']);
});

test('a quoted passage shows its source, fetches no picture and opens no tag', () => {
  const passage = {
    ...sketchPassage('d', 0, 1),
    documentTitle: 'A [memo](http://a.example)',
    text: 'See ![the plan](http://a.example/x.png).\n<img src="http://a.example/y.png"> 2 < 3\n',
    page: 2,
  };
  expect(quotePassage(passage)).toBe(
    '> See the plan.\n> \\<img src="http://a.example/y.png"> 2 < 3\n>\n> — *A \\[memo\\](http://a.example)*, p. 2',
  );
});

test('a passage of nothing but opening marks costs no time and shows no picture', () => {
  // With a pattern that backtracks, this takes longer than the test may.
  expect(quotePassage({ ...sketchPassage('d', 0, 1), text: '!['.repeat(100_000) })).toBe(
    `> ${'!\\['.repeat(100_000)}\n>\n> — *D*`,
  );
});
