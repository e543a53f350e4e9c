// FamilyMark: a family's glyph in its colour. Decoration beside a name; alone, give it a title.
import { useFamily } from '../state/families.ts';
import type { FamilyGlyph } from './family-look.ts';
import { hueColour, lookOfFamily } from './family-look.ts';

// Drawn on a 16 px square. Filled glyphs carry no stroke; drawn ones no fill.
const filled: Partial<Record<FamilyGlyph, string>> = {
  disc: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11Z',
  square: 'M3 3h10v10H3Z',
  triangle: 'M8 2.2 14.2 13.2H1.8Z',
  diamond: 'M8 1.5 14.5 8 8 14.5 1.5 8Z',
  plus: 'M6 2h4v4h4v4h-4v4H6v-4H2V6h4Z',
  pentagon: 'M8 1.8 14.3 6.4 11.9 13.8H4.1L1.7 6.4Z',
  hexagon: 'M8 1.6 13.6 4.8V11.2L8 14.4 2.4 11.2V4.8Z',
  star: 'M8 1 10.1 5.9 15 8 10.1 10.1 8 15 5.9 10.1 1 8 5.9 5.9Z',
  dome: 'M1.8 12a6.2 6.2 0 0 1 12.4 0Z',
  hourglass: 'M2.8 2h10.4L9.4 8l3.8 6H2.8L6.6 8Z',
  arrow: 'M8 1.6 14.2 8.6H10.6V14.2H5.4V8.6H1.8Z',
  bars: 'M3 2.5h3.6v11H3ZM9.4 2.5H13v11H9.4Z',
};
const drawn: Partial<Record<FamilyGlyph, string>> = {
  lines: 'M2.5 3.5h11M2.5 8h7.5M2.5 12.5h9.5',
  web: 'M8 3.2 3.2 12h9.6Z M8 3.2v0 M3.2 12v0 M12.8 12v0',
  wave: 'M1.6 9.5c1.6-5 3.2-5 4.8-1.5s3.2 3.5 4.8-.5 2.2-3.8 3.2-3',
  ring: 'M8 3a5 5 0 1 1 0 10a5 5 0 0 1 0-10Z',
  chevrons: 'M3 3.5 8 8l-5 4.5M8 3.5 13 8l-5 4.5',
};

interface FamilyMarkProps {
  readonly family: string;
  /** Pixels; 14 unless told. */
  readonly size?: number;
  /** Its accessible name; without one it is hidden from screen readers. */
  readonly title?: string;
}

export function FamilyMark({ family, size = 14, title }: FamilyMarkProps) {
  const lineage = useFamily(family)?.lineage;
  const { hue, glyph } = lookOfFamily(family, lineage);
  const fill = filled[glyph];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className="shrink-0"
      style={{ color: hueColour(hue) }}
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined}
    >
      {fill === undefined ? (
        <path
          d={drawn[glyph] ?? ''}
          fill="none"
          stroke="currentColor"
          strokeWidth={glyph === 'lines' ? 2.4 : 2}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : (
        <path d={fill} fill="currentColor" />
      )}
      {glyph === 'web' && (
        <g fill="currentColor">
          <circle cx="8" cy="3.2" r="2.3" />
          <circle cx="3.2" cy="12" r="2.3" />
          <circle cx="12.8" cy="12" r="2.3" />
        </g>
      )}
    </svg>
  );
}
