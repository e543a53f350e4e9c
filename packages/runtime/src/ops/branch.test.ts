import { branchSchema, type Brief, type Verdict } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../branch/condition.ts';
import type { BranchArguments } from '../op-arguments.ts';
import { sketchAnswer, sketchHost } from '../testing/sketch-context.ts';
import { branch } from './branch.ts';
import { consensus } from './consensus.ts';

const gpt = { family: 'gpt', lineage: 'gpt-line', model: 'g' };
const brief: Brief = { kind: 'brief', question: 'Why?', documents: [] };
const missing = { nodeId: 'x', title: 'X', reason: 'Gone.' };

/** What a consensus makes of these stances; the first voice is of another family than the rest, `gone` do not speak. */
async function judge(stances: readonly string[], gone = 0, rule: 'majority' | 'unanimity' = 'majority') {
  const voices = [
    ...stances.map((stance, index) => sketchAnswer(`v${index}`, { stance }, index === 0 ? gpt : {})),
    ...Array.from({ length: gone }, () => ({ kind: 'missing' as const, missing })),
  ];
  return consensus({ rule }, { voices }, sketchHost().context);
}

const passes: BranchArguments['passes'] = { settled: 'verdict', open: 'brief' };
const agree: Condition = { measure: 'outcome', among: ['agree'] };

test('a whole branch, settled: what flows on is the verdict', async () => {
  const verdict = await judge(['yes', 'yes']);
  const host = sketchHost();
  const conditions: Condition[] = [agree, { measure: 'effective', least: 1.2 }];
  const value = await branch({ conditions, passes }, { verdict: [verdict], brief: [brief] }, host.context);
  expect(branchSchema.parse(value)).toEqual({
    kind: 'branch',
    question: 'Why?',
    side: 'settled',
    sideTitle: 'Settled',
    because: 'the voices agreed',
    checks: [
      { measure: 'outcome', met: true, text: 'the voices agreed' },
      { measure: 'effective', met: true, text: 'the voices count as about 1.4 (asked: at least 1.2)' },
    ],
    passes: verdict,
    text: 'Settled: the voices agreed.',
    closure: ['claude/claude-one', 'gpt/g'],
  });
  expect(host.signals).toEqual([{ type: 'text', text: 'Settled: the voices agreed.' }]);
});

