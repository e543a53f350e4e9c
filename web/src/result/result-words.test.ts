import type { Passage, Report, Verdict, Voice } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { cutPages } from './page-pieces.ts';
import { findSupport, supportWords } from './support.ts';
import { valueMarkdown } from './value-markdown.ts';
import { decisionWords, lineageWords, spokenWords, verdictWords } from './verdict-words.ts';

const voice = (nodeId: string, lineage: string, title = nodeId): Voice => ({
  nodeId,
  title,
  family: lineage,
  lineage,
  kind: lineage === 'bm25' ? 'reader' : 'model',
  model: `${lineage}-1`,
  domain: 'law',
});
const voices = [voice('ann', 'claude'), voice('ben', 'claude'), voice('cid', 'gemini'), voice('dot', 'bm25')];
const passage: Passage = {
  documentId: 'd',
  documentTitle: 'Dossier',
  start: 4,
  end: 9,
  text: 'line 1\nline 2',
  page: 2,
};
const verdict: Verdict = {
  kind: 'verdict',
  question: 'Buy?',
  outcome: 'majority',
  stance: 'Yes',
  tally: [
    { stance: 'Yes', voices: ['ann', 'ben'] },
    { stance: 'No', voices: ['cid'] },
  ],
  silent: ['dot'],
  evidence: [{ passage, voices: ['dot'] }],
  voices,
  missing: [{ nodeId: 'eve', title: 'eve', reason: 'It has no key.' }],
  lineages: 3,
  text: '',
  closure: [],
};

describe('support', () => {
  it('counts lineages, not voices', () => {
    expect(
      [[], ['nobody'], ['ann'], ['ben', 'ann'], ['cid', 'ann', 'ben']].map((ids) => {
        const support = findSupport(ids, voices);
        return [support.kind, support.lineages, supportWords(support)];
      }),
    ).toEqual([
      ['unnamed', 0, 'No support named'],
      ['unnamed', 0, 'No support named'],
      ['one', 1, 'Rests on ann alone'],
      ['one', 1, 'Rests on ann and ben, all of one lineage'],
      ['several', 2, 'Rests on ann, ben and cid: 2 lineages'],
    ]);
  });
});

describe('verdictWords', () => {
  it('says each outcome in a sentence that counts what it counts', () => {
    const cases: Partial<Verdict>[] = [
      { outcome: 'agree', tally: [{ stance: 'Yes', voices: ['ann', 'ben', 'cid'] }] },
      {},
      {
        outcome: 'plurality',
        tally: [
          { stance: 'Yes', voices: ['ann', 'ben'] },
          { stance: 'No', voices: ['cid'] },
          { stance: 'Later', voices: ['dot'] },
        ],
      },
      {
        outcome: 'tie',
        tally: [
          { stance: 'Yes', voices: ['ann'] },
          { stance: 'No', voices: ['cid'] },
        ],
      },
      { outcome: 'no-stance', tally: [{ stance: 'Yes', voices: ['ann'] }] },
      { outcome: 'no-stance', tally: [], evidence: [] },
      { outcome: 'no-stance', tally: [], evidence: [{ passage, voices: ['ann', 'dot'] }] },
    ];
    expect(cases.map((each) => verdictWords({ ...verdict, ...each }).sentence)).toEqual([
      'All 3 voices that took a stance say “Yes”.',
      '2 of the 3 voices that took a stance say “Yes”.',
      '“Yes” leads with 2 of 4 voices, which is no majority.',
      'A tie: “Yes” and “No” with 1 voice each.',
      'Only one voice took a stance: “Yes”. One voice is not a consensus.',
      'No voice took a stance, so there is nothing to count.',
      'No voice took a stance. 1 passage was quoted by several voices: that shows where they looked, not that they agree.',
    ]);
  });

  it('warns of one lineage', () => {
    expect(spokenWords(4, 1)).toBe('4 of 5 spoke');
    expect(lineageWords(verdict)).toBe('4 voices of 3 lineages spoke.');
    expect(lineageWords({ lineages: 1, voices: voices.slice(0, 2) })).toBe(
      '2 voices of 1 lineage spoke. Voices of one lineage tend to reason alike.',
    );
  });
});

