import type { Answer, RunState, StepState, ToolUse } from '@parley/spec';
import { createRunState } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { formMark, formWords } from './form-words.ts';
import { inputLine, toolState, toolStateWords } from './tool-words.ts';
import { elapsedOf, formatElapsed, formatTokens } from './elapsed.ts';
import { plainLead, textTail, withoutMarks } from './plain-text.ts';
import { outcomeNote, stepShape, stepWords } from './step-words.ts';
import { layOutTimeline } from './timeline.ts';

const step: StepState = {
  stepId: 's',
  nodeId: 'n',
  title: 'Claude',
  op: 'generate',
  status: 'waiting',
  text: '',
  reasoning: '',
  passages: [],
  attempt: 0,
  reused: false,
};
const answer: Answer = {
  kind: 'answer',
  question: 'Why?',
  text: '',
  outcome: 'complete',
  passages: [],
  voice: { nodeId: 'n', title: 'Claude', family: 'claude', lineage: 'claude', kind: 'model', model: 'm', domain: '' },
  closure: [],
};

describe('words of a step', () => {
  it('names every state', () => {
    const states: StepState[] = [
      step,
      { ...step, status: 'running', attempt: 1 },
      { ...step, status: 'running', attempt: 2 },
      { ...step, status: 'asking', attempt: 2 },
      { ...step, status: 'done', output: { ...answer, text: 'So.' } },
      { ...step, status: 'done', reused: true, output: { ...answer, text: 'So.' } },
      { ...step, status: 'done', output: { ...answer, outcome: 'refusal' } },
      { ...step, status: 'failed' },
      { ...step, status: 'skipped' },
      { ...step, status: 'not-taken' },
      { ...step, status: 'cancelled' },
    ];
    expect(states.map((each) => [stepShape(each), stepWords(each)])).toEqual([
      ['waiting', 'Waiting'],
      ['running', 'Running'],
      ['running', 'Attempt 2'],
      ['asking', 'Waits for you'],
      ['done', 'Done'],
      ['reused', 'Reused, not paid again'],
      ['missing', 'No answer'],
      ['failed', 'Failed'],
      ['skipped', 'Skipped'],
      ['not-taken', 'Not needed'],
      ['cancelled', 'Stopped'],
    ]);
  });

  it('explains an answer that is not whole, and only that', () => {
    const note = (outcome: Answer['outcome']) =>
      outcomeNote({ ...step, status: 'done', output: { ...answer, text: 'Half', outcome } });
    expect(note('complete')).toBeUndefined();
    expect(note('length')).toBe(
      'The answer is cut off: it reached the length limit. What was written is kept. Raise the limit and run again.',
    );
  });
});

describe('durations and tokens', () => {
  it('speaks in the unit that fits', () => {
    expect([-5, 0, 420, 9949, 9951, 59_400, 65_000, 7_440_000].map(formatElapsed)).toEqual([
      '0.0 s',
      '0.0 s',
      '0.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 5 s',
      '2 h 4 min',
    ]);
  });

  it('counts tokens only when there are some', () => {
    expect([
      formatTokens(undefined),
      formatTokens({ inputTokens: 0, outputTokens: 0 }),
      formatTokens({ inputTokens: 1, outputTokens: 0 }),
      formatTokens({ inputTokens: 1000, outputTokens: 204 }),
    ]).toEqual([undefined, undefined, '1 token', '1,204 tokens']);
  });

  it('measures to the end, or to now while it runs', () => {
    const startedAt = '2026-01-01T00:00:00.000Z';
    expect(elapsedOf({}, 5)).toBeUndefined();
    expect(elapsedOf({ startedAt, endedAt: '2026-01-01T00:00:02.000Z' }, 0)).toBe(2000);
    expect(elapsedOf({ startedAt }, Date.parse(startedAt) + 700)).toBe(700);
  });
});

