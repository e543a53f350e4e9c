// heatMapOption: a square of shares, one row and one column a name. What is too little to show is an empty, dashed cell.
import type { ChartTheme } from './chart-theme.ts';
import type { ChartOption, DrawItem } from './draw-chart.ts';
import { inkOn, mixColours } from './colour.ts';
import { tooltipOf } from './tooltip-lines.ts';

export interface HeatCell {
  readonly row: number;
  readonly column: number;
  /** 0 to 1; null when there is too little to show a share. */
  readonly share: number | null;
  /** Stands in the cell, lines apart by a line feed. */
  readonly label: string;
  /** Shown on hover, a heading and what there is to say. */
  readonly lines: readonly string[];
  /** Framed: it is the one that is read beside the picture. */
  readonly isChosen?: boolean;
}

export interface HeatMap {
  readonly names: readonly string[];
  readonly cells: readonly HeatCell[];
  /** What the two ends of the scale mean, 1 first. */
  readonly ends: readonly [string, string];
}

const cellSize = 46;
const gutter = { left: 116, top: 78, bottom: 52 };

/** Height and least width in pixels of a heat map of so many names. */
export function heatMapSize(names: number): { readonly height: number; readonly minWidth: number } {
  return { height: gutter.top + names * cellSize + gutter.bottom, minWidth: gutter.left + names * cellSize };
}

/** The cell that is drawn as this item of this series. */
export function heatMapCell({ cells }: HeatMap, series: number, item: number): HeatCell | undefined {
  return cells.filter(({ share }) => (share === null) === (series === 1))[item];
}

export function heatMapOption({ names, cells, ends }: HeatMap, theme: ChartTheme): ChartOption {
  const shown = cells.filter(({ share }) => share !== null);
  const empty = cells.filter(({ share }) => share === null);
  const axis = { type: 'category' as const, data: [...names], axisLine: { show: false }, axisTick: { show: false } };
  const label = { color: theme.ink, fontSize: 12, width: 104, overflow: 'truncate', interval: 0 } as const;
  return {
    aria: { enabled: true, label: { enabled: false } },
    grid: { left: gutter.left, right: 2, top: gutter.top, bottom: gutter.bottom },
    xAxis: { ...axis, position: 'top', axisLabel: { ...label, rotate: 38, width: 92 } },
    yAxis: { ...axis, inverse: true, axisLabel: label },
    tooltip: tooltipOf(theme, (series, item) => (series === 0 ? shown : empty)[item]?.lines ?? []),
    visualMap: {
      type: 'continuous',
      hoverLink: false,
      min: 0,
      max: 1,
      seriesIndex: 0,
      dimension: 2,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemWidth: 12,
      itemHeight: 120,
      text: [...ends],
      textStyle: { color: theme.inkSoft, fontSize: 12 },
      inRange: { color: [theme.low, theme.high] },
    },
    series: [
      {
        type: 'heatmap',
        data: shown.map(({ row, column, share, label: words, isChosen }) => ({
          value: [column, row, share ?? 0],
          ...(isChosen && { itemStyle: { borderColor: theme.ink, borderWidth: 2 } }),
          label: {
            show: true,
            formatter: () => words,
            color: inkOn(mixColours(theme.low, theme.high, share ?? 0), [theme.ink, theme.onHigh]),
            fontSize: 11,
            lineHeight: 14,
          },
        })),
        itemStyle: { borderColor: theme.ground, borderWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: theme.ink } },
      },
      { type: 'custom', data: empty.map(({ row, column }) => [column, row]), renderItem: drawEmpty(empty, theme) },
    ],
  };
}

function drawEmpty(cells: readonly HeatCell[], theme: ChartTheme): DrawItem {
  return ({ dataIndex }, api) => {
    const cell = cells[dataIndex];
    if (!cell) return null;
    const [x = 0, y = 0] = api.coord([cell.column, cell.row]);
    const size = api.size?.([1, 1]);
    const [width = 0, height = 0] = Array.isArray(size) ? size : [size, size];
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x: x - width / 2 + 3, y: y - height / 2 + 3, width: width - 6, height: height - 6, r: 4 },
          style: {
            fill: theme.ground,
            stroke: cell.isChosen ? theme.ink : theme.lineStrong,
            lineWidth: cell.isChosen ? 2 : 1,
            lineDash: [3, 3],
          },
        },
        {
          type: 'text',
          style: {
            x,
            y,
            text: cell.label,
            fill: theme.inkFaint,
            fontFamily: theme.font,
            fontSize: 11,
            align: 'center',
            verticalAlign: 'middle',
          },
        },
      ],
    };
  };
}
