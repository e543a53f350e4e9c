// FusedDots: voices on a ring, those that count as about one joined by a band. Knows no run and no graph.
import { useRef } from 'react';
import { SavePicture } from '../charts/save-picture.tsx';
import { FamilyMark } from '../family/family-mark.tsx';
import type { PlacedVoice } from './panel-of-mesh.ts';

interface FusedDotsProps {
  readonly voices: readonly PlacedVoice[];
  /** Node ids that count as one, in groups. */
  readonly groups: readonly (readonly string[])[];
  /** What stands in the middle. */
  readonly centre: string;
  /** What it shows, without a full stop: its accessible name, and the title of a saved picture. */
  readonly words: string;
  /** What that rests on; goes with a saved picture. */
  readonly note: string;
}

const size = 168;
const mark = 16;
const radius = 62;

export function FusedDots({ voices, groups, centre, words, note }: FusedDotsProps) {
  const holder = useRef<HTMLDivElement>(null);
  const found = new Map(voices.map((voice) => [voice.nodeId, voice]));
  const placed = placeGroups(groups);
  return (
    <figure className="flex flex-col items-center gap-1">
      <div ref={holder} role="img" aria-label={`${words}, drawn as ${groups.length} groups`}>
        <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden>
          {placed.map(({ id, angles }) => (
            <path
              key={id}
              d={bandOf(angles)}
              fill="none"
              strokeWidth={mark + 12}
              strokeLinecap="round"
              className="stroke-pressed"
            />
          ))}
          {placed.flatMap(({ members }) =>
            members.map(({ nodeId, angle }) => {
              const voice = found.get(nodeId);
              const { x, y } = pointAt(angle);
              return (
                voice && (
                  <g key={nodeId} transform={`translate(${x - mark / 2} ${y - mark / 2})`}>
                    <title>{voice.title}</title>
                    <FamilyMark family={voice.family} size={mark} />
                  </g>
                )
              );
            }),
          )}
          <text
            x={size / 2}
            y={size / 2}
            textAnchor="middle"
            dominantBaseline="central"
            className="fill-ink text-[22px] font-semibold tabular-nums"
          >
            {centre}
          </text>
        </svg>
      </div>
      <figcaption className="flex">
        <SavePicture holder={holder} title={words} note={note} />
      </figcaption>
    </figure>
  );
}

interface PlacedGroup {
  readonly id: string;
  readonly angles: readonly number[];
  readonly members: readonly { readonly nodeId: string; readonly angle: number }[];
}

/** Everyone gets the same room, and a group one room more as the gap after it. Angles in radians, clockwise from the top. */
function placeGroups(groups: readonly (readonly string[])[]): PlacedGroup[] {
  const rooms = groups.reduce((sum, group) => sum + group.length, 0) + (groups.length > 1 ? groups.length : 0);
  let room = 0;
  return groups.map((group) => {
    const members = group.map((nodeId) => ({ nodeId, angle: (2 * Math.PI * room++) / Math.max(1, rooms) }));
    room += 1;
    return { id: group.join(' '), angles: members.map(({ angle }) => angle), members };
  });
}

function bandOf(angles: readonly number[]): string {
  const [first = 0] = angles;
  const last = angles.at(-1) ?? first;
  const from = pointAt(first);
  // A band of no length is not drawn by every browser; a hair of length is.
  const to = pointAt(last === first ? last + 0.001 : last);
  const long = last - first > Math.PI ? 1 : 0;
  return `M${from.x} ${from.y}A${radius} ${radius} 0 ${long} 1 ${to.x} ${to.y}`;
}

function pointAt(angle: number): { readonly x: number; readonly y: number } {
  return { x: size / 2 + radius * Math.sin(angle), y: size / 2 - radius * Math.cos(angle) };
}
