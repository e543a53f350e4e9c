import type { Debate } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { debateLead, debatePicture, movesLead, moveWords, nameVoices } from './debate-words.ts';

const debate: Debate = {
  rounds: [
    {
      tally: [
        { stance: 'no', voices: ['a', 'b'] },
        { stance: 'yes', voices: ['c'] },
      ],
      silent: ['d'],
      missing: [],
    },
    { tally: [{ stance: 'yes', voices: ['c', 'a', 'd'] }], silent: [], missing: ['b'] },
  ],
  moves: [
    { voice: 'a', round: 2, from: 'no', to: 'yes', toMajority: false, argument: 'The pipes leak.' },
    { voice: 'd', round: 2, to: 'yes', toMajority: true },
  ],
  ended: 'agreed',
  basis: 'stances',
};
const nameOf = (id: string) => id.toUpperCase();

describe('words', () => {
  test('tell the vote before and after, and why it ended', () => {
    expect(debateLead(debate)).toBe(
      'Before anybody saw another answer, 2 said “no” and 1 said “yes”. After 2 rounds, all 3 voices that chose said “yes”. It ended because all agreed.',
    );
    expect(debateLead({ ...debate, rounds: debate.rounds.slice(1), moves: [] })).toBe(
      'All 3 voices that chose said “yes” before anybody saw another answer, so no further round was held.',
    );
    const { basis: _, ...unvoted } = debate;
    expect(debateLead(unvoted)).toMatch(/^The debate took 2 rounds\. It ended because all agreed\. No vote was taken/);
    expect(movesLead(unvoted)).toBeUndefined();
  });

  test('tell a move with an argument from one that only went along', () => {
    expect(debate.moves.map((move) => moveWords(move, nameOf))).toEqual([
      'A moved from “no” to “yes” in round 2, and said something nobody had said before.',
      'D took a stance, “yes” in round 2, as most of the others had, without a new argument. That is conformity, not evidence.',
    ]);
    expect(moveWords({ voice: 'b', round: 3, from: 'no', toMajority: false }, nameOf)).toBe(
      'B took its stance back (“no”) in round 3, without a new argument.',
    );
    expect(movesLead(debate)).toBe('2 moves: 1 with a new argument, 1 to the majority without one.');
    expect(movesLead({ ...debate, moves: [] })).toBe('Nobody moved.');
  });

  test('name a voice that is missing at the end', () => {
    const named = nameVoices({
      voices: [],
      missing: [{ nodeId: 'b', title: 'Sceptic', reason: 'It failed.' }],
    });
    expect([named('b'), named('x')]).toEqual(['Sceptic', 'x']);
  });
});

test('the picture has a bar for each choice and round, the last choices first, and marks who moved where it went', () => {
  const { picture, table } = debatePicture(debate, nameOf);
  expect(picture.most).toBe(3);
  expect(
    picture.groups.map(({ name, bars }) => [
      name,
      ...bars.map((bar) => `${bar.name}: ${bar.blocks.map((block) => `${block.name} ${block.way}`).join(', ')}`),
    ]),
  ).toEqual([
    ['“yes”', '1, before: C stayed', '2, after: C stayed, A argued, D conformed'],
    ['“no”', '1, before: A stayed, B stayed', '2, after: '],
    ['Took no stance', '1, before: D stayed', '2, after: '],
    ['Gave no answer', '1, before: ', '2, after: B stayed'],
  ]);
  expect(table).toEqual({
    columns: ['Round', 'yes', 'no', 'took no stance', 'gave no answer'],
    rows: [
      ['1, before', '1: C', '2: A and B', '1: D', '0'],
      ['2, after', '3: C, A and D', '0', '0', '1: B'],
    ],
  });
});
