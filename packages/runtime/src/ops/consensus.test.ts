import { type Answer, type Grade, verdictSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { sketchAnswer, sketchHost, sketchPassage, sketchVoice } from '../testing/sketch-context.ts';
import type { ConsensusArguments } from '../op-arguments.ts';
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

/** A claim that is one answer's whole text, which nobody else speaks to. */
const alone = (voice: string, text: string) => {
  const place = { voice, start: 0, end: text.length };
  const relation = { ...place, stance: 'supports', by: 'stance', cue: 'its own words' };
  const id = `${voice}:0-${text.length}`;
  const seen = { bucket: 'single-source', contested: false, speaking: 1, origin: 'sentence' };
  return { id, text, ...seen, places: [place], relations: [relation] };
};

test('a whole verdict', async () => {
  const passage = sketchPassage('memo', 0, 40);
  const host = sketchHost();
  const missing = { nodeId: 'd', title: 'D', reason: 'The provider was unreachable.' };
  const verdict = await consensus(
    {},
    {
      voices: [
        sketchAnswer('a', { text: 'Prices rose sharply.', stance: 'yes', passages: [passage] }),
        { kind: 'missing', missing },
        sketchAnswer('b', { text: 'The supplier is late.', stance: 'Yes' }, gpt),
        sketchAnswer('c', { passages: [sketchPassage('memo', 10, 40)] }, reader),
        sketchAnswer('e', { outcome: 'refusal', text: 'I cannot.', stance: 'no' }),
      ],
    },
    host.context,
  );
  const text = [
    '2 of 2 voices that took a stance chose "yes". They come from 2 families; agreement between families is worth more than between copies, and is not proof.',
    'All 2 families give the same answer. They can still share an error. Each family was asked once, so nobody can tell whether it is sure; ask again to know.',
    '2 models spoke, counting as about 1.4 separate voices (assumed from their families).',
    'How often such a vote is right is not known here: of those like it, none has been graded.',
    '"C" is a local reader: it quotes and takes no stance.',
    'The answers make 3 claims: 3 from one answer alone. Repeated is not verified, and who does not speak to a claim does not dispute it.',
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
    rules: [
      { rule: 'majority', outcome: 'won', winner: 'yes', leaders: ['yes'], share: 1 },
      { rule: 'weighted', outcome: 'won', winner: 'yes', leaders: ['yes'], share: 1 },
      { rule: 'unanimity', outcome: 'won', winner: 'yes', leaders: ['yes'], share: 1 },
      { rule: 'quorum', outcome: 'short', leaders: ['yes'], share: 0.5 },
    ],
    decidedBy: 'majority',
    independence: {
      voices: ['a', 'b'],
      effective: 2 / 1.45,
      basis: 'assumed',
      graded: 0,
      groups: [['a', 'b']],
    },
    record: { graded: 0, right: 0, low: 0, high: 1 },
    claims: {
      claims: [alone('a', 'Prices rose sharply.'), alone('b', 'The supplier is late.'), alone('c', 'c says so.')],
      lines: 3,
      leftOut: 0,
      notCompared: 0,
      undecided: 0,
    },
    dissent: [],
    pattern: {
      kind: 'agree',
      sentence:
        'All 2 families give the same answer. They can still share an error. Each family was asked once, so nobody can tell whether it is sure; ask again to know.',
      basis: 'single',
      spread: { answers: 2, distinct: 1, share: 0 },
    },
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
      '"A" and "B" are local readers: they quote and take no stance.\n\nThe answers make 1 claim: 1 repeated within one family only. Repeated is not verified, and who does not speak to a claim does not dispute it.\n\n2 voices quoted the documents, and no two of them quoted the same passage. That is no disagreement: they looked in different places.',
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

describe('rules', () => {
  const claude = (nodeId: string, stance: string) => choose(nodeId, stance);
  const other = (nodeId: string, stance: string) => choose(nodeId, stance, gpt);
  const decide = async (args: ConsensusArguments, ...voices: Answer[]) => {
    const { context } = sketchHost();
    return verdictSchema.parse(await consensus(args, { voices }, context));
  };

  test('are all shown, and the chosen one decides', async () => {
    // Three copies of one model against two voices of two other families.
    const voices = [
      claude('a', 'yes'),
      claude('b', 'yes'),
      claude('c', 'yes'),
      other('d', 'no'),
      choose('e', 'No', { family: 'gemini', lineage: 'gemini', model: 'm' }),
    ];
    const verdict = await decide({ rule: 'weighted' }, ...voices);
    expect(verdict.rules?.map(({ rule, outcome, winner }) => [rule, outcome, winner])).toEqual([
      ['majority', 'won', 'yes'],
      ['weighted', 'won', 'no'],
      ['unanimity', 'short', undefined],
      ['quorum', 'short', undefined],
    ]);
    expect([verdict.outcome, verdict.stance, verdict.decidedBy]).toEqual(['majority', 'no', 'weighted']);
    expect(verdict.text).toContain(
      'The rule here is votes weighed by how separate the voices are, and it decides for "no".',
    );
  });

  test('that do not decide leave no stance and say why', async () => {
    const verdict = await decide({ rule: 'unanimity' }, claude('a', 'yes'), other('b', 'yes'), other('c', 'no'));
    expect(verdict.stance).toBeUndefined();
    expect(verdict.text).toContain(
      'The rule here is that all must agree, and it decides nothing: "yes" is in front and has not enough.',
    );
  });

  test('of a quorum counts voices that are missing', async () => {
    const missing = { kind: 'missing' as const, missing: { nodeId: 'x', title: 'X', reason: 'Gone.' } };
    const { context } = sketchHost();
    const two = [claude('a', 'yes'), other('b', 'yes')];
    const { rules } = await consensus({ rule: 'quorum', quorum: 0.66 }, { voices: [...two, missing] }, context);
    expect(rules?.at(-1)).toEqual({ rule: 'quorum', outcome: 'won', winner: 'yes', leaders: ['yes'], share: 2 / 3 });
    const more = await consensus({ rule: 'quorum', quorum: 0.66 }, { voices: [...two, missing, missing] }, context);
    expect(more.stance).toBeUndefined();
  });

  test('of an earlier version are most votes', async () => {
    const verdict = await decide({}, claude('a', 'yes'), other('b', 'yes'), other('c', 'no'));
    expect([verdict.decidedBy, verdict.stance]).toEqual(['majority', 'yes']);
  });
});

describe('grades', () => {
  const votes = [sketchVoice('a'), sketchVoice('b', gpt)];
  const grade = (index: number, said: [string, string], right: boolean): Grade => ({
    runId: `r${index}`,
    stepId: 'compare',
    question: 'Why?',
    outcome: said[0] === said[1] ? 'agree' : 'tie',
    decision: 'yes',
    options: 2,
    right,
    ...(!right && { truth: 'no' }),
    votes: votes.map((voice, place) => ({ ...voice, stance: said[place] ?? '' })),
    at: '2026-01-01T00:00:00.000Z',
  });
  const decide = async (grades: Grade[], ...voices: Answer[]) => {
    const { context } = sketchHost();
    const history = { graded: () => Promise.resolve(grades) };
    return verdictSchema.parse(await consensus({}, { voices }, { ...context, history }));
  };

  test('say how often such a vote was right, and how much the voices err together', async () => {
    // Twenty times both say yes and are right, five times both are wrong: never apart.
    const grades = Array.from({ length: 25 }, (_, index) => grade(index, ['yes', 'yes'], index < 20));
    const verdict = await decide(grades, choose('a', 'yes'), choose('b', 'yes', gpt));
    expect(verdict.record).toEqual({
      graded: 25,
      right: 20,
      low: expect.closeTo(0.609, 3),
      high: expect.closeTo(0.911, 3),
    });
    // phi 1 on 25 questions against .45 assumed, worth 100.
    expect(verdict.independence).toMatchObject({ basis: 'blended', graded: 25 });
    expect(verdict.independence?.effective).toBeCloseTo(2 / (1 + (25 + 45) / 125), 12);
    expect(verdict.text).toContain(
      'On 25 graded decisions of yours with such a vote (all agreed), the decision was right 61 to 91 % of the time.',
    );
  });

  test('of the very voices tell how often they were right where they stood alike, before the shape of the vote does', async () => {
    // Apart on every third question; where they agree they are right on 32 of 40.
    const grades = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0 ? grade(index, ['yes', 'no'], index % 2 === 0) : grade(index, ['yes', 'yes'], index % 5 > 0),
    );
    const verdict = await decide(grades, choose('a', 'yes'), choose('b', 'yes', gpt));
    expect(verdict.confidence).toEqual({
      share: 0.8,
      low: expect.closeTo(0.652, 3),
      high: expect.closeTo(0.895, 3),
      alike: 40,
      graded: 60,
    });
    expect(verdict.text).toContain(
      'Where these voices stood about as firmly before, they were right about 80 % of the time (65 to 90 %), on 40 graded questions of yours out of 60 that all of them answered.',
    );
    // A stranger has no history with them.
    const stranger = choose('c', 'yes', { family: 'grok', lineage: 'grok', model: 'x' });
    const other = await decide(grades, choose('a', 'yes'), choose('b', 'yes', gpt), stranger);
    expect([other.confidence, other.record?.graded]).toEqual([undefined, 40]);
  });

  test('let who was right more often decide', async () => {
    // The first voice is right always, the second every second time.
    const grades = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? grade(index, ['yes', 'yes'], true) : grade(index, ['yes', 'no'], true),
    );
    const verdict = await decide(grades, choose('a', 'yes'), choose('b', 'no', gpt));
    expect(verdict.rules?.slice(0, 2)).toMatchObject([
      { rule: 'majority', outcome: 'tie' },
      { rule: 'weighted', outcome: 'won', winner: 'yes' },
    ]);
  });
});