describe('card texts', () => {
  it('keeps the end of a stream, from a word on', () => {
    expect(textTail('short ', 10)).toBe('short');
    expect(textTail('one two three four', 10)).toBe('… four');
    expect(textTail('a'.repeat(60), 10)).toBe(`…${'a'.repeat(10)}`);
    expect(textTail(`x${'👩'.repeat(10)}`, 5)).toBe('…👩👩');
  });

  it('keeps lines and loses marks in a stream', () => {
    expect(withoutMarks('## Finding\n\n- **Bold** `code`\n#5 stays')).toBe('Finding\n\n- Bold code\n#5 stays');
  });

  it('takes the marks off markdown and ends at a word', () => {
    const markdown =
      '## Finding\n\n- **Bold** and *soft* and `code`\n> [quoted](https://example.org) snake_case_name 2 * 3 [1] [12].';
    expect(plainLead(markdown, 200)).toBe('Finding Bold and soft and code quoted snake_case_name 2 * 3.');
    expect(plainLead('one two three four five', 12)).toBe('one two…');
  });
});

describe('layOutTimeline', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  const run = (steps: StepState[]): RunState => ({
    ...createRunState('run'),
    steps: Object.fromEntries(steps.map((each) => [each.stepId, each])),
  });

  it('puts steps on one axis by start, those that never started last', () => {
    const waiting = { ...step, stepId: 'w' };
    const late: StepState = { ...step, stepId: 'l', status: 'running', startedAt: at(5) };
    const early: StepState = { ...step, stepId: 'e', status: 'done', startedAt: at(0), endedAt: at(5) };
    expect(layOutTimeline(run([waiting, late, early]), Date.parse(at(10)))).toEqual({
      span: 10_000,
      rows: [
        { step: early, bar: { from: 0, length: 0.5 } },
        { step: late, bar: { from: 0.5, length: 0.5 } },
        { step: waiting, bar: undefined },
      ],
    });
  });

  it('draws a step that asks up to its question', () => {
    const request = { requestId: 'r', kind: 'question' as const, message: 'Which?', options: [], at: at(4) };
    const asking: StepState = { ...step, status: 'asking', startedAt: at(0), requests: [request] };
    const running: StepState = { ...step, stepId: 'r', status: 'running', startedAt: at(0) };
    expect(layOutTimeline(run([asking, running]), Date.parse(at(8))).rows.map(({ bar }) => bar)).toEqual([
      { from: 0, length: 0.5 },
      { from: 0, length: 1 },
    ]);
  });

  it('has an axis before anything started', () => {
    expect(layOutTimeline(run([step]), 1)).toEqual({ span: 1, rows: [{ step, bar: undefined }] });
  });
});

describe('words of tools', () => {
  const use = (input: ToolUse['call']['input'], ok?: boolean): ToolUse => ({
    call: { id: 'x', tool: 'calculator', input },
    title: 'Calculator',
    ...(ok !== undefined && { result: { id: 'x', tool: 'calculator', ok, text: '2' } }),
  });

  it('puts an input on one line', () => {
    expect(
      [{ sum: '1 +\n 1' }, { n: 4 }, { a: 1, b: 'c' }, { a: 1, b: [2] }, '{"n": ', {}, null].map((input) =>
        inputLine(use(input)),
      ),
    ).toEqual(['1 + 1', '4', '1, c', '{"a":1,"b":[2]}', '{"n":', '{}', 'null']);
  });

  it('says how far a call has come', () => {
    expect([use(1), use(1, true), use(1, false)].map((each) => [toolState(each), toolStateWords(each, true)])).toEqual([
      ['running', 'working'],
      ['done', 'done'],
      ['failed', 'failed'],
    ]);
    expect(toolStateWords(use(1), false)).toBe('stopped');
  });
});

describe('words of a form', () => {
  it('says when an answer did not come as it was asked for, and only then', () => {
    const forms = ['schema', 'tool', 'json', undefined] as const;
    const said = { ...answer, text: 'So.' };
    expect(
      forms.flatMap((form) => {
        const { form: _, ...rest } = said;
        const each = form === undefined ? rest : { ...said, form };
        return [formWords(each), formMark(each)];
      }),
    ).toEqual(Array.from({ length: 8 }, () => undefined));
    expect([formWords({ ...said, form: 'repaired' }), formMark({ ...said, form: 'repaired' })]).toEqual([
      expect.stringContaining('was put into that form'),
      undefined,
    ]);
    expect([formWords({ ...said, form: 'plain' }), formMark({ ...said, form: 'plain' })]).toEqual([
      expect.stringContaining('its claims are not listed'),
      'No claims listed.',
    ]);
    expect(formWords({ ...answer, form: 'plain' })).toBeUndefined();
  });
});
