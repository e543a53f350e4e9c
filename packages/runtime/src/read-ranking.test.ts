import { expect, test } from 'vitest';
import { claimsSchema, claimsShape } from './claims-form.ts';
import { createStanceHold } from './create-stance-hold.ts';
import { askForStance, readStance } from './read-stance.ts';

const stances = ['Commit now', 'wait', 'a > b'];
const read = (text: string) => readStance(text, stances, 'ranking');

test.each([
  [
    'Text.\n\nRANKING: wait > Commit now > a > b\nCONFIDENCE: 0.7',
    { text: 'Text.', stance: 'wait', ranking: ['wait', 'Commit now', 'a > b'], confidence: 0.7 },
  ],
  ['Text.\n**Ranking:** "a > b" > *commit  NOW*', { text: 'Text.', stance: 'a > b', ranking: ['a > b', 'Commit now'] }],
  [
    'Text.\n```\nRANKING = wait > commit now, CONFIDENCE: 80 %\n```',
    { text: 'Text.', stance: 'wait', ranking: ['wait', 'Commit now'], confidence: 0.8 },
  ],
  ['Text.\nSTANCE: wait', { text: 'Text.', stance: 'wait' }],
  ['Text.\nRANKING: wait > perhaps > Commit now', { text: 'Text.' }],
  ['Text.\nRANKING: wait > Commit now > wait', { text: 'Text.' }],
  ['Text.\nRANKING: wait, Commit now', { text: 'Text.' }],
  ['Text.\nRANKING:', { text: 'Text.' }],
  ['RANKING: wait > Commit now\nThat is all.', { text: 'RANKING: wait > Commit now\nThat is all.' }],
])('a ranking is read as strictly as a stance: %j', (text, reading) => {
  expect(read(text)).toEqual(reading);
});

test('who was asked for one stance keeps a line that looks like a ranking', () => {
  const text = 'The wines.\nRanking: wait > Commit now';
  expect(readStance(text, stances)).toEqual({ text });
});

test('a ranking is asked for word for word', () => {
  expect(askForStance(['yes', 'no'], 'ranking')).toBe(
    [
      'End your answer with exactly two lines, and nothing after them:',
      'RANKING: all of "yes", "no", word for word, each once, the best first, with > between them',
      'CONFIDENCE: a number from 0 to 1, how sure you are of the first',
      'If you cannot choose, leave both lines out and say why.',
    ].join('\n'),
  );
});

test.each([
  'Because of May.\n\nRANKING: wait > Commit now > a > b\nCONFIDENCE: 0.7',
  'Because.\n\n---\n```\nRanking: wait > Commit now\n```\n',
  'The ranking is open.\nRank it.\nR\n',
  `So.\nRANKING: ${stances.map((stance) => `"${stance}${' '.repeat(100)}"`).join(' > ')}`,
])('whatever the pieces, a ranking is not shown while it streams: %j', (text) => {
  const shown = (pieces: readonly string[]) => {
    const hold = createStanceHold(stances, 'ranking');
    return [...pieces.map((piece) => hold.push(piece)), hold.end(pieces.join(''))].join('');
  };
  expect(shown(text.split(''))).toBe(read(text).text);
  for (let at = 0; at <= text.length; at += 1) expect(shown([text.slice(0, at), text.slice(at)])).toBe(read(text).text);
});

test.each(['-', ' ', '"', '>', '*'])('a last line of very many %j costs no time', (mark) => {
  for (const begin of ['x', 'RANKING: x']) {
    const text = `${begin}${mark.repeat(300_000)}x`;
    expect(read(text)).toEqual({ text });
  }
});

const reply = { answer: 'So.', claims: [], confidence: null };
test.each([
  [{ ranking: ['WAIT', '"Commit now"'] }, ['wait', 'Commit now']],
  [{ ranking: 'wait > a > b' }, ['wait', 'a > b']],
  [{ ranking: ['wait', 'wait'] }, []],
  [{ ranking: ['wait', 'perhaps'] }, []],
  [{ ranking: null }, []],
  [{}, []],
])('a reply in the form of claims is read alike: %j', (more, ranking) => {
  expect(claimsSchema(stances, 'ranking').parse({ ...reply, ...more })).toEqual({ ...reply, ranking });
});

test('the form asks for a list of the options', () => {
  expect(claimsShape(['yes', 'no'], 'ranking').schema).toMatchObject({
    required: ['answer', 'ranking', 'claims', 'confidence'],
    properties: { ranking: { type: 'array', items: { type: 'string', enum: ['yes', 'no'] } } },
  });
});
