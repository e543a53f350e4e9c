import { type GenerateRequest, messageText, type ModelEvent, type ShapeHold } from '@parley/models';
import { AppError, type AnswerOutcome, answerSchema, type Brief, type Document } from '@parley/spec';
import { expect, test } from 'vitest';
import { generate } from './ops/generate.ts';
import { sketchHost } from './testing/sketch-context.ts';

const text = 'The tooling arrives in May.\nThe test takes 4,000 hours,\nwhich is 24 weeks.';
const document = (id: string, title: string): Document => ({
  id,
  title,
  mediaType: 'text/plain',
  characters: text.length,
  text,
  pageStarts: [],
});
const documents = [document('memo', 'Memo'), document('copy', 'Copy of the memo, page 2')];
const brief: Brief = {
  kind: 'brief',
  question: 'When?',
  documents: documents.map(({ text: _, pageStarts: __, ...ref }) => ref),
};
const args = {
  family: 'claude',
  model: '',
  domain: '',
  instructions: '',
  stances: ['go now', 'wait'],
  passages: 4,
  fit: 'trim' as const,
  form: 'claims' as const,
};
const whole = {
  answer: 'In **May**, then a long test.',
  stance: 'wait',
  claims: [
    { text: 'The test takes 24 weeks.', quote: 'The test takes 4,000 hours, which is 24 weeks.', source: 'Memo' },
    { text: 'The tooling arrives in May.', quote: '“The tooling arrives in May.”', source: 'Copy of the memo, page 2' },
    { text: 'It rains in May.', quote: 'It rains.', source: 'The weather report' },
    { text: 'It may be late.', quote: null, source: null },
  ],
  confidence: 0.8,
};
const isRepair = ({ system }: GenerateRequest) => system.includes('an answer that somebody gave');
const finish = (outcome: AnswerOutcome = 'complete', shape: ShapeHold = 'schema'): ModelEvent => ({
  type: 'finish',
  outcome,
  shape,
});
const used: ModelEvent = { type: 'usage', usage: { inputTokens: 100, outputTokens: 10 } };

/** What becomes of a reply, and what was asked and shown on the way. */
async function answerTo(
  reply: string,
  how: {
    end?: ModelEvent;
    repair?: string | AppError;
    args?: Partial<typeof args>;
    journal?: Map<string, string>;
  } = {},
) {
  const host = sketchHost({
    documents,
    ...(how.journal && { journal: how.journal }),
    reply: (request) => {
      const said = isRepair(request) ? (how.repair ?? 'I cannot.') : reply;
      if (said instanceof Error) return said;
      const pieces = said.match(/[\s\S]{1,5}/gu) ?? [];
      return [
        ...pieces.map((piece) => ({ type: 'text', text: piece }) as const),
        used,
        isRepair(request) ? finish('complete', 'none') : (how.end ?? finish()),
      ];
    },
  });
  const answer = answerSchema.parse(await generate({ ...args, ...how.args }, { brief: [brief] }, host.context));
  const shown = host.signals.flatMap((signal) => (signal.type === 'text' ? signal.text : [])).join('');
  return { answer, shown, host };
}

test('a reply in form becomes text, stance, claims and confidence, and quotes are found to the letter or not at all', async () => {
  const { answer, shown, host } = await answerTo(JSON.stringify(whole));
  const weeks = text.indexOf('The test');
  const passages = [
    { documentId: 'memo', documentTitle: 'Memo', start: weeks, end: text.length, text: text.slice(weeks) },
    { documentId: 'copy', documentTitle: 'Copy of the memo, page 2', start: 0, end: 27, text: text.slice(0, 27) },
  ];
  const [weekClaim, mayClaim] = whole.claims;
  expect(answer).toMatchObject({
    text: whole.answer,
    outcome: 'complete',
    stance: 'wait',
    confidence: 0.8,
    form: 'schema',
    passages,
  });
  expect(answer.claims).toEqual([
    { ...weekClaim, passage: passages[0] },
    { ...mayClaim, passage: passages[1] },
    { text: 'It rains in May.', quote: 'It rains.', source: 'The weather report' },
    { text: 'It may be late.' },
  ]);
  expect(shown).toBe(whole.answer);
  const [request] = host.requests;
  expect(request?.output).toMatchObject({
    name: 'answer_with_claims',
    schema: {
      type: 'object',
      additionalProperties: false,
      required: ['answer', 'stance', 'claims', 'confidence'],
      properties: { stance: { anyOf: [{ enum: ['go now', 'wait'] }, { type: 'null' }] } },
    },
  });
  expect(Object.keys(Object(request?.output?.schema['properties']))).toEqual([
    'answer',
    'stance',
    'claims',
    'confidence',
  ]);
  expect(request?.system).toContain('- stance: one of "go now", "wait", word for word; null if you cannot choose.');
  expect(request?.system).not.toMatch(/STANCE:|Answer in Markdown/u);
  expect(host.requests).toHaveLength(1);
});

test.each([
  ['schema', 'schema'],
  ['tool', 'tool'],
  ['json', 'json'],
  ['none', 'json'],
] as const)('a reply that was held by %s and is in form has the form %s', async (hold, form) => {
  expect((await answerTo(JSON.stringify(whole), { end: finish('complete', hold) })).answer.form).toBe(form);
});

