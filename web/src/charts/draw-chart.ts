// The one file that runs the charting library (Apache ECharts, drawn as SVG). It is loaded when the first chart is shown.
import { CustomChart, type CustomSeriesOption, HeatmapChart, type HeatmapSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapContinuousComponent,
  type VisualMapComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  AriaComponent,
  CustomChart,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  SVGRenderer,
  TooltipComponent,
  VisualMapContinuousComponent,
]);

/** What a chart of this product may be made of. */
export type ChartOption = ComposeOption<
  | AriaComponentOption
  | CustomSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;
/** Draws one item of a custom series. */
export type DrawItem = NonNullable<CustomSeriesOption['renderItem']>;

export interface DrawnChart {
  /** Replaces the whole picture. */
  show(option: ChartOption): void;
  /** Fits the picture to its element. */
  resize(): void;
  /** Called with the place of the series and of the item in it that was pressed; replaces who was called before. */
  whenPressed(listener: (series: number, item: number) => void): void;
  dispose(): void;
}

/** An empty chart that fills the element. */
export function drawChart(element: HTMLElement): DrawnChart {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    show: (option) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    whenPressed(listener) {
      chart.off('click');
      chart.on('click', ({ seriesIndex = 0, dataIndex }) => listener(seriesIndex, dataIndex));
    },
    dispose: () => chart.dispose(),
  };
}
