// The index, the early exits and the slices against the plain account of the same: every sentence compared with every claim.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpokenAnswer } from './claim.ts';
import { compareStatements, SAME_TOPIC } from './compare-statements.ts';
import { readStatementFacts } from './read-statement-facts.ts';
import { relateClaims } from './relate-claims.ts';
import { splitClaims } from './split-claims.ts';

const sentence = fc
  .tuple(
    fc.constantFrom('The bridge', 'The old bridge', 'The farm', 'Every farm', 'Some law', 'The capital'),
    fc.constantFrom(
      'is safe',
      'is not safe',
      'is unsafe',
      'may be safe',
      'grew',
      'did not grow',
      'fell',
      'is Canberra',
    ),
    fc.constantFrom(
      '',
      'by 12 %',
      'by 15 percent',
      'by about 12 %',
      'to 1.234 tonnes',
      'to "alpha"',
      'for heavy trucks',
    ),
    fc.constantFrom('', 'in 2019', 'in May 2024', 'in Sydney', 'if Anna Nilsson agrees', 'because of the river'),
  )
  .map((words) => `${words.filter((word) => word !== '').join(' ')}.`);
const panel = fc
  .array(fc.array(sentence, { minLength: 1, maxLength: 9 }), { minLength: 2, maxLength: 5 })
  .map((texts) => texts.map((text, at): SpokenAnswer => ({ id: `v${at}`, line: `l${at % 3}`, text: text.join(' ') })));

function relatePlainly(answers: readonly SpokenAnswer[]): unknown[] {
  return relateClaims({ answers }).claims.flatMap((claim) =>
    answers.flatMap((answer) => {
      const facts = readStatementFacts(claim.text);
      const near = splitClaims(answer)
        .map(({ text, span }) => ({ span, compared: compareStatements(facts, readStatementFacts(text)) }))
        .filter(({ compared }) => compared.overlap >= SAME_TOPIC)
        .toSorted((a, b) => b.compared.overlap - a.compared.overlap)
        .slice(0, 3);
      const sided = near
        .filter(({ compared }) => compared.stance !== 'silent')
        .toSorted(
          (a, b) =>
            Number(b.compared.by === 'parser') - Number(a.compared.by === 'parser') ||
            b.compared.overlap - a.compared.overlap ||
            Number(b.compared.stance === 'supports') - Number(a.compared.stance === 'supports'),
        );
      const spans = (first: (typeof near)[number] | undefined) =>
        near.toSorted((a, b) => Number(b === first) - Number(a === first)).map(({ span }) => span);
      const pair = { claimId: claim.id, answerId: answer.id };
      if (claim.members.some(({ answerId }) => answerId === answer.id)) {
        const own = { stance: 'supports', by: 'stance', cue: 'its own words', overlap: 1 };
        return [{ ...pair, ...own, passages: spans(undefined), isOpen: false }];
      }
      const [first] = [...sided, ...near];
      return first ? [{ ...pair, ...first.compared, passages: spans(first), isOpen: sided.length === 0 }] : [];
    }),
  );
}

test('what is found by the index is what is found by comparing all with all', () => {
  fc.assert(
    fc.property(panel, (answers) => {
      expect(relateClaims({ answers }).relations).toEqual(relatePlainly(answers));
    }),
    { numRuns: 300 },
  );
});

test('sentences that are handed in are not split again', () => {
  fc.assert(
    fc.property(panel, (answers) => {
      const sentences = new Map(answers.map((answer) => [answer.id, splitClaims(answer)]));
      expect(relateClaims({ answers, sentences })).toEqual(relateClaims({ answers }));
    }),
    { numRuns: 50 },
  );
});