describe('conditions', () => {
  const decide = async (condition: Condition, verdict: Verdict) => {
    const inputs = { verdict: [verdict], brief: [brief] };
    const { side, because } = await branch({ conditions: [condition], passes }, inputs, sketchHost().context);
    return [side, because];
  };
  const lead = (least: number): Condition => ({ measure: 'lead', least });
  const graded = (verdict: Verdict, low: number, count: number): Verdict => ({
    ...verdict,
    record: { graded: count, right: count, low, high: 1 },
  });

  test.each<[string, Condition, Promise<Verdict>, string, string]>([
    ['all agree', agree, judge(['a', 'a']), 'settled', 'the voices agreed'],
    ['a majority is no agreement', agree, judge(['a', 'a', 'b']), 'open', 'most voices agreed and some did not'],
    ['a tie', agree, judge(['a', 'b']), 'open', 'the voices are split with no lead'],
    ['a lead', agree, judge(['a', 'a', 'b', 'c']), 'open', 'one answer leads without a majority'],
    ['one voice', agree, judge(['a']), 'open', 'too few voices took a stance to compare them'],
    [
      'a rule that decides',
      { measure: 'decision', among: ['won'] },
      judge(['a', 'a', 'b']),
      'settled',
      'the rule chose "a"',
    ],
    [
      'a rule that does not',
      { measure: 'decision', among: ['won'] },
      judge(['a', 'a', 'b'], 0, 'unanimity'),
      'open',
      'the rule that decides chose nothing',
    ],
    ['a share that is met', lead(2 / 3), judge(['a', 'a', 'b']), 'settled', 'the leading answer has 67 % of the votes'],
    ['a share that is not', lead(0.7), judge(['a', 'a', 'b']), 'open', 'the leading answer has 67 % of the votes'],
    ['nobody is missing', { measure: 'missing', most: 0 }, judge(['a', 'a']), 'settled', 'no voice was missing'],
    ['one is missing', { measure: 'missing', most: 0 }, judge(['a', 'a'], 1), 'open', '1 voice was missing'],
    ['one may be', { measure: 'missing', most: 1 }, judge(['a', 'a'], 1), 'settled', '1 voice was missing'],
    ['too alike', { measure: 'effective', least: 1.5 }, judge(['a', 'a']), 'open', 'the voices count as about 1.4'],
    [
      'one mind is not measured',
      { measure: 'effective', least: 1 },
      judge(['a']),
      'open',
      'it is not known how many separate minds the voices count as',
    ],
    ['no history', { measure: 'record', least: 0.1 }, judge(['a', 'a']), 'open', 'no such vote has been graded yet'],
    [
      'a good history',
      { measure: 'record', least: 0.6 },
      judge(['a', 'a']).then((verdict) => graded(verdict, 0.61, 25)),
      'settled',
      'on 25 graded decisions such votes were right at least 61 % of the time',
    ],
    [
      'a pattern that will do',
      { measure: 'pattern', among: ['agree', 'lead'] },
      judge(['a', 'a']),
      'settled',
      'the families agree',
    ],
    [
      'a pattern that will not',
      { measure: 'pattern', among: ['agree', 'lead'] },
      judge(['a', 'b']),
      'open',
      'the answers are scattered',
    ],
    [
      'one family has no pattern',
      { measure: 'pattern', among: ['agree', 'lead', 'scatter'] },
      judge(['a']),
      'open',
      'there are too few families to see a pattern',
    ],
    [
      'answers that spread little',
      { measure: 'spread', most: 0.6 },
      judge(['a', 'a', 'b']),
      'settled',
      '3 answers with 2 different ones spread 58 % of the most they could',
    ],
    [
      'answers that spread too far',
      { measure: 'spread', most: 0.6 },
      judge(['a', 'b']),
      'open',
      '2 answers with 2 different ones spread 100 % of the most they could',
    ],
    [
      'one answer does not spread',
      { measure: 'spread', most: 1 },
      judge(['a']),
      'open',
      'the answers could not be compared',
    ],
    [
      'voices without a history',
      { measure: 'confidence', least: 0.1 },
      judge(['a', 'a']),
      'open',
      'too few graded questions tell how often these voices are right',
    ],
    [
      'voices that were right before',
      { measure: 'confidence', least: 0.6 },
      judge(['a', 'a']).then((verdict) => ({
        ...verdict,
        confidence: { share: 0.8, low: 0.65, high: 0.9, alike: 40, graded: 60 },
      })),
      'settled',
      'on 40 graded questions on which these voices stood as firmly they were right at least 65 % of the time',
    ],
  ])('%s', async (_name, condition, verdict, side, because) => {
    expect(await decide(condition, await verdict)).toEqual([side, because]);
  });

  test('a verdict of an earlier version, without rules, says by its stance whether it decided', async () => {
    const { rules: _, decidedBy: __, ...old } = await judge(['a', 'a']);
    expect(await decide({ measure: 'decision', among: ['won'] }, old)).toEqual(['settled', 'the rule chose "a"']);
    const { stance: ___, ...tied } = old;
    expect((await decide({ measure: 'decision', among: ['won'] }, tied))[0]).toBe('open');
  });
});

test('all that is not met is said', async () => {
  const conditions: Condition[] = [agree, { measure: 'missing', most: 0 }];
  const value = await branch(
    { conditions, passes },
    { verdict: [await judge(['a', 'b'], 2)], brief: [brief] },
    sketchHost().context,
  );
  expect([value.because, value.checks.map(({ met }) => met), value.passes]).toEqual([
    'the voices are split with no lead and 2 voices were missing',
    [false, false],
    brief,
  ]);
});

test('without a verdict nothing is settled', async () => {
  const inputs = { verdict: [{ kind: 'missing' as const, missing }], brief: [brief] };
  expect(await branch({ conditions: [], passes }, inputs, sketchHost().context)).toMatchObject({
    side: 'open',
    because: 'there is no verdict',
    passes: brief,
  });
  const handsOn = branch({ conditions: [], passes: { ...passes, open: 'verdict' } }, inputs, sketchHost().context);
  await expect(handsOn).rejects.toMatchObject({
    code: 'user/no-material',
    message: expect.stringContaining('the verdict which that side hands on did not come'),
  });
});