describe('decisionWords', () => {
  const says = (more: Partial<Verdict>) => decisionWords({ ...verdict, decidedBy: 'person', ...more });
  it('says that a person decided, and never as the agreement of the voices', () => {
    expect(says({ stance: 'No', person: { after: 'unanimity', outcome: 'decided', decision: 'No' } })).toEqual({
      short: 'A person decided: No',
      sentence: 'A person decided: “No”. That is not the agreement of the voices.',
    });
    expect(says({ person: { after: 'unanimity', outcome: 'left-open' } })?.short).toBe('Left open by a person');
    expect(says({ person: { after: 'unanimity', outcome: 'nobody' } })?.sentence).toContain(
      'nobody who could be asked',
    );
    expect(says({ person: { after: 'quorum', outcome: 'settled' } })?.sentence).toBe(
      'The voices settled it by “Quorum of all voices”.',
    );
    expect(says({ person: { after: 'majority', outcome: 'settled' } })).toBeUndefined();
  });

  it('names the rankings where they decide', () => {
    const rules = [{ rule: 'ranked' as const, outcome: 'won' as const, winner: 'No', leaders: ['No'], share: 0.6 }];
    expect(decisionWords({ ...verdict, rules, decidedBy: 'ranked' })?.sentence).toBe(
      'Decided here by “Rankings”: “No”.',
    );
  });
});

describe('valueMarkdown', () => {
  it('carries the support of each part out of the product', () => {
    const report: Report = {
      kind: 'report',
      question: 'Buy?',
      text: '',
      parts: [
        { heading: 'For', text: 'It grows.', voices: ['ann', 'cid'] },
        { heading: 'For', text: '> line 1\n> line 2\n>\n> (Dossier, page 2)', voices: ['dot'], passage },
        { heading: 'Against', text: 'It costs [1], [9].', voices: [] },
        { heading: 'Who did not speak', text: '"eve": It has no key.', voices: ['eve'] },
      ],
      voices,
      missing: verdict.missing,
      verdict,
      writer: voice('ann', 'claude'),
      closure: [],
    };
    expect(valueMarkdown(report)).toBe(`# Buy?

## For

It grows.

*Rests on ann and cid: 2 lineages.*

> line 1
> line 2
>
> Dossier, page 2

*Rests on dot alone.*

## Against

It costs, [9].

*No support named.*

## What the voices said

2 of the 3 voices that took a stance say “Yes”.

- Yes: 2 voices (ann, ben)
- No: 1 voice (cid)

Took no stance: dot.

4 voices of 3 lineages spoke. Agreement is not proof: voices can share the same mistake.

## Voices

- ann (claude-1, law)
- ben (claude-1, law)
- cid (gemini-1, law)
- dot (local reader: quotes, never writes)

- Missing: eve. It has no key.
`);
  });
});

describe('cutPages', () => {
  const text = 'Page one. Page two. Page three.';
  it('marks a span within a page and across pages', () => {
    expect(cutPages({ text, pageStarts: [0, 10, 20] }, { start: 5, end: 14 })).toEqual([
      {
        page: 1,
        pieces: [
          { text: 'Page ', marked: false },
          { text: 'one. ', marked: true },
        ],
      },
      {
        page: 2,
        pieces: [
          { text: 'Page', marked: true },
          { text: ' two. ', marked: false },
        ],
      },
      { page: 3, pieces: [{ text: 'Page three.', marked: false }] },
    ]);
  });

  it('loses no text, whatever the span', () => {
    for (const span of [
      { start: 0, end: 0 },
      { start: 30, end: 99 },
      { start: 50, end: 60 },
    ]) {
      const pages = cutPages({ text, pageStarts: [2, 10] }, span);
      expect(pages.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('')).toBe(text);
    }
    expect(cutPages({ text, pageStarts: [] }, { start: 0, end: 4 })).toEqual([
      {
        page: undefined,
        pieces: [
          { text: 'Page', marked: true },
          { text: ' one. Page two. Page three.', marked: false },
        ],
      },
    ]);
  });
});

describe('an answer with claims as markdown', () => {
  it('says each claim with the words it rests on, and which of them were not found', () => {
    const claims = [
      { text: 'It takes long.', quote: 'line 1 line 2', source: 'Dossier', passage },
      { text: 'It rains.', quote: 'Rain.', source: 'The sky' },
      { text: 'It may be late.' },
    ];
    const further = { ...passage, start: 20, end: 25, text: 'other', page: 3 };
    expect(
      valueMarkdown({
        kind: 'answer',
        question: 'Buy?',
        text: 'No.',
        outcome: 'complete',
        stance: 'No',
        claims,
        form: 'schema',
        passages: [passage, further],
        voice: voice('ann', 'claude'),
        closure: [],
      }),
    ).toBe(
      [
        '# Buy?',
        'No.',
        'Stance: No',
        '- It takes long.',
        '  > line 1\n  > line 2\n  >\n  > Dossier, page 2',
        '- It rains.',
        '  > Rain.\n  >\n  > not found in the documents, said to be from The sky',
        '- It may be late.',
        '> other\n>\n> Dossier, page 3',
        'ann (claude-1, law).\n',
      ].join('\n\n'),
    );
  });
});
