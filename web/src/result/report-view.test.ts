import type { Report, Voice } from '@parley/spec';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it, vi } from 'vitest';

let render: (report: Report) => string;
beforeAll(async () => {
  // The graph store keeps drafts in the browser's storage.
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  const { ReportView } = await import('./report-view.tsx');
  const { TooltipProvider } = await import('../ui/tooltip.tsx');
  render = (report) =>
    renderToStaticMarkup(createElement(TooltipProvider, null, createElement(ReportView, { report })));
});

const voice = (nodeId: string, lineage: string): Voice => ({
  nodeId,
  title: `Voice ${nodeId}`,
  family: lineage,
  lineage,
  kind: 'model',
  model: 'm',
  domain: '',
});
const quote = 'The rule applies from May.';
const passage = { documentId: 'd', documentTitle: 'Dossier', start: 0, end: quote.length, text: quote };
const report: Report = {
  kind: 'report',
  question: 'Why?',
  text: '',
  parts: [
    { heading: 'Found', text: 'Two stand behind this.', voices: ['a', 'b'] },
    { heading: 'Found', text: `- “${quote}”`, voices: ['a'], passage },
    { heading: 'Open', text: 'Nobody is named here. <script>alert(1)</script>', voices: [] },
  ],
  voices: [voice('a', 'claude'), voice('b', 'gemini')],
  missing: [{ nodeId: 'c', title: 'Voice c', reason: 'It has no key.' }],
  closure: [],
};

it('marks each part by its support, says a quotation once and shows who is missing', () => {
  const html = render(report);
  expect([...html.matchAll(/data-support="(\w+)"/g)].map((match) => match[1])).toEqual(['several', 'one', 'unnamed']);
  expect([...html.matchAll(/<h3[^>]*>([^<]*)/g)].map((match) => match[1])).toEqual(['Found', 'Open']);
  expect(html.split(quote)).toHaveLength(2);
  expect(html).toContain('No support named</p>');
  expect(html).toContain('3 voices placed, 2 spoke.');
  expect(html).toContain('Voice c is missing.</strong> It has no key.');
  expect(html).toContain('Joined without a model');
  expect(html).not.toContain('<script>');
});
