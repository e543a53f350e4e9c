import type { VerdictClaim } from '@parley/spec';
import { expect, test } from 'vitest';
import { nameClaims } from './name-claims.ts';

const claim = (
  id: string,
  text: string,
  voices: readonly string[],
  more: Partial<VerdictClaim> = {},
): VerdictClaim => ({
  id,
  text,
  origin: 'sentence',
  bucket: 'consensus',
  contested: false,
  places: [],
  relations: voices.map((voice) => ({ voice, stance: 'supports', by: 'parser', cue: '' })),
  speaking: voices.length,
  ...more,
});
const claims = [
  claim('1', 'Smart meters reduce the losses of old pipes.', ['a', 'b']),
  claim('2', 'The price of the meters rose by 12 percent in 2024.', ['a'], { bucket: 'disputed', contested: true }),
];
const part = (text: string, ...voices: string[]) => ({ text, voices, heading: '' });

test('a part names the claims of its voices that it states, the disputed first', () => {
  const said = part(
    'Smart meters reduce the losses of old pipes [1]. In 2024 the price of the meters rose by 12 percent [1].',
    'a',
  );
  expect(nameClaims([said], { claims })).toEqual([
    {
      ...said,
      claims: [
        { text: claims[1]?.text, bucket: 'disputed', contested: true },
        { text: claims[0]?.text, bucket: 'consensus', contested: false },
      ],
    },
  ]);
});

test.each([
  ['another number is another claim', part('The price of the meters rose by 15 percent in 2024 [1].', 'a')],
  [
    'a voice that does not support it is no ground',
    part('The price of the meters rose by 12 percent in 2024 [2].', 'b'),
  ],
  ['without a voice nothing is named', part('The price of the meters rose by 12 percent in 2024.')],
  ['what is said of something else', part('The mayor likes the meters [1].', 'a')],
])('%s', (_, said) => {
  expect(nameClaims([said], { claims })).toEqual([said]);
});
