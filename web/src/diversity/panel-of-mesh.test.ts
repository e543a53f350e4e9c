import { historyBand, weighPanel } from '@parley/deliberation';
import type { FamilyStatus, Graph, WorkspaceHistory } from '@parley/spec';
import { expect, test } from 'vitest';
import { panelOfMesh } from './panel-of-mesh.ts';
import { findWeakVoiceFaults } from './weak-voice-lint.ts';

const ids = ['claude', 'gpt', 'gemini'];
const families: FamilyStatus[] = ids.map((id) => ({
  id,
  title: id,
  lineage: id,
  kind: 'model',
  description: '',
  glyph: '',
  provider: id,
  models: [],
  defaultModel: 'm',
  available: true,
}));

/** Agents of these families, wired into a consensus that decides by `rule`. */
const meshOf = (voices: readonly string[], rule = 'majority'): Graph => ({
  version: 1,
  name: 'A mesh',
  nodes: [
    ...voices.map((family, place) => ({
      id: `agent-${place}`,
      type: 'agent',
      position: { x: 0, y: 0 },
      config: { title: `${family} ${place}`, family },
    })),
    { id: 'consensus', type: 'consensus', position: { x: 0, y: 0 }, config: { rule } },
  ],
  edges: voices.map((_, place) => ({
    id: `edge-${place}`,
    source: `agent-${place}`,
    sourcePort: 'answer',
    target: 'consensus',
    targetPort: 'voices',
  })),
});

const model = (family: string) => ({ family, model: 'm', lineage: family });
const shareOf = (count: number, of: number) => {
  const { low, high } = historyBand(count, of);
  return { count, of, low, high };
};
/** Every pair of the three, and two agents on Claude, with one correlation on so many graded decisions. */
const historyOf = (phi: number, graded: number, right: readonly number[] = []): WorkspaceHistory => ({
  decisions: graded,
  graded,
  pairs: [...ids, 'claude'].flatMap((one, place) =>
    ids.slice(place === 3 ? 0 : place + 1, place === 3 ? 1 : undefined).map((other) => ({
      one: model(one),
      other: model(other),
      both: graded,
      same: graded,
      low: 0,
      high: 1,
      chance: 0.5,
      phi,
      graded,
    })),
  ),
  models: right.map((count, place) => ({
    ...model(ids[place] ?? ''),
    joined: shareOf(0, 0),
    right: shareOf(count, graded),
  })),
  domains: [],
  records: [],
});

test('without a history the weight is assumed', () => {
  const { weighed } = panelOfMesh(meshOf(ids), { families, history: undefined });
  expect(weighed).toEqual(weighPanel(ids.map((id, place) => ({ id: `agent-${place}`, model: `${id}/m`, line: id }))));
  expect(weighed?.basis).toBe('assumed');
});

test('a history weighs pairs and copies by their errors, and says on how many', () => {
  const voices = ['claude', 'gpt', 'claude'];
  const { weighed } = panelOfMesh(meshOf(voices), { families, history: historyOf(0, 100) });
  // Halfway between what was assumed and no correlation at all.
  const half = { 'same-model': 0.325, 'other-line': 0.225 };
  const rho = [half['other-line'], half['same-model'], half['other-line']];
  expect(weighed?.effective).toBeCloseTo(9 / (3 + 2 * rho.reduce((sum, value) => sum + value, 0)), 10);
  expect([weighed?.basis, weighed?.items]).toEqual(['measured', 100]);
  expect(panelOfMesh(meshOf(ids), { families, history: historyOf(0, 30) }).weighed?.basis).toBe('blended');
});

test('a weak voice is named where most votes decide, and nowhere else', () => {
  const history = historyOf(0.3, 40, [36, 35, 10]);
  expect(panelOfMesh(meshOf(ids), { families, history }).weak).toEqual([
    { nodeId: 'agent-2', title: 'gemini 2', right: shareOf(10, 40) },
  ]);
  expect(panelOfMesh(meshOf(ids, 'weighted'), { families, history }).weak).toEqual([]);
  expect(panelOfMesh(meshOf(ids), { families, history: historyOf(0.3, 19, [18, 18, 2]) }).weak).toEqual([]);
  expect(panelOfMesh(meshOf(ids), { families, history: undefined }).weak).toEqual([]);
});

test('a weak voice is a problem of the node that decides, with a repair once weights would know it', () => {
  const faults = (graded: number, right: readonly number[], rule?: string) =>
    findWeakVoiceFaults(meshOf(ids, rule), { families, history: historyOf(0.3, graded, right) });
  const [fault, ...others] = faults(40, [36, 35, 10]);
  expect(others).toEqual([]);
  expect(fault).toEqual({
    code: 'weak-voice',
    severity: 'warning',
    message: expect.stringMatching(
      /^"Consensus": A weak voice lowers a plain vote: on graded decisions of yours "gemini 2" was right in 10 of 40/u,
    ),
    at: { nodeId: 'consensus' },
    fix: {
      label: 'Let each voice weigh by its record',
      edit: { type: 'set-config', id: 'consensus', config: { rule: 'weighted' } },
    },
  });
  expect(faults(25, [24, 24, 2]).map(({ fix }) => fix)).toEqual([undefined]);
  expect(faults(40, [36, 35, 10], 'weighted')).toEqual([]);
});
