import { readFile } from 'node:fs/promises';
import { families } from '@parley/models/catalogue';
import { describe, expect, test } from 'vitest';
import { familyHues, lookOfFamily } from './family-look.ts';

const css = await readFile(new URL('../theme.css', import.meta.url), 'utf8');

/** The light and dark value of a token in theme.css. */
function token(name: string): [string, string] {
  const match = new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!match?.[1] || !match[2]) throw new Error(`No token ${name}`);
  return [match[1], match[2]];
}

/** Contrast ratio of two colours, by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['ground', 'panel', 'raised'])('on %s', (ground) => {
  const grounds = token(ground);
  test.each(familyHues)('%s has 3:1 in light and dark', (hue) => {
    const hues = token(`family-${hue}`);
    expect(contrast(hues[0], grounds[0])).toBeGreaterThanOrEqual(3);
    expect(contrast(hues[1], grounds[1])).toBeGreaterThanOrEqual(3);
  });
  test.each(['ink', 'ink-soft', 'ink-faint', 'failed', 'warning', 'done'])('%s has 4.5:1 in light and dark', (ink) => {
    const inks = token(ink);
    expect(contrast(inks[0], grounds[0])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(inks[1], grounds[1])).toBeGreaterThanOrEqual(4.5);
  });
});

test('every family that ships has a glyph of its own, and the first ones a colour of their own', () => {
  const looks = families.map(({ id }) => ({ id, ...lookOfFamily(id) }));
  expect(new Set(looks.map(({ glyph }) => glyph)).size).toBe(families.length);
  const first = ['claude', 'gpt', 'gemini', 'reader-lexical', 'reader-graph', 'reader-semantic'];
  expect(new Set(first.map((family) => lookOfFamily(family).hue)).size).toBe(6);
});

test('siblings share a hue, also with a family that ships', () => {
  expect(lookOfFamily('llama-70', 'llama').hue).toBe(lookOfFamily('llama-405', 'llama').hue);
  expect(lookOfFamily('claude-legal', 'claude').hue).toBe('orange');
});
