import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpokenAnswer } from './claim.ts';
import { createClaimMatrix } from './claim-matrix.ts';
import { findDissent } from './find-dissent.ts';
import { listJudgeQuestions, readJudgeReply } from './judge-questions.ts';
import { relateClaims, relateInSlices } from './relate-claims.ts';

const answers: readonly SpokenAnswer[] = [
  {
    id: 'a',
    line: 'claude',
    text: 'Revenue grew by 12 % in 2023. The bridge is safe for heavy trucks. Wind is cheap in Denmark.',
  },
  { id: 'b', line: 'gpt', text: 'In 2023 revenue rose 12 percent. The bridge is not safe for heavy trucks.' },
  { id: 'c', line: 'gpt', text: 'The bridge is not safe for heavy trucks. Copies repeat this little fact.' },
  { id: 'd', line: 'gemini', text: 'Revenue grew by 15 % in 2023. Nobody else says such a thing.' },
  { id: 'e', line: 'gpt', text: 'Copies repeat this little fact.' },
];
const matrixOf = (list: readonly SpokenAnswer[]) => createClaimMatrix(list, relateClaims({ answers: list }));

test('the matrix of five answers of three lines', () => {
  const { rows, lines, answerIds } = matrixOf(answers);
  expect([answerIds, lines]).toEqual([
    ['a', 'b', 'c', 'd', 'e'],
    ['claude', 'gemini', 'gpt'],
  ]);
  const shown = rows.map(({ claim, cells, bucket, supporting, disputing, coverage, isContested }) => [
    claim.text,
    cells.join(' '),
    bucket,
    supporting.join('+'),
    disputing.join('+'),
    coverage.toFixed(2),
    isContested,
  ]);
  expect(shown).toEqual([
    ['Revenue grew by 12 % in 2023.', '1 1 0 -1 0', 'consensus', 'claude+gpt', 'gemini', '1.00', true],
    ['The bridge is not safe for heavy trucks.', '-1 1 1 0 0', 'disputed', 'gpt', 'claude', '0.67', true],
    ['The bridge is safe for heavy trucks.', '1 -1 -1 0 0', 'disputed', 'claude', 'gpt', '0.67', true],
    ['Revenue grew by 15 % in 2023.', '-1 -1 0 1 0', 'disputed', 'gemini', 'claude+gpt', '1.00', true],
    ['Copies repeat this little fact.', '0 0 1 0 1', 'copies-only', 'gpt', '', '0.33', false],
    ['Wind is cheap in Denmark.', '1 0 0 0 0', 'single-source', 'claude', '', '0.33', false],
    ['Nobody else says such a thing.', '0 0 0 1 0', 'single-source', 'gemini', '', '0.33', false],
  ]);
  expect(rows[0]?.pairs).toEqual([
    { supports: 'a', disputes: 'd', cue: 'numbers differ: 12 % against 15 %', by: 'parser' },
    { supports: 'b', disputes: 'd', cue: 'numbers differ: 12 % against 15 %', by: 'parser' },
  ]);
  expect(
    rows[0]?.claim.members.map(({ answerId, span }) => answers.find(({ id }) => id === answerId)?.text.slice(...span)),
  ).toEqual(['Revenue grew by 12 % in 2023.', 'In 2023 revenue rose 12 percent.']);
});

test('a line that says both wavers and is on neither side', () => {
  const [row] = matrixOf([
    { id: 'a', line: 'x', text: 'The team has 12 engineers.' },
    { id: 'b', line: 'x', text: 'The team has 15 engineers.' },
  ]).rows;
  expect([row?.supporting, row?.wavering, row?.bucket]).toEqual([[], ['x'], 'disputed']);
});

