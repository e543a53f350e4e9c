import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Ballot } from './ballot.ts';
import { decideByMajority, decideByQuorum, decideByUnanimity, decideByWeight } from './decide-vote.ts';
import { decideByRanking } from './rank-options.ts';
import { creditOf, tallyVotes } from './tally-votes.ts';

const ballot = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });

describe('counting', () => {
  it('gives shares of what was cast, and who cast it', () => {
    expect(tallyVotes(['b', 'a', null, 'a'])).toEqual({
      options: [
        { option: 'a', weight: 2, share: 2 / 3, voters: [1, 3] },
        { option: 'b', weight: 1, share: 1 / 3, voters: [0] },
      ],
      leaders: ['a'],
      cast: 3,
      missing: 1,
    });
  });

  it('keeps a tie as a tie, also when weights differ in the last digit', () => {
    expect(tallyVotes(['b', 'a', 'a'], [0.3, 0.1, 0.2]).leaders).toEqual(['a', 'b']);
  });

  it('has no leader when nobody with weight voted', () => {
    expect(tallyVotes(['a', 'b'], [0, 0]).leaders).toEqual([]);
    expect(tallyVotes([null]).leaders).toEqual([]);
  });

  it('says what is wrong with weights', () => {
    expect(() => tallyVotes(['a'], [-1])).toThrow(
      new RangeError(`A weight must lie between 0 and ${Number.MAX_VALUE}, but one is -1.`),
    );
    expect(() => tallyVotes(['a'], [Number.NaN])).toThrow(RangeError);
    expect(() => tallyVotes(['a', 'b'], [1])).toThrow(
      new RangeError('There must be as many weights as ballots, but there are 1 and 2.'),
    );
  });

  it('credits a tie as a coin would', () => {
    expect([creditOf(['a'], 'a'), creditOf(['a', 'b'], 'b'), creditOf(['a'], 'b'), creditOf([], 'b')]).toEqual([
      1, 0.5, 0, 0,
    ]);
  });

  test('the order of the voices does not show', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ballot, fc.integer({ min: 0, max: 5 })), { minLength: 1 }),
        fc.integer(),
        (voices, turn) => {
          const tally = (of: typeof voices) => {
            const { options, leaders, cast, missing } = tallyVotes(
              of.map(([answer]) => answer),
              of.map(([, weight]) => weight),
            );
            return {
              options: options.map(({ option, weight, share }) => ({ option, weight, share })),
              leaders,
              cast,
              missing,
            };
          };
          const place = Math.abs(turn) % voices.length;
          expect(tally([...voices.slice(place), ...voices.slice(0, place)])).toEqual(tally(voices));
        },
      ),
    );
  });

  test('shares lie within 0 and 1 and add up to 1', () => {
    fc.assert(
      fc.property(fc.array(ballot), (ballots) => {
        const { options, cast } = tallyVotes(ballots);
        expect(options.every(({ share }) => share > 0 && share <= 1)).toBe(true);
        expect(options.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(cast === 0 ? 0 : 1, 12);
      }),
    );
  });
});

