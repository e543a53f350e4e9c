// voteBarsOption: what was chosen, round by round, as bars of one block a voice. How a voice came there is told by fill, edge and sign.
import type { ChartTheme } from './chart-theme.ts';
import type { ChartOption, DrawItem } from './draw-chart.ts';
import { tooltipOf } from './tooltip-lines.ts';

/** `stayed`: chose this before as well, or chose first. `argued`: moved here and said something new. `conformed`: moved to the majority and did not. `moved`: anything else. */
export type VoteWay = 'stayed' | 'argued' | 'conformed' | 'moved';

interface VoteBlock {
  readonly name: string;
  readonly way: VoteWay;
  /** Shown on hover, a heading and what there is to say. */
  readonly lines: readonly string[];
}

export interface VoteBars {
  /** One for each choice; each with a bar for each round, in order. */
  readonly groups: readonly {
    readonly name: string;
    readonly bars: readonly { readonly name: string; readonly blocks: readonly VoteBlock[] }[];
  }[];
  /** Voices at most in one bar. */
  readonly most: number;
}

const barHeight = 22;
const rowHeight = 28;
const headHeight = 30;
const gutter = { left: 4, label: 66, right: 22, top: 2, axis: 26 };

/** Height in pixels. */
export function voteBarsHeight({ groups }: VoteBars): number {
  return gutter.top + groups.reduce((sum, { bars }) => sum + headHeight + bars.length * rowHeight, 0) + gutter.axis;
}

/** Below this many pixels the names of the voices find no room. */
export function voteBarsMinWidth({ most }: VoteBars): number {
  return gutter.label + most * 52 + gutter.right;
}

export function voteBarsOption({ groups, most }: VoteBars, theme: ChartTheme): ChartOption {
  const blocks = placeBlocks(groups);
  const heads = placeLabels(groups);
  const plain = { fontFamily: theme.font, verticalAlign: 'middle' } as const;
  const drawLabel: DrawItem = ({ dataIndex, coordSys }) => {
    const label = heads[dataIndex];
    const { x, y, width } = areaOf(coordSys);
    if (!label) return null;
    const at = y + label.y;
    return {
      type: 'group',
      children: [
        {
          type: 'text',
          style: {
            ...plain,
            x: gutter.left,
            y: at,
            text: label.text,
            fill: label.isHead ? theme.ink : theme.inkSoft,
            fontSize: label.isHead ? 13 : 12,
            fontWeight: label.isHead ? 'bold' : 'normal',
            width: label.isHead ? x + width : gutter.label - 8,
            overflow: 'truncate',
          },
        },
        ...(label.count === undefined
          ? []
          : [
              {
                type: 'text' as const,
                style: { ...plain, x: x + width + 8, y: at, text: label.count, fill: theme.ink, fontSize: 12 },
              },
            ]),
      ],
    };
  };
  return {
    aria: { enabled: true, label: { enabled: false } },
    grid: { left: gutter.label, right: gutter.right, top: gutter.top, bottom: gutter.axis },
    tooltip: tooltipOf(theme, (series, item) => (series === 1 ? (blocks[item]?.lines ?? []) : [])),
    xAxis: {
      type: 'value',
      min: 0,
      max: most,
      interval: Math.max(1, Math.ceil(most / 6)),
      axisLabel: { color: theme.inkSoft, fontSize: 12 },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: { type: 'value', min: 0, max: 1, show: false },
    series: [
      { type: 'custom', silent: true, clip: false, data: heads.map(() => [0, 0]), renderItem: drawLabel },
      {
        type: 'custom',
        data: blocks.map(({ start }) => [start, 0]),
        renderItem: ({ dataIndex, coordSys }, api) => {
          const block = blocks[dataIndex];
          if (!block) return null;
          const [left = 0] = api.coord([block.start, 0]);
          const [right = 0] = api.coord([block.start + 1, 0]);
          const middle = areaOf(coordSys).y + block.y;
          const look = lookOf(block.way, theme);
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: left + 1, y: middle - barHeight / 2, width: right - left - 2, height: barHeight, r: 4 },
                style: { fill: look.fill, stroke: look.stroke, lineWidth: look.width, lineDash: look.dash },
              },
              {
                type: 'text',
                style: {
                  ...plain,
                  x: left + 7,
                  y: middle,
                  text: `${look.sign}${block.name}`,
                  fill: look.ink,
                  fontSize: 11,
                  width: Math.max(0, right - left - 13),
                  overflow: 'truncate',
                },
              },
            ],
          };
        },
      },
    ],
  };
}

function lookOf(way: VoteWay, { low, high, onHigh, ink, ground, lineStrong }: ChartTheme) {
  switch (way) {
    case 'stayed':
      return { fill: low, stroke: lineStrong, width: 1, dash: [], ink, sign: '' };
    case 'argued':
      return { fill: high, stroke: high, width: 1, dash: [], ink: onHigh, sign: '→ ' };
    case 'moved':
      return { fill: ground, stroke: high, width: 1.5, dash: [], ink, sign: '→ ' };
    case 'conformed':
      return { fill: ground, stroke: high, width: 1.5, dash: [4, 3], ink, sign: '→ ' };
  }
}

/** Where a series is drawn, in pixels of the picture. */
function areaOf(system: object): { readonly x: number; readonly y: number; readonly width: number } {
  const read = (name: string): number => {
    const value: unknown = Reflect.get(system, name);
    return typeof value === 'number' ? value : 0;
  };
  return { x: read('x'), y: read('y'), width: read('width') };
}

interface Label {
  readonly text: string;
  /** Pixels below the top. */
  readonly y: number;
  readonly isHead: boolean;
  readonly count?: string;
}

function placeLabels(groups: VoteBars['groups']): Label[] {
  let top = 0;
  return groups.flatMap(({ name, bars }) => {
    const head: Label = { text: name, y: top + headHeight / 2 + 3, isHead: true };
    const rows = bars.map((bar, index): Label => {
      const y = top + headHeight + (index + 0.5) * rowHeight;
      return { text: bar.name, y, isHead: false, count: String(bar.blocks.length) };
    });
    top += headHeight + bars.length * rowHeight;
    return [head, ...rows];
  });
}

function placeBlocks(groups: VoteBars['groups']): (VoteBlock & { readonly start: number; readonly y: number })[] {
  let top = 0;
  return groups.flatMap(({ bars }) => {
    const placed = bars.flatMap(({ blocks }, index) =>
      blocks.map((block, start) => ({ ...block, start, y: top + headHeight + (index + 0.5) * rowHeight })),
    );
    top += headHeight + bars.length * rowHeight;
    return placed;
  });
}