test.each([
  ['a fence around it', '```json\n%\n```', 'schema'],
  ['words around it', 'Here you are:\n%\nI hope this helps.', 'schema'],
  ['a comma too many', '%', 'repaired'],
])('%s is mended without another call', async (_, around, form) => {
  const json = JSON.stringify(whole, undefined, 1);
  const reply = around.replace('%', () => (form === 'repaired' ? json.replace(/\n\}$/u, ',\n}') : json));
  const { answer, shown, host } = await answerTo(reply);
  expect([answer.form, answer.text, answer.claims?.length]).toEqual([form, whole.answer, 4]);
  expect(shown).toBe(whole.answer);
  expect(host.requests).toHaveLength(1);
});

test.each([
  [{ stance: ' **Go now.** ', confidence: '85 %' }, 'go now', 0.85],
  [{ stance: 'perhaps', confidence: 60 }, undefined, 0.6],
  [{ stance: null, confidence: 1.2 }, undefined, 1],
  [{ confidence: null }, undefined, undefined],
])('reads %j leniently and believes no other stance than those offered', async (more, stance, confidence) => {
  const { stance: _, ...rest } = whole;
  const { answer } = await answerTo(JSON.stringify({ ...rest, ...more }));
  expect([answer.stance, answer.confidence]).toEqual([stance, confidence]);
});

test('without options no stance is asked for', async () => {
  const { stance: _, ...rest } = whole;
  const { answer, host } = await answerTo(JSON.stringify(rest), { args: { stances: [] } });
  expect([answer.stance, answer.form]).toEqual([undefined, 'schema']);
  expect(JSON.stringify(host.requests)).not.toContain('stance');
});

const prose = 'In May, I think.\n\nSTANCE: wait';

test('prose is put into form by the same family in a quiet call of its own, and stays in its own words', async () => {
  const journal = new Map<string, string>();
  const repair = JSON.stringify({ ...whole, answer: 'Reworded.' });
  const { answer, shown, host } = await answerTo(prose, { repair, journal });
  expect(answer).toMatchObject({ text: 'In May, I think.', stance: 'wait', form: 'repaired', confidence: 0.8 });
  expect(answer.claims).toHaveLength(4);
  expect(shown).toBe(prose);
  const [, request] = host.requests;
  expect(request).toMatchObject({ family: 'claude', model: 'claude-one', output: { name: 'answer_with_claims' } });
  expect(request?.tools).toBeUndefined();
  expect(messageText(request?.messages[0])).toMatch(/^<<<quoted-data answer 1 \w+ "The answer"\nIn May, I think\./u);
  const spend = { family: 'claude', provider: '', model: 'claude-one', inputTokens: 100, outputTokens: 10 };
  expect(host.signals.at(-1)).toEqual({ type: 'spend', spend });
  const again = await answerTo('Else.', { journal });
  expect(again.answer).toEqual(answer);
  expect(again.host.requests).toEqual([]);
});

test.each([
  ['no form either', 'I cannot.'],
  ['a fault', new AppError('provider/overloaded', 'Busy.')],
])('when that call gives %s the reply is kept as plain text', async (_, repair) => {
  const { answer } = await answerTo(prose, { repair });
  expect(answer).toMatchObject({ text: 'In May, I think.', stance: 'wait', form: 'plain', outcome: 'complete' });
  expect(answer.claims).toBeUndefined();
});

test('an object without claims is put into form from what it says', async () => {
  const { answer } = await answerTo('{"answer": "In May."}', {
    repair: JSON.stringify({ ...whole, answer: 'In May.' }),
  });
  expect([answer.text, answer.form, answer.claims?.length]).toEqual(['In May.', 'repaired', 4]);
  const kept = await answerTo('{"answer": "In May."}');
  expect([kept.answer.text, kept.answer.form]).toEqual(['In May.', 'plain']);
});

test('wherever a reply is cut off, what is whole of it is kept and nothing else is asked or made up', async () => {
  const json = JSON.stringify(whole);
  for (let end = 1; end < json.length; end += 3) {
    const { answer, shown, host } = await answerTo(json.slice(0, end), { end: finish('length') });
    expect(host.requests).toHaveLength(1);
    expect(answer.outcome).toBe('length');
    expect([undefined, 'wait']).toContain(answer.stance);
    expect(answer.confidence).toBeUndefined();
    if (end < '{"answer":"'.length + 1) continue;
    expect(whole.answer.startsWith(answer.text)).toBe(true);
    expect(shown).toBe(answer.text);
    expect(whole.claims.map((claim) => claim.text).slice(0, answer.claims?.length ?? 0)).toEqual(
      answer.claims?.map((claim) => claim.text) ?? [],
    );
  }
});

test.each(['refusal', 'filtered'] as const)('a reply that ends with %s is not asked for again', async (outcome) => {
  const { answer, host } = await answerTo('I will not say.', { end: finish(outcome) });
  expect(answer).toMatchObject({ text: 'I will not say.', outcome, form: 'plain' });
  expect(host.requests).toHaveLength(1);
});

test('an empty reply is empty', async () => {
  const { answer, host } = await answerTo('');
  expect(answer).toMatchObject({ text: '', outcome: 'empty', form: 'plain' });
  expect(host.requests).toHaveLength(1);
});

test('a reader is asked for no claims', async () => {
  const { answer, host } = await answerTo('> …', { args: { family: 'reader' } });
  expect([answer.form, host.requests[0]?.output]).toEqual([undefined, undefined]);
});