const sentence = fc.constantFrom(
  'The team has 12 engineers.',
  'The team has 15 engineers.',
  'The bridge is safe for heavy trucks.',
  'The bridge is not safe for heavy trucks.',
  'Wind is cheap in Denmark.',
  'Wind may be cheap in Denmark.',
  'The office opened in 2019.',
);
const panel = fc
  .array(
    fc.record({
      line: fc.constantFrom('x', 'y', 'z'),
      text: fc.array(sentence, { minLength: 1, maxLength: 3 }).map((list) => list.join(' ')),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((list) => list.map((answer, index) => ({ ...answer, id: `v${index}` })));

test('the order of the answers does not matter', () => {
  fc.assert(
    fc.property(panel, (list) => {
      expect(matrixOf(list.toReversed())).toEqual(matrixOf(list));
    }),
  );
});

test('copies of an answer never make consensus of what one line says', () => {
  fc.assert(
    fc.property(panel, fc.nat(), fc.integer({ min: 1, max: 4 }), (list, pick, copies) => {
      const original = list[pick % list.length];
      if (!original) return;
      const more = Array.from({ length: copies }, (_, index) => ({ ...original, id: `${original.id}-copy${index}` }));
      const before = new Map(matrixOf(list).rows.map((row) => [row.claim.text, row]));
      for (const row of matrixOf([...list, ...more]).rows) {
        if (row.bucket === 'consensus') expect(row.supporting.length).toBeGreaterThanOrEqual(2);
        if (before.get(row.claim.text)?.bucket === 'single-source')
          expect(['single-source', 'copies-only']).toContain(row.bucket);
        expect(row.coverage >= 0 && row.coverage <= 1).toBe(true);
      }
    }),
  );
});

test('stances decide first, a judge before cues, and a parser before the judge', () => {
  const list: readonly SpokenAnswer[] = [
    { id: 'a', line: 'x', text: 'The team has 12 engineers. Our new roof leaks badly in winter.', stance: 'yes' },
    { id: 'b', line: 'y', text: 'The team has 15 engineers. In winter the new roof leaks.', stance: 'no' },
  ];
  const origin = 'contract' as const;
  const claims = [
    { id: '1', text: 'Yes.', answerId: 'a', span: [0, 0] as const, origin, option: 'yes' },
    { id: '2', text: 'The team has 12 engineers.', answerId: 'a', span: [0, 26] as const, origin },
    { id: '3', text: 'Our new roof leaks badly in winter.', answerId: 'a', span: [27, 62] as const, origin },
  ];
  const judged = ['1', '2', '3'].map((claimId) => ({
    claimId,
    answerId: 'b',
    stance: 'supports' as const,
    because: 'It says so.',
  }));
  const found = relateClaims({ answers: list, claims, verdicts: judged }).relations.filter(
    ({ answerId }) => answerId === 'b',
  );
  expect(found.map(({ claimId, stance, by, cue }) => [claimId, stance, by, cue])).toEqual([
    ['1', 'disputes', 'stance', 'chose "no" against "yes"'],
    ['2', 'disputes', 'parser', 'numbers differ: 12 against 15'],
    ['3', 'supports', 'judge', 'It says so.'],
  ]);
});

test('a judge is asked what nobody else decided, other lines first, within the budget', () => {
  const list: readonly SpokenAnswer[] = [
    { id: 'a', line: 'x', text: 'Our new roof leaks badly in winter.' },
    { id: 'b', line: 'y', text: 'In winter the new roof leaks.' },
    { id: 'c', line: 'x', text: 'In winter the new roof leaks.' },
  ];
  const related = relateClaims({ answers: list });
  const questions = listJudgeQuestions(list, related, 2);
  expect(
    questions.map(({ number, claim, answerId, passages }) => [
      number,
      claim,
      answerId,
      passages.map(({ text }) => text),
    ]),
  ).toEqual([
    [1, 'Our new roof leaks badly in winter.', 'b', ['In winter the new roof leaks.']],
    [2, 'Our new roof leaks badly in winter.', 'c', ['In winter the new roof leaks.']],
  ]);
  expect(listJudgeQuestions(list, related, 0)).toEqual([]);
  const [first, second] = questions;
  const reply =
    '```json\n{"verdicts": [{"number": 1, "stance": "supports", "because": "Same."}, {"number": 7, "stance": "silent"}]}\n```';
  expect(readJudgeReply(reply, questions)).toEqual({
    verdicts: [{ claimId: first?.claimId, answerId: 'b', stance: 'supports', because: 'Same.' }],
    unanswered: [2],
  });
  expect(readJudgeReply('I think so.', questions)).toEqual({
    verdicts: [],
    unanswered: [1, 2],
    fault: 'The judge did not reply with JSON.',
  });
  expect(readJudgeReply('{"verdicts": [{"number": 1, "stance": "maybe"}]}', questions).unanswered).toEqual([
    first?.number,
    second?.number,
  ]);
  const twice = '[{"number": 1, "stance": "supports"}, {"number": 1, "stance": "disputes"}]';
  expect(readJudgeReply(twice, questions)).toEqual({ verdicts: [], unanswered: [1, 2] });
});

test('slices give what one go gives, and say how far they are', () => {
  const work = relateInSlices({ answers });
  const seen: number[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) {
      expect(step.value).toEqual(relateClaims({ answers }));
      break;
    }
    expect(step.value.done).toBeLessThanOrEqual(step.value.total);
    seen.push(step.value.done);
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.length).toBeGreaterThan(answers.length);
});

test('the dissent is the smaller side by lines, with the argument only it makes', () => {
  const matrix = matrixOf(answers);
  const lineOf = new Map(answers.map(({ id, line }) => [id, line]));
  const report = findDissent(
    matrix,
    [
      { name: 'close it', answerIds: ['b', 'c', 'e'] },
      { name: 'keep it', answerIds: ['a', 'd'] },
    ],
    lineOf,
  );
  expect(report.majority?.name).toBe('keep it');
  expect(
    report.minorities.map(({ position, lines, argument, support }) => [position.name, lines, argument?.text, support]),
  ).toEqual([['close it', ['gpt'], 'The bridge is not safe for heavy trucks.', { lines: 1, answers: 2, evidence: 0 }]]);
});

test('a tie has no majority, and both sides are shown', () => {
  const list: readonly SpokenAnswer[] = [
    { id: 'a', line: 'x', text: 'The bridge is safe for heavy trucks.' },
    { id: 'b', line: 'y', text: 'The bridge is not safe for heavy trucks.' },
  ];
  const positions = [
    { name: 'yes', answerIds: ['a'] },
    { name: 'no', answerIds: ['b'] },
  ];
  const report = findDissent(
    matrixOf(list),
    positions,
    new Map([
      ['a', 'x'],
      ['b', 'y'],
    ]),
  );
  expect([report.majority, report.minorities.map(({ position, argument }) => [position.name, argument?.text])]).toEqual(
    [
      undefined,
      [
        ['no', 'The bridge is not safe for heavy trucks.'],
        ['yes', 'The bridge is safe for heavy trucks.'],
      ],
    ],
  );
});
