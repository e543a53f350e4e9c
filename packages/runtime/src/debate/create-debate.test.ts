import type { Answer, Brief } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import type { LoopArguments } from '../op-arguments.ts';
import { sketchAnswer } from '../testing/sketch-context.ts';
import { createDebate, type RoundEnd } from './create-debate.ts';

const brief: Brief = { kind: 'brief', question: 'Why?', documents: [] };
const gpt = { family: 'gpt', lineage: 'gpt-line', model: 'g' };
const reader = { family: 'reader', lineage: 'reader-line', kind: 'reader' as const, model: 'bm25' };
const missing = (nodeId: string) => ({ kind: 'missing' as const, missing: { nodeId, title: nodeId, reason: 'Gone.' } });

/** Ends rounds with these answers until the debate ends. */
function hold(args: LoopArguments, ...rounds: Answer[][]): RoundEnd[] {
  const debate = createDebate(args, { brief: [brief] }, 'Debate');
  debate.begin();
  return rounds.map((answers) => debate.end(answers));
}
const endedOf = (end: RoundEnd | undefined) => (end && 'last' in end ? end.last.args.debate?.ended : 'again');

test('the first round has the briefs as one and nothing said before; the next has every voice by what it said last', () => {
  const documents = [{ id: 'd', title: 'D', mediaType: 'text/plain' as const, characters: 1 }];
  const debate = createDebate(
    {},
    { brief: [brief, { ...brief, documents }, { ...brief, question: 'How?' }] },
    'Debate',
  );
  const joined = { kind: 'brief', question: 'Why?\n\nHow?', documents };
  expect(debate.begin()).toEqual({ round: 1, brief: joined });
  const [a, b] = [sketchAnswer('a', { stance: 'yes' }), sketchAnswer('b', { stance: 'no' })];
  expect(debate.end([a, b])).toEqual({
    again: { round: 2, brief: joined, before: { kind: 'round', round: 2, answers: [a, b] } },
  });
  const moved = sketchAnswer('a', { stance: 'no', text: 'Now no.' });
  const end = debate.end([moved, missing('b')]);
  expect(end).toEqual({
    last: {
      args: {
        debate: {
          rounds: [
            {
              tally: [
                { stance: 'yes', voices: ['a'] },
                { stance: 'no', voices: ['b'] },
              ],
              silent: [],
              missing: [],
            },
            { tally: [{ stance: 'no', voices: ['a'] }], silent: [], missing: ['b'] },
          ],
          moves: [{ voice: 'a', round: 2, from: 'yes', to: 'no', toMajority: true }],
          ended: 'agreed',
          basis: 'stances',
        },
      },
      inputs: { voices: [moved, missing('b')] },
    },
  });
});

test('nobody who spoke is an error that names who did not', () => {
  const debate = createDebate({}, { brief: [brief] }, 'Debate');
  expect(() => debate.end([missing('a'), missing('b')])).toThrow(
    /"Debate" has nothing to work with.*"a": Gone\. "b": Gone\./u,
  );
});

describe('without stances', () => {
  const final = (id: string, answer: string, voice = {}) =>
    sketchAnswer(id, { text: `I worked it out.\n\n**Final answer: ${answer}**` }, voice);

  test('final answers are the vote', () => {
    const [, second] = hold(
      { rounds: 4 },
      [final('a', '12'), final('b', '14', gpt)],
      [final('a', '12'), final('b', '12', gpt)],
    );
    expect(second && 'last' in second && second.last.args.debate).toEqual({
      rounds: [
        {
          tally: [
            { stance: '12', voices: ['a'] },
            { stance: '14', voices: ['b'] },
          ],
          silent: [],
          missing: [],
        },
        { tally: [{ stance: '12', voices: ['a', 'b'] }], silent: [], missing: [] },
      ],
      moves: [{ voice: 'b', round: 2, from: '14', to: '12', toMajority: true }],
      ended: 'agreed',
      basis: 'final-answers',
    });
  });

  test('a model without a final answer keeps the others from having agreed', () => {
    const open = sketchAnswer('c', { text: 'I cannot say.' });
    expect(hold({}, [final('a', '12'), final('b', '12', gpt), open]).map(endedOf)).toEqual(['again']);
    expect(hold({}, [final('a', '12'), final('b', '12', gpt), sketchAnswer('c', {}, reader)]).map(endedOf)).toEqual([
      'agreed',
    ]);
  });

  test('words that are all the same are nobody moving, and otherwise no vote was taken', () => {
    const said = (text: string) => [sketchAnswer('a', { text }), sketchAnswer('b', { text: 'Something else.' }, gpt)];
    expect(hold({}, said('One.'), said('One.')).map(endedOf)).toEqual(['again', 'nobody-moved']);
    const ends = hold({ rounds: 3 }, said('One.'), said('Two.'), said('Three.'));
    expect(ends.map(endedOf)).toEqual(['again', 'again', 'last-round']);
    const last = ends.at(-1);
    expect(last && 'last' in last && last.last.args.debate).toEqual({
      rounds: Array.from({ length: 3 }, () => ({ tally: [], silent: ['a', 'b'], missing: [] })),
      moves: [],
      ended: 'last-round',
    });
  });
});

test('what decides is handed on as it is', () => {
  const judge = { family: 'claude', model: '', questions: 2 };
  const [end] = hold({ rounds: 2, until: 'agreed', rule: 'quorum', quorum: 0.5, judge }, [
    sketchAnswer('a', { stance: 'Yes' }),
    sketchAnswer('b', { stance: 'yes' }, gpt),
  ]);
  expect(end && 'last' in end && end.last.args).toMatchObject({ rule: 'quorum', quorum: 0.5, judge });
  expect(end && 'last' in end && Object.keys(end.last.args)).not.toContain('rounds');
});
