// The rules beyond a plain vote: rankings counted together, and a person who decides what the voices leave open.
import { type Answer, type InputAnswer, verdictSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import type { ConsensusArguments } from '../op-arguments.ts';
import { sketchAnswer, sketchHost } from '../testing/sketch-context.ts';
import { consensus } from './consensus.ts';

const rank = (nodeId: string, family: string, ...ranking: string[]): Answer =>
  sketchAnswer(
    nodeId,
    { stance: ranking[0] ?? '', ...(ranking.length > 1 && { ranking }) },
    { family, lineage: family, model: 'm' },
  );

describe('rankings', () => {
  const decide = async (args: ConsensusArguments, ...voices: Answer[]) =>
    verdictSchema.parse(await consensus(args, { voices }, sketchHost().context));

  test('decide by all places, beside the other rules, and a lone choice is a ranking of one', async () => {
    // First places: north 2, south 1, east 1. East is second with both friends of north and first with C.
    const verdict = await decide(
      { rule: 'ranked' },
      rank('a', 'claude', 'north', 'east', 'south'),
      rank('b', 'gpt', 'North', 'east', 'south'),
      rank('c', 'gemini', 'east', 'south', 'north'),
      rank('d', 'grok', 'south'),
    );
    // D: south 1, the other two share the places below it: .25 each.
    const scores = [
      { option: 'east', score: (0.5 + 0.5 + 1 + 0.25) / 4 },
      { option: 'north', score: (1 + 1 + 0 + 0.25) / 4 },
      { option: 'south', score: (0 + 0 + 0.5 + 1) / 4 },
    ];
    expect(verdict.ranked).toEqual({
      scores,
      rankings: [
        { voice: 'a', options: ['north', 'east', 'south'] },
        { voice: 'b', options: ['north', 'east', 'south'] },
        { voice: 'c', options: ['east', 'south', 'north'] },
        { voice: 'd', options: ['south'] },
      ],
    });
    expect(verdict.rules?.map(({ rule, outcome, leaders }) => [rule, outcome, leaders])).toEqual([
      ['majority', 'won', ['north']],
      ['weighted', 'won', ['north']],
      ['ranked', 'tie', ['east', 'north']],
      ['unanimity', 'short', ['north']],
      ['quorum', 'short', ['north']],
    ]);
    expect([verdict.outcome, verdict.stance, verdict.decidedBy]).toEqual(['plurality', undefined, 'ranked']);
    expect(verdict.text).toContain(
      '"A" ranked "north", then "east", then "south"; "B" ranked "north", then "east", then "south"; "C" ranked "east", then "south", then "north". "D" named one option only, which counts as a ranking of one: the others share the places below it. Points from 0 (last with everybody) to 1 (first with everybody): "east" 0.56, "north" 0.56 and "south" 0.38.',
    );
    expect(verdict.text).toContain(
      'The rule here is the most points over all rankings, and it decides nothing: "east" and "north" are level.',
    );
  });

  test('can prefer what most put second, and name what beats all others one to one', async () => {
    const verdict = await decide(
      { rule: 'ranked' },
      rank('a', 'claude', 'x', 'y', 'z', 'w'),
      rank('b', 'gpt', 'x', 'y', 'z', 'w'),
      rank('c', 'gemini', 'x', 'y', 'z', 'w'),
      rank('d', 'grok', 'y', 'z', 'w', 'x'),
      rank('e', 'qwen', 'y', 'z', 'w', 'x'),
    );
    expect([verdict.stance, verdict.ranked?.beatsAll]).toEqual(['y', 'x']);
    expect(verdict.text).toContain('it decides for "y". One to one, more than half prefer "x" to each other option.');
    expect(verdict.dissent?.map(({ position, against }) => [position, against])).toEqual([['x', 'y']]);
  });

  test('are counted beside another rule that decides, and not at all where nobody ranked', async () => {
    const ranked = await decide({}, rank('a', 'claude', 'yes', 'no'), rank('b', 'gpt', 'yes'));
    expect(ranked.rules?.map(({ rule }) => rule)).toContain('ranked');
    expect(ranked.text).toContain('"B" named one option only');
    const plain = await decide({}, rank('a', 'claude', 'yes'), rank('b', 'gpt', 'yes'));
    expect(plain.rules?.map(({ rule }) => rule)).toEqual(['majority', 'weighted', 'unanimity', 'quorum']);
    expect(plain.ranked).toBeUndefined();
    const asked = await decide({ rule: 'ranked' }, rank('a', 'claude', 'yes'), rank('b', 'gpt', 'yes'));
    expect([asked.stance, asked.text.includes('No voice ranked the options.')]).toEqual(['yes', true]);
  });
});

describe('a person', () => {
  const split = [rank('a', 'claude', 'yes'), rank('b', 'gpt', 'no'), rank('c', 'gemini', 'no', 'later', 'yes')];
  const decide = async (
    args: ConsensusArguments,
    answer: InputAnswer | 'nobody' | undefined,
    voices: readonly Answer[] = split,
  ) => {
    const answers = answer === 'nobody' ? 'nobody' : answer && { decision: answer };
    const host = sketchHost(answers === undefined ? {} : { answers });
    const missing = { nodeId: 'x', title: 'X', reason: 'Gone.' };
    const verdict = await consensus(
      { rule: 'person', ...args },
      { voices: [...voices, { kind: 'missing', missing }] },
      host.context,
    );
    return { verdict: verdictSchema.parse(verdict), host };
  };

  test('is asked who stands where, and their choice is theirs', async () => {
    const { verdict, host } = await decide({}, { option: 'option-2', text: 'The neighbours said yes.' });
    expect(host.questions).toEqual([
      {
        message:
          '"Node" asks you to decide, because the voices do not agree.\n\nThe question: Why?\n\n“no”: "B" and "C", of 2 families\n“yes”: "A"\n“later”: ranked by some, chosen by nobody\nDid not speak: "X"',
        options: [
          { id: 'option-1', title: 'no' },
          { id: 'option-2', title: 'yes' },
          { id: 'option-3', title: 'later' },
          { id: 'leave-open', title: 'Leave it open' },
        ],
        freeText: { label: 'Your own decision, or why you choose one of these', action: 'Decide in these words' },
      },
    ]);
    expect([verdict.outcome, verdict.stance, verdict.decidedBy]).toEqual(['majority', 'yes', 'person']);
    expect(verdict.person).toEqual({
      after: 'unanimity',
      outcome: 'decided',
      decision: 'yes',
      note: 'The neighbours said yes.',
    });
    expect(verdict.rules?.at(-1)).toEqual({
      rule: 'person',
      outcome: 'won',
      winner: 'yes',
      leaders: ['yes'],
      share: 0,
    });
    expect(verdict.record).toBeUndefined();
    expect(verdict.dissent?.map(({ position, against }) => [position, against])).toEqual([['no', 'yes']]);
    expect(verdict.text).toContain(
      'A person decided: "yes". That is their decision and not the agreement of the voices. In their words: “The neighbours said yes.”',
    );
    // While the question is open the comparison can be read; then it gives way to the verdict.
    expect(host.signals.map(({ type }) => type)).toEqual(['text', 'text-back', 'text']);
    const [open, back, last] = host.signals;
    expect(open?.type === 'text' && back?.type === 'text-back' && open.text.length === back.length).toBe(true);
    expect(last).toEqual({ type: 'text', text: verdict.text });
  });

  test.each([
    [{ text: 'Ask the mayor.' }, 'decided', 'Ask the mayor.', undefined],
    [{ text: 'YES' }, 'decided', 'yes', undefined],
    [{ option: 'leave-open', text: 'Too early.' }, 'left-open', undefined, 'Too early.'],
    ['nobody' as const, 'nobody', undefined, undefined],
  ])('may say %j', async (answer, outcome, decision, note) => {
    const { verdict } = await decide({}, answer);
    expect(verdict.person).toEqual({
      after: 'unanimity',
      outcome,
      ...(decision !== undefined && { decision }),
      ...(note !== undefined && { note }),
    });
    expect(verdict.stance).toBe(decision);
    expect(verdict.rules?.at(-1)).toMatchObject({ rule: 'person', outcome: decision === undefined ? 'short' : 'won' });
  });

  test('is not asked where the voices settle it by the rule that was named', async () => {
    const { verdict, host } = await decide({ settledBy: 'majority' }, undefined);
    expect(host.questions).toEqual([]);
    expect(verdict).toMatchObject({
      stance: 'no',
      decidedBy: 'person',
      person: { after: 'majority', outcome: 'settled' },
      record: { graded: 0 },
    });
    expect(verdict.rules?.at(-1)).toMatchObject({ rule: 'person', outcome: 'won', winner: 'no', share: 2 / 3 });
    expect(verdict.text).toContain('The voices settled it by most votes, so no person was asked.');
  });

  test('decides alone where nobody took a stance', async () => {
    const { verdict, host } = await decide({}, { text: 'Go' }, [sketchAnswer('a'), sketchAnswer('b')]);
    expect(host.questions[0]).toMatchObject({
      message: expect.stringContaining('because fewer than two voices took a stance.'),
      options: [{ id: 'leave-open', title: 'Leave it open' }],
      freeText: { label: 'Your decision' },
    });
    expect([verdict.outcome, verdict.stance]).toEqual(['no-stance', 'Go']);
  });
});