describe('the rules on the same ballots', () => {
  const decide = (ballots: readonly Ballot[], weights: readonly number[]) =>
    [
      decideByMajority(ballots),
      decideByWeight(ballots, weights),
      decideByUnanimity(ballots),
      decideByQuorum(ballots),
    ].map(({ rule, winner, outcome, share }) => [rule, winner, outcome, Number(share.toFixed(3))]);

  it.each<[string, Ballot[], number[], unknown[]]>([
    [
      'three of five',
      ['a', 'a', 'a', 'b', 'b'],
      [1, 1, 1, 2, 2],
      [
        ['majority', 'a', 'won', 0.6],
        ['weighted', 'b', 'won', 0.571],
        ['unanimity', null, 'short', 0.6],
        ['quorum', null, 'short', 0.6],
      ],
    ],
    [
      'two against two',
      ['a', 'a', 'b', 'b'],
      [1, 1, 1, 1],
      [
        ['majority', null, 'tie', 0.5],
        ['weighted', null, 'tie', 0.5],
        ['unanimity', null, 'short', 0.5],
        ['quorum', null, 'tie', 0.5],
      ],
    ],
    [
      'all that answered, and one that did not',
      ['a', 'a', null],
      [1, 1, 1],
      [
        ['majority', 'a', 'won', 1],
        ['weighted', 'a', 'won', 1],
        ['unanimity', 'a', 'won', 1],
        ['quorum', 'a', 'won', 0.667],
      ],
    ],
    [
      'one voice',
      ['a', null],
      [1, 1],
      [
        ['majority', 'a', 'won', 1],
        ['weighted', 'a', 'won', 1],
        ['unanimity', null, 'short', 1],
        ['quorum', null, 'short', 0.5],
      ],
    ],
    [
      'nobody',
      [null, null],
      [1, 1],
      [
        ['majority', null, 'no-votes', 0],
        ['weighted', null, 'no-votes', 0],
        ['unanimity', null, 'no-votes', 0],
        ['quorum', null, 'no-votes', 0],
      ],
    ],
  ])('%s', (_, ballots, weights, expected) => {
    expect(decide(ballots, weights)).toEqual(expected);
  });

  it('refuses a quorum of nothing', () => {
    expect(() => decideByQuorum(['a'], 0)).toThrow(RangeError);
  });
});

describe('the ranked rule', () => {
  it("is Borda's count", () => {
    // Points out of two: a 2+2+0, b 1+0+2, c 0+1+1.
    expect(
      decideByRanking([
        ['a', 'b', 'c'],
        ['a', 'c', 'b'],
        ['b', 'c', 'a'],
      ]),
    ).toEqual({
      rule: 'ranked',
      winner: 'a',
      outcome: 'won',
      leaders: ['a'],
      scores: [
        { option: 'a', score: 4 / 6 },
        { option: 'b', score: 0.5 },
        { option: 'c', score: 2 / 6 },
      ],
      beatsAll: 'a',
    });
  });

  it('sees past first places that everyone gives to the own answer', () => {
    const { winner } = decideByRanking([
      ['a', 'd', 'b', 'c'],
      ['b', 'd', 'c', 'a'],
      ['c', 'd', 'a', 'b'],
    ]);
    expect(winner).toBe('d');
  });

  it('lets a short ballot gain nothing: what it leaves out shares the places that are left', () => {
    const { scores } = decideByRanking([['a'], ['b', 'c', 'a']]);
    expect(scores).toEqual([
      { option: 'b', score: (0.25 + 1) / 2 },
      { option: 'a', score: 0.5 },
      { option: 'c', score: (0.25 + 0.5) / 2 },
    ]);
  });

  it('keeps a circle as a tie that nobody wins', () => {
    const decision = decideByRanking([
      ['a', 'b', 'c'],
      ['b', 'c', 'a'],
      ['c', 'a', 'b'],
    ]);
    expect(decision).toMatchObject({ winner: null, outcome: 'tie', leaders: ['a', 'b', 'c'], beatsAll: null });
  });

  it('refuses an option named twice, and knows an empty vote', () => {
    expect(() => decideByRanking([['a', 'a']])).toThrow(RangeError);
    expect(decideByRanking([[], []]).outcome).toBe('no-votes');
  });

  test('the order of the voices does not show, and scores stay within 0 and 1', () => {
    const ranking = fc.shuffledSubarray(['a', 'b', 'c', 'd']);
    fc.assert(
      fc.property(fc.array(ranking, { minLength: 1 }), (rankings) => {
        const decision = decideByRanking(rankings);
        const turned = decideByRanking(rankings.toReversed());
        expect({ ...turned, scores: [] }).toEqual({ ...decision, scores: [] });
        expect(decision.scores.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
      }),
    );
  });
});
