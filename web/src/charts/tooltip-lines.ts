// tooltipOf: what a chart says where the pointer is. Text only: names in it were typed by people.
import type { ChartTheme } from './chart-theme.ts';
import type { ChartOption } from './draw-chart.ts';

/** The first line is the heading; `linesOf` gives the lines of an item of a series, both by place. */
export function tooltipOf(
  theme: ChartTheme,
  linesOf: (series: number, item: number) => readonly string[],
): NonNullable<ChartOption['tooltip']> {
  return {
    trigger: 'item',
    confine: true,
    backgroundColor: theme.raised,
    borderColor: theme.lineStrong,
    textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
    formatter: (hovered) => {
      const { seriesIndex = 0, dataIndex = 0 } = Array.isArray(hovered) ? (hovered[0] ?? {}) : hovered;
      return linesOf(seriesIndex, dataIndex).map((line, index) => {
        const element = document.createElement('div');
        element.textContent = line;
        element.style.cssText = `max-width:280px;white-space:normal;line-height:18px;${index === 0 ? 'font-weight:600' : ''}`;
        return element;
      });
    },
  };
}
