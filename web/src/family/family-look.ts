// What a family looks like: one hue and one glyph, everywhere the same. Knows no component and no theme.

export const familyHues = [
  'orange',
  'teal',
  'blue',
  'ochre',
  'magenta',
  'slate',
  'red',
  'lime',
  'violet',
  'cyan',
  'green',
  'brown',
] as const;
export type FamilyHue = (typeof familyHues)[number];

/** Filled glyphs write; drawn-in-line glyphs (`lines`, `web`, `wave`) quote. */
export const familyGlyphs = [
  'disc',
  'square',
  'triangle',
  'lines',
  'web',
  'wave',
  'diamond',
  'plus',
  'ring',
  'chevrons',
  'bars',
  'pentagon',
  'hexagon',
  'star',
  'dome',
  'hourglass',
  'arrow',
] as const;
export type FamilyGlyph = (typeof familyGlyphs)[number];

export interface FamilyLook {
  readonly hue: FamilyHue;
  readonly glyph: FamilyGlyph;
}

const known: Readonly<Record<string, FamilyLook>> = {
  claude: { hue: 'orange', glyph: 'disc' },
  gpt: { hue: 'teal', glyph: 'square' },
  gemini: { hue: 'blue', glyph: 'triangle' },
  // Siblings by their maker's own account share a hue.
  'gpt-oss': { hue: 'teal', glyph: 'hexagon' },
  gemma: { hue: 'blue', glyph: 'dome' },
  deepseek: { hue: 'violet', glyph: 'diamond' },
  llama: { hue: 'cyan', glyph: 'pentagon' },
  mistral: { hue: 'red', glyph: 'chevrons' },
  qwen: { hue: 'lime', glyph: 'plus' },
  grok: { hue: 'slate', glyph: 'bars' },
  command: { hue: 'brown', glyph: 'star' },
  kimi: { hue: 'ochre', glyph: 'hourglass' },
  glm: { hue: 'green', glyph: 'arrow' },
  other: { hue: 'slate', glyph: 'ring' },
  'reader-lexical': { hue: 'ochre', glyph: 'lines' },
  'reader-graph': { hue: 'magenta', glyph: 'web' },
  'reader-semantic': { hue: 'slate', glyph: 'wave' },
};
const spareHues: readonly FamilyHue[] = ['red', 'lime', 'violet', 'cyan'];
const spareGlyphs: readonly FamilyGlyph[] = ['diamond', 'plus', 'ring', 'chevrons', 'bars', 'pentagon'];

/**
 * The look of a family. One that has no entry gets a hue from its lineage, so that siblings share it, and a glyph
 * from its own id; both stay the same between sessions.
 */
export function lookOfFamily(family: string, lineage: string = family): FamilyLook {
  const look = Object.hasOwn(known, family) ? known[family] : undefined;
  if (look) return look;
  const sibling = Object.hasOwn(known, lineage) ? known[lineage] : undefined;
  return {
    hue: sibling?.hue ?? pick(spareHues, lineage) ?? 'violet',
    glyph: pick(spareGlyphs, family) ?? 'diamond',
  };
}

/** The CSS colour of a hue in the theme at hand. */
export function hueColour(hue: FamilyHue): string {
  return `var(--color-family-${hue})`;
}

function pick<Item>(items: readonly Item[], key: string): Item | undefined {
  // FNV-1a: small, even, and the same in every browser.
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return items[(hash >>> 0) % items.length];
}
