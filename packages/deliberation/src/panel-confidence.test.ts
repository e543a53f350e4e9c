import { expect, test } from 'vitest';
import { historyBand } from './calibration.ts';
import { panelConfidence } from './panel-confidence.ts';
import type { GradedQuestion } from './panel-history.ts';

const voices = ['a', 'b', 'c'].map((model) => ({ model, line: model }));

/** One graded question: what each voice said, and what was true. */
function graded(said: readonly (string | null)[], truth: string, models = ['a', 'b', 'c']): GradedQuestion {
  const counts = Map.groupBy(
    said.flatMap((answer) => answer ?? []),
    (answer) => answer,
  );
  const [first] = [...counts].toSorted(([, one], [, other]) => other.length - one.length);
  const decision = first?.[0] ?? null;
  const votes = said.map((answer, place) => ({ model: models[place] ?? '', line: models[place] ?? '', answer }));
  return { outcome: 'majority', decision, right: decision === truth, truth, options: counts.size, votes };
}

const times = (count: number, make: (index: number) => GradedQuestion) =>
  Array.from({ length: count }, (_, i) => make(i));

/** When all agree they are right 36 of 40 times; two against one 12 of 20 times, whoever stands alone. */
const history = [
  ...times(40, (index) => graded(['yes', 'Yes', 'yes'], index % 10 === 0 ? 'no' : 'yes')),
  ...times(30, (index) => {
    const said = ['yes', 'yes', 'yes'];
    said[index % 3] = 'no';
    return graded(said, index % 5 < 3 ? 'yes' : 'no');
  }),
];

test('tells how often these voices were right where they stood as firmly, and of how many questions', () => {
  const agreed = panelConfidence(voices, ['no', 'no', 'NO'], 'no', history);
  const { firmness = 0, ...counted } = agreed ?? {};
  expect(counted).toEqual({ ...historyBand(36, 40), graded: 70 });
  expect(firmness).toBeGreaterThan(0.5);
  const split = panelConfidence(voices, ['no', 'yes', 'yes'], 'yes', history);
  expect(split?.share).toBeLessThan(0.75);
  expect(split && agreed && split.firmness < agreed.firmness).toBe(true);
});

test('the order of the voices does not count', () => {
  const turned = [2, 0, 1].flatMap((place) => voices[place] ?? []);
  expect(panelConfidence(turned, ['yes', 'no', 'yes'], 'yes', history)).toEqual(
    panelConfidence(voices, ['no', 'yes', 'yes'], 'yes', history),
  );
});

test('copies of one voice make nothing firmer than that voice', () => {
  // a2 says what a says, always: the pair is one witness.
  const copied = history.map((question): GradedQuestion => {
    const [first, ...others] = question.votes;
    return first ? { ...question, votes: [first, { ...first }, ...others] } : question;
  });
  const [a, b, c] = voices;
  const panel = [a, a, b, c].flatMap((voice) => voice ?? []);
  const alone = panelConfidence(voices, ['yes', 'yes', 'yes'], 'yes', history);
  const withCopy = panelConfidence(panel, ['yes', 'yes', 'yes', 'yes'], 'yes', copied);
  const stranger = panelConfidence(
    [...voices, { model: 'd', line: 'd' }],
    ['yes', 'yes', 'yes', 'yes'],
    'yes',
    history.map((question, index) => ({
      ...question,
      votes: [...question.votes, { model: 'd', line: 'd', answer: index % 4 === 0 ? 'no' : 'yes' }],
    })),
  );
  expect(withCopy?.share).toBe(alone?.share);
  expect(Math.abs((withCopy?.firmness ?? 0) - (alone?.firmness ?? 0))).toBeLessThan(0.03);
  expect(stranger?.firmness).toBeGreaterThan(withCopy?.firmness ?? 1);
});

test.each([
  ['too few graded questions', history.slice(0, 29), ['yes', 'yes', 'yes'], 'yes'],
  ['too few that are alike', history.slice(0, 40), ['no', 'yes', 'yes'], 'yes'],
  [
    'a voice without a history',
    history.map((question) => ({ ...question, votes: question.votes.slice(1) })),
    ['yes', 'yes', 'yes'],
    'yes',
  ],
  ['a decision they do not stand for', history, ['yes', 'yes', 'yes'], 'no'],
])('says nothing with %s', (_, questions, answers, decision) => {
  expect(panelConfidence(voices, answers, decision, questions)).toBeNull();
});
