import { expect, test } from 'vitest';
import { contrastOf, inkOn, mixColours } from './colour.ts';

test('a colour lies between its ends', () => {
  expect([0, 0.5, 1].map((share) => mixColours('rgb(0, 10, 255)', 'rgb(100, 20, 55)', share))).toEqual([
    'rgb(0, 10, 255)',
    'rgb(50, 15, 155)',
    'rgb(100, 20, 55)',
  ]);
});

test('contrast is that of WCAG', () => {
  expect(contrastOf('rgb(0, 0, 0)', 'rgb(255, 255, 255)')).toBeCloseTo(21, 10);
  expect(contrastOf('rgb(119, 119, 119)', 'rgb(255, 255, 255)')).toBeCloseTo(4.48, 2);
});

test.each([
  ['light', 'rgb(240, 237, 230)', 'rgb(79, 70, 200)', 'rgb(33, 31, 27)', 'rgb(255, 255, 255)'],
  ['dark', 'rgb(41, 44, 50)', 'rgb(165, 160, 255)', 'rgb(236, 234, 229)', 'rgb(23, 21, 31)'],
])('what stands in a cell can be read at every share when %s', (_, low, high, ink, onHigh) => {
  for (let share = 0; share <= 1; share += 0.01) {
    const ground = mixColours(low, high, share);
    expect(contrastOf(inkOn(ground, [ink, onHigh]), ground)).toBeGreaterThan(3.9);
  }
});
