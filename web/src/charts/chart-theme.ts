// The tokens of theme.css as colours a chart can draw with, in the theme at hand. Knows no chart.
import { useSyncExternalStore } from 'react';

const tokens = {
  ink: 'ink',
  inkSoft: 'ink-soft',
  inkFaint: 'ink-faint',
  line: 'line',
  lineStrong: 'line-strong',
  ground: 'panel',
  raised: 'raised',
  low: 'hover',
  high: 'accent',
  onHigh: 'on-accent',
  plain: 'family-slate',
} as const;

/** Colours as `rgb(...)`, and the font. */
export type ChartTheme = Readonly<Record<keyof typeof tokens, string>> & {
  /** What `useThemeKey` said when it was read. */
  readonly key: string;
  readonly font: string;
  /** False when the person asked for less motion. */
  readonly moves: boolean;
};

/** Reads the tokens as they are on this element now. */
export function readChartTheme(element: HTMLElement, key: string): ChartTheme {
  const probe = element.appendChild(document.createElement('span'));
  const colourOf = (token: string): string => {
    probe.style.color = `var(--color-${token})`;
    return getComputedStyle(probe).color;
  };
  const read = (name: keyof typeof tokens): string => colourOf(tokens[name]);
  const theme: ChartTheme = {
    ink: read('ink'),
    inkSoft: read('inkSoft'),
    inkFaint: read('inkFaint'),
    line: read('line'),
    lineStrong: read('lineStrong'),
    ground: read('ground'),
    raised: read('raised'),
    low: read('low'),
    high: read('high'),
    onHigh: read('onHigh'),
    plain: read('plain'),
    key,
    font: getComputedStyle(element).fontFamily,
    moves: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
  probe.remove();
  return theme;
}

/** Asked when it is drawn: words beside a chart are also written where there is no window. */
const readMedia = () =>
  ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'].map((query) => matchMedia(query));

/** A word that changes whenever a chart must be drawn in other colours. */
export function useThemeKey(): string {
  return useSyncExternalStore(watchTheme, () =>
    [document.documentElement.dataset['theme'] ?? '', ...readMedia().map(({ matches }) => String(matches))].join(' '),
  );
}

function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const media = readMedia();
  for (const query of media) query.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    for (const query of media) query.removeEventListener('change', onChange);
  };
}
