// Chart: a picture with its name, its words, its numbers as a table, and a way out as a file. It knows no data of its own.
import { Table2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { type ChartTheme, readChartTheme, useThemeKey } from './chart-theme.ts';
import type { ChartOption, DrawnChart } from './draw-chart.ts';
import { SavePicture } from './save-picture.tsx';

export interface ChartTable {
  readonly columns: readonly string[];
  /** As many cells a row as there are columns; the first names the row. */
  readonly rows: readonly (readonly string[])[];
}

interface ChartProps {
  /** The heading, and the picture's accessible name. */
  readonly name: string;
  /** What it means and what it does not, in sentences; it goes with the picture wherever it is saved. */
  readonly note: string;
  /** Pixels. */
  readonly height: number;
  /** Below this many pixels the picture scrolls sideways. */
  readonly minWidth?: number;
  /** The same function as long as the data are the same. */
  readonly option: (theme: ChartTheme) => ChartOption;
  readonly table: ChartTable;
  /** What a press on an item of a series does. Whatever it does must be possible without the picture too. */
  readonly onPress?: (series: number, item: number) => void;
}

export function Chart({ name, note, height, minWidth = 0, option, table, onPress }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const tableId = useId();
  const [asTable, setAsTable] = useState(false);
  const isBroken = useDrawing(holder, option, onPress);
  const showsTable = asTable || isBroken;
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <h3 className="text-[15px] leading-6 font-semibold">{name}</h3>
      <p className="max-w-prose text-[13px] leading-5 text-ink-soft">{note}</p>
      {isBroken ? (
        <p role="alert" className="text-[13px]">
          The picture could not be loaded. The table holds the same numbers; reload the page to see the picture.
        </p>
      ) : (
        <div className="overflow-x-auto" {...(minWidth > 0 && reachable(`${name}, the picture`))}>
          <div
            ref={holder}
            role="img"
            aria-label={`${name}. The table holds the numbers.`}
            style={{ height, minWidth }}
          />
        </div>
      )}
      <div className="-ml-3 flex flex-wrap items-center gap-1">
        <Button
          variant="quiet"
          icon={Table2}
          aria-expanded={showsTable}
          aria-controls={tableId}
          onClick={() => setAsTable(!asTable)}
        >
          {showsTable ? 'Hide the table' : 'Show as a table'}
        </Button>
        {!isBroken && <SavePicture holder={holder} title={name} note={note} />}
      </div>
      <div id={tableId} hidden={!showsTable}>
        {showsTable && <DataTable name={name} table={table} />}
      </div>
    </section>
  );
}

/** Draws and redraws into the element; true when the charting library could not be loaded. */
function useDrawing(
  holder: React.RefObject<HTMLDivElement | null>,
  option: ChartProps['option'],
  onPress: ChartProps['onPress'],
): boolean {
  const themeKey = useThemeKey();
  const [chart, setChart] = useState<DrawnChart>();
  const [isBroken, setIsBroken] = useState(false);

  useEffect(() => {
    let drawn: DrawnChart | undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => drawn?.resize());
    import('./draw-chart.ts').then(
      ({ drawChart }) => {
        if (isGone || !holder.current) return;
        drawn = drawChart(holder.current);
        observer.observe(holder.current);
        setChart(drawn);
      },
      () => setIsBroken(true),
    );
    return () => {
      isGone = true;
      observer.disconnect();
      drawn?.dispose();
    };
  }, [holder]);

  useEffect(() => {
    if (!chart || !holder.current) return;
    const theme = readChartTheme(holder.current, themeKey);
    chart.show({
      ...option(theme),
      animation: theme.moves,
      animationDuration: 180,
      textStyle: { fontFamily: theme.font, color: theme.ink },
    });
  }, [chart, option, holder, themeKey]);

  useEffect(() => {
    if (onPress) chart?.whenPressed(onPress);
  }, [chart, onPress]);

  return isBroken;
}

function DataTable({ name, table: { columns, rows } }: { readonly name: string; readonly table: ChartTable }) {
  return (
    <div className="max-h-80 overflow-auto rounded-control border border-line" {...reachable(`${name}, the table`)}>
      <table className="w-full text-left text-[13px] tabular-nums">
        <caption className="sr-only">{name}</caption>
        <thead className="sticky top-0 bg-hover">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-2 py-1.5 font-semibold">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells]) => (
            <tr key={[first, ...cells].join('\n')} className="border-t border-line align-baseline">
              <th scope="row" className="px-2 py-1.5 font-normal">
                {first}
              </th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]} className="px-2 py-1.5">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What scrolls must be reached by keyboard. */
function reachable(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label };
}
