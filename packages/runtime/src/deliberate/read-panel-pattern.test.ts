import { expect, test } from 'vitest';
import { sketchAnswer } from '../testing/sketch-context.ts';
import { readPanelPattern } from './read-panel-pattern.ts';

/** Voices as `family stance`, each family one model. */
const read = (...voices: string[]) =>
  readPanelPattern(
    voices.map((voice, index) => {
      const [family = '', stance = ''] = voice.split(' ');
      return sketchAnswer(`v${index}`, { stance }, { family, lineage: family, model: 'm' });
    }),
  );

test('models that spoke once spread, and nothing is said of wavering', () => {
  const pattern = read('claude yes', 'gpt yes', 'gemini no');
  // Two of three: (2/3 ln 3/2 + 1/3 ln 3) / ln 3.
  expect(pattern?.spread).toEqual({ answers: 3, distinct: 2, share: expect.closeTo(0.5794, 4) });
  expect(pattern?.sentence).not.toContain('more than once');
});

test.each([
  [
    ['claude yes', 'claude no', 'gpt yes', 'gpt no'],
    { answers: 4, distinct: 2, share: expect.closeTo(0.5, 12), repeated: 2, within: expect.closeTo(1, 12) },
    '2 models spoke more than once, and all of the spread is models contradicting themselves, not each other.',
  ],
  [
    ['claude yes', 'claude yes', 'gpt no', 'gpt no'],
    { answers: 4, distinct: 2, share: expect.closeTo(0.5, 12), repeated: 2, within: 0 },
    '2 models spoke more than once and did not contradict themselves: models differ only from each other.',
  ],
  [
    // Claude wavers (ln 2 of its own, half of it on average); the pool is 3/4 to 1/4.
    ['claude yes', 'claude no', 'gpt yes'],
    { answers: 3, distinct: 2, share: expect.closeTo(0.5794, 4), repeated: 1, within: expect.closeTo(0.6163, 4) },
    'One model spoke more than once: about 62 % of the spread is models contradicting themselves, the rest is models differing from each other.',
  ],
  [
    ['claude yes', 'claude Yes', 'gpt yes'],
    { answers: 3, distinct: 1, share: 0, repeated: 1 },
    'One model spoke more than once and nobody wavers: every answer is the same.',
  ],
])('where a model spoke more than once %j its own wavering is told apart', (voices, spread, words) => {
  const pattern = read(...voices);
  expect(pattern?.spread).toEqual(spread);
  expect(pattern?.sentence).toContain(words);
});

test('fewer than two answers have no pattern', () => {
  expect(readPanelPattern([sketchAnswer('a', { stance: 'yes' }), sketchAnswer('b')])).toBeUndefined();
});
