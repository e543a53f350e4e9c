import type { ClaimTable, Verdict, VerdictClaim, Voice } from '@parley/spec';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it, vi } from 'vitest';

let render: (table: ClaimTable, voices: Verdict['voices']) => string;
beforeAll(async () => {
  // The graph store keeps drafts in the browser's storage.
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  const { ClaimTableView } = await import('./claim-table.tsx');
  const { TooltipProvider } = await import('../ui/tooltip.tsx');
  render = (table, voices) =>
    renderToStaticMarkup(createElement(TooltipProvider, null, createElement(ClaimTableView, { table, voices })));
});

const voices = Array.from({ length: 200 }, (_, index): Voice => {
  const family = `f${index % 9}`;
  return { nodeId: `v${index}`, title: `V${index}`, family, lineage: family, kind: 'model', model: 'm', domain: '' };
});

const claim = (index: number, more: Partial<VerdictClaim> = {}): VerdictClaim => ({
  id: `c${index}`,
  text: `Claim ${index}.`,
  origin: 'sentence',
  bucket: 'consensus',
  contested: false,
  places: [],
  relations: voices
    .slice(0, 30)
    .map(({ nodeId }) => ({ voice: nodeId, stance: 'supports', by: 'parser', cue: 'the same' })),
  speaking: 9,
  ...more,
});
const table = (claims: VerdictClaim[]): ClaimTable => ({ claims, lines: 9, leftOut: 0, notCompared: 0, undecided: 0 });

it('shows some claims of many, and some voices of each', () => {
  const html = render(table(Array.from({ length: 100 }, (_, index) => claim(index))), voices);
  expect(html.match(/data-bucket/gu)?.length).toBe(8);
  expect(html).toContain('Show more claims (92 left)');
  expect(html.match(/Show it in the answer/gu)?.length).toBe(8 * 12);
  expect(html).toContain('and 165 more');
});

it('says by words who says it, who disputes it and why, and who is silent', () => {
  const relations: VerdictClaim['relations'] = [
    { voice: 'v0', stance: 'supports', by: 'stance', cue: 'its own words' },
    { voice: 'v1', stance: 'disputes', by: 'cue', cue: 'denies it' },
    { voice: 'v2', stance: 'silent', by: 'cue', cue: 'says it as a possibility' },
  ];
  const html = render(table([claim(1, { relations, contested: true, speaking: 2 })]), voices.slice(0, 4));
  expect(html).toContain('aria-label="V0 supports it, in its own words. Show it in the answer."');
  expect(html).toContain(
    'aria-label="V1 disputes it, by a sign in the words, the least certain: denies it. Show it in the answer."',
  );
  expect(html).toContain('and disputed');
  expect(html).toContain('2 of 9 families speak to it');
  expect(html).toContain('V2 (says it as a possibility)');
});

it('shows nothing where nothing was claimed', () => {
  expect(render(table([]), voices)).toBe('');
});
