import { expect, test } from 'vitest';
import { weighPanel } from './weigh-panel.ts';

const voice = (id: string, model: string, line = model) => ({ id, model, line });

test('three copies and one stranger count as two', () => {
  const panel = weighPanel([voice('a', 'x'), voice('b', 'x'), voice('c', 'x'), voice('d', 'y')]);
  // (sum w)^2 / sum rho = 16 / (4 + 2*3*.65 + 2*3*.45)
  expect(panel.effective).toBeCloseTo(16 / 10.6, 12);
  expect(panel.basis).toBe('assumed');
  expect(panel.groups).toEqual([['a', 'b', 'c'], ['d']]);
  // 2.3 x + .45 y = 1 and 1.35 x + y = 1
  expect(panel.discounts.map((value) => value.toFixed(3))).toEqual(['0.325', '0.325', '0.325', '0.561']);
});

test('one voice is one voice, and nobody is no panel', () => {
  expect(weighPanel([voice('a', 'x')])).toEqual({
    effective: 1,
    basis: 'measured',
    items: 0,
    groups: [['a']],
    discounts: [expect.closeTo(1, 5)],
  });
  expect(() => weighPanel([])).toThrow(RangeError);
});

test('nobody is fused by chance with one of several who are equally near', () => {
  const panel = weighPanel([voice('a', 'x'), voice('b', 'x'), voice('c', 'y'), voice('d', 'z')]);
  expect(panel.effective).toBeCloseTo(16 / 9.8, 12);
  expect(panel.groups).toEqual([['a', 'b'], ['c'], ['d']]);
  expect(weighPanel([voice('a', 'x'), voice('b', 'y'), voice('c', 'z')]).groups).toEqual([['a'], ['b'], ['c']]);
  expect(weighPanel([voice('a', 'x'), voice('b', 'x'), voice('c', 'x')]).groups).toEqual([['a', 'b', 'c']]);
});
