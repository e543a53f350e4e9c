import { type Answer, verdictSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { sketchAnswer, sketchHost, sketchPassage, sketchVoice } from '../testing/sketch-context.ts';
import type { OpInputs } from '../op.ts';
import { consensus } from './consensus.ts';

const gpt = { family: 'gpt', lineage: 'gpt-line', model: 'g' };
const reader = { family: 'reader', lineage: 'reader-line', kind: 'reader' as const, model: 'bm25' };
const choose = (nodeId: string, stance: string | undefined, voice: Partial<Answer['voice']> = {}) =>
  sketchAnswer(nodeId, stance === undefined ? {} : { stance }, voice);

async function compare(...voices: OpInputs[string][number][]) {
  const verdict = await consensus({}, { voices }, sketchHost().context);
  return verdictSchema.parse(verdict);
}

test('a whole verdict', async () => {
  const passage = sketchPassage('memo', 0, 40);
  const host = sketchHost();
  const missing = { nodeId: 'd', title: 'D', reason: 'The provider was unreachable.' };
  const verdict = await consensus(
    {},
    {
      voices: [
        sketchAnswer('a', { stance: 'yes', passages: [passage] }),
        { kind: 'missing', missing },
        sketchAnswer('b', { stance: 'Yes' }, gpt),
        sketchAnswer('c', { passages: [sketchPassage('memo', 10, 40)] }, reader),
        sketchAnswer('e', { outcome: 'refusal', text: 'I cannot.', stance: 'no' }),
      ],
    },
    host.context,
  );
  const text = [
    '2 of 2 voices that took a stance chose "yes". They come from 2 families; agreement between families is worth more than between copies, and is not proof.',
    '"C" is a local reader: it quotes and takes no stance.',
    `"A" and "C" quoted the same passage:\n\n> ${passage.text}\n>\n> — *MEMO*`,
    'Quoting the same passage shows where the voices looked. It does not show that they draw the same conclusion.',
    '5 voices were placed, 3 spoke.',
    '"D" did not speak: The provider was unreachable.',
    '"E" did not speak: The model declined to answer.',
  ].join('\n\n');
  expect(verdictSchema.parse(verdict)).toEqual({
    kind: 'verdict',
    question: 'Why?',
    outcome: 'agree',
    stance: 'yes',
    tally: [{ stance: 'yes', voices: ['a', 'b'] }],
    silent: ['c'],
    evidence: [{ passage, voices: ['a', 'c'] }],
    voices: [sketchVoice('a'), sketchVoice('b', gpt), sketchVoice('c', reader)],
    missing: [missing, { nodeId: 'e', title: 'E', reason: 'The model declined to answer.' }],
    lineages: 3,
    text,
    closure: ['claude/claude-one', 'gpt/g', 'reader/bm25'],
  });
  expect(host.signals).toEqual([{ type: 'text', text }]);
});

describe('stances', () => {
  const cases: [string, Answer[], string, string | undefined, string][] = [
    [
      'agreement of copies is said to be that',
      [choose('a', 'yes'), choose('b', 'yes')],
      'agree',
      'yes',
      '2 of 2 voices that took a stance chose "yes". They come from one family: copies tend to make the same mistakes, so this counts as little more than one voice, and is not proof.',
    ],
    [
      'a majority',
      [choose('a', 'no'), choose('b', 'yes', gpt), choose('c', 'yes')],
      'majority',
      'yes',
      '2 of 3 voices that took a stance chose "yes" ("B" and "C"). "A" chose "no". Those who chose "yes" come from 2 families; agreement between families is worth more than between copies, and is not proof.',
    ],
    [
      'a lead without a majority',
      [choose('a', 'x'), choose('b', 'x', gpt), choose('c', 'y'), choose('d', 'z')],
      'plurality',
      'x',
      '2 of 4 voices that took a stance chose "x" ("A" and "B"), which is a lead and not a majority. "C" chose "y" and "D" chose "z". Those who chose "x" come from 2 families',
    ],
    [
      'a tie',
      [choose('a', 'yes'), choose('b', 'no')],
      'tie',
      undefined,
      'The 2 voices that took a stance are split with no lead: "A" chose "yes" and "B" chose "no".',
    ],
    [
      'one stance agrees with nobody',
      [choose('a', 'yes'), choose('b', undefined)],
      'no-stance',
      undefined,
      'One voice took a stance: "A" chose "yes". One voice is not a consensus.',
    ],
    ['none', [choose('a', undefined), choose('b', undefined)], 'no-stance', undefined, '"A" and "B" took no stance.'],
  ];
  test.each(cases)('%s', async (_name, answers, outcome, stance, words) => {
    const verdict = await compare(...answers);
    expect([verdict.outcome, verdict.stance]).toEqual([outcome, stance]);
    expect(verdict.text).toContain(words);
  });
});

describe('evidence', () => {
  test('the same words are no agreement: only places in documents count', async () => {
    const verdict = await compare(
      sketchAnswer('a', { text: 'The very same.', passages: [sketchPassage('memo', 0, 40)] }, reader),
      sketchAnswer('b', { text: 'The very same.', passages: [sketchPassage('memo', 50, 90)] }, reader),
    );
    expect(verdict.text).toBe(
      '"A" and "B" are local readers: they quote and take no stance.\n\n2 voices quoted the documents, and no two of them quoted the same passage. That is no disagreement: they looked in different places.',
    );
  });

  test('what all quoted is said of all, and what is not shown is counted', async () => {
    const passages = [0, 100, 200, 300].map((start) => sketchPassage('memo', start, start + 40));
    const verdict = await compare(...['a', 'b', 'c'].map((id) => sketchAnswer(id, { passages }, reader)));
    expect(verdict.text.match(/All 3 voices quoted the same passage/gu)?.length).toBe(3);
    expect(verdict.text).toContain('1 more passage was quoted by several voices.');
    expect(verdict.evidence.length).toBe(4);
  });
});

test('when nobody spoke there is no verdict, and it says why', async () => {
  const comparing = compare(
    { kind: 'missing', missing: { nodeId: 'a', title: 'A', reason: 'Failed.' } },
    sketchAnswer('b', { outcome: 'empty', text: '' }, reader),
  );
  await expect(comparing).rejects.toMatchObject({
    code: 'user/no-voice',
    message: expect.stringContaining('"A": Failed. "B": The reader found nothing to quote.'),
  });
});
