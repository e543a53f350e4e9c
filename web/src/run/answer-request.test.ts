import type { OpenRequest, StepState } from '@parley/spec';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it, vi } from 'vitest';

let draw: (request: OpenRequest) => { readonly card: string; readonly panel: string };
beforeAll(async () => {
  // The graph store keeps drafts in the browser's storage.
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  const { CardAnswers, OpenQuestions } = await import('./answer-request.tsx');
  draw = (request) => {
    const asking = { ...step, requests: [request] };
    return {
      card: renderToStaticMarkup(createElement(CardAnswers, { step: asking, request })),
      panel: renderToStaticMarkup(createElement(OpenQuestions, { step: asking })),
    };
  };
});

const step: StepState = {
  stepId: 's',
  nodeId: 'n',
  title: 'Vote',
  op: 'consensus',
  status: 'asking',
  text: '',
  reasoning: '',
  passages: [],
  attempt: 1,
  reused: false,
};
const tie: OpenRequest = {
  requestId: 's/ask/tie',
  kind: 'question',
  message: 'Two say yes and two say no.',
  options: [
    { id: 'yes', title: 'Take yes' },
    { id: 'no', title: 'Take no' },
  ],
  at: '2026-01-01T00:00:00.000Z',
};
/** The words of the buttons, those that cannot be pressed in brackets. */
const buttons = (html: string) =>
  [...html.matchAll(/<button[^>]*?( disabled="")?>([^<]*)/g)].map(([, off, words]) => (off ? `[${words}]` : words));

it('offers the options of a question on the card and beside it', () => {
  const { card, panel } = draw(tie);
  expect([buttons(card), buttons(panel)]).toEqual([
    ['Take yes', 'Take no'],
    ['Take yes', 'Take no'],
  ]);
  expect(panel).toContain('Vote waits for you');
  expect(panel).toContain('Two say yes and two say no.');
  expect(panel).not.toContain('<textarea');
});

it('leads from the card to the field of a question that wants words, and sends none that are empty', () => {
  const { card, panel } = draw({ ...tie, freeText: { label: 'Your reasons' } });
  expect([buttons(card), buttons(panel)]).toEqual([['Answer…'], ['Take yes', 'Take no', '[Send]']]);
  expect(panel).toMatch(/<label[^>]*>Your reasons<\/label><textarea/);
});
