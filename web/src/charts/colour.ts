// Colours as numbers, as far as a chart needs them: between two, and which ink can be read on one. Pure.

/** The colour so far (0 to 1) on the way from one `rgb(r, g, b)` to another. */
export function mixColours(from: string, to: string, share: number): string {
  const [start, end] = [channelsOf(from), channelsOf(to)];
  const mixed = start.map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * share));
  return `rgb(${mixed.join(', ')})`;
}

/** The ink with the most contrast on a ground, by WCAG 2.2. */
export function inkOn(ground: string, inks: readonly [string, string]): string {
  const [one, other] = inks;
  return contrastOf(one, ground) >= contrastOf(other, ground) ? one : other;
}

/** Contrast ratio of two colours, 1 to 21, by WCAG 2.2. */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
