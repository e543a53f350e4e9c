// intervalBarsOption: shares as bars with their intervals and counts, one or more bars a row.
import type { ChartTheme } from './chart-theme.ts';
import type { ChartOption, DrawItem } from './draw-chart.ts';
import { tooltipOf } from './tooltip-lines.ts';

export interface IntervalBar {
  /** 0 to 1; null when there is too little to show a share: then only the words stand there. */
  readonly share: number | null;
  /** The ends of the interval, 0 to 1. */
  readonly low: number;
  readonly high: number;
  /** The count at the end of the row, such as "7 of 9". */
  readonly words: string;
  /** Shown on hover, a heading and what there is to say. */
  readonly lines: readonly string[];
}

export interface IntervalBars {
  /** What each bar of a row counts. */
  readonly kinds: readonly { readonly name: string; readonly colour: 'high' | 'plain' }[];
  /** As many bars a row as there are kinds. */
  readonly rows: readonly { readonly name: string; readonly bars: readonly IntervalBar[] }[];
}

const thickness = 10;
const step = 18;
const gutter = { left: 124, right: 74, top: 8, legend: 26, axis: 28 };

/** Height in pixels. */
export function intervalBarsHeight({ kinds, rows }: IntervalBars): number {
  return topOf(kinds) + rows.length * rowHeight(kinds) + gutter.axis;
}

export function intervalBarsOption({ kinds, rows }: IntervalBars, theme: ChartTheme): ChartOption {
  const words = { color: theme.inkSoft, fontSize: 12 };
  return {
    aria: { enabled: true, label: { enabled: false } },
    grid: { left: gutter.left, right: gutter.right, top: topOf(kinds), bottom: gutter.axis },
    ...(kinds.length > 1 && {
      legend: { top: 0, left: gutter.left, itemWidth: 12, itemHeight: 8, textStyle: words, selectedMode: false },
    }),
    tooltip: tooltipOf(theme, (series, item) => rows[item]?.bars[series]?.lines ?? []),
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.5,
      axisLabel: { ...words, formatter: (value: number) => `${Math.round(100 * value)} %` },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: theme.ink, fontSize: 12, width: gutter.left - 12, overflow: 'break', interval: 0 },
    },
    series: kinds.map(({ name, colour }, kind) => ({
      type: 'custom',
      name,
      itemStyle: { color: theme[colour] },
      data: rows.map((_, row) => [0, row]),
      renderItem: drawBar(
        rows.map(({ bars }) => bars[kind]),
        { offset: (kind - (kinds.length - 1) / 2) * step, colour: theme[colour], theme },
      ),
    })),
  };
}

interface BarLook {
  /** Pixels below the middle of the row. */
  readonly offset: number;
  readonly colour: string;
  readonly theme: ChartTheme;
}

function drawBar(bars: readonly (IntervalBar | undefined)[], { offset, colour, theme }: BarLook): DrawItem {
  return ({ dataIndex }, api) => {
    const bar = bars[dataIndex];
    if (!bar) return null;
    const placeOf = (share: number): number => api.coord([share, dataIndex])[0] ?? 0;
    const y = (api.coord([0, dataIndex])[1] ?? 0) + offset;
    const isShown = bar.share !== null;
    const text = {
      type: 'text',
      style: {
        x: isShown ? placeOf(1) + 8 : placeOf(0) + 8,
        y,
        text: bar.words,
        fill: isShown ? theme.ink : theme.inkFaint,
        fontFamily: theme.font,
        fontSize: 12,
        verticalAlign: 'middle',
      },
    } as const;
    if (bar.share === null) return { type: 'group', children: [text] };
    const [start, low, high] = [placeOf(0), placeOf(bar.low), placeOf(bar.high)];
    const line = (x1: number, y1: number, x2: number, y2: number) =>
      ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: theme.ink, lineWidth: 1.5 } }) as const;
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: {
            x: start,
            y: y - thickness / 2,
            width: placeOf(bar.share) - start,
            height: thickness,
            r: [0, 3, 3, 0],
          },
          style: { fill: colour, opacity: 0.75 },
        },
        line(low, y, high, y),
        line(low, y - 4, low, y + 4),
        line(high, y - 4, high, y + 4),
        text,
      ],
    };
  };
}

function rowHeight(kinds: IntervalBars['kinds']): number {
  return kinds.length * step + 18;
}

function topOf(kinds: IntervalBars['kinds']): number {
  return gutter.top + (kinds.length > 1 ? gutter.legend : 0);
}
