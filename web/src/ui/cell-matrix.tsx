// CellMatrix: the lower half of a square of domains, one cell a pair. It knows nothing of what stands in the cells.
import type { ReactNode } from 'react';

export interface MatrixPair {
  readonly first: string;
  readonly second: string;
}

interface CellMatrixProps {
  readonly name: string;
  /** Two or more, in the order of the panel. */
  readonly names: readonly string[];
  readonly renderCell: (pair: MatrixPair) => ReactNode;
}

/** Columns carry the numbers of the rows, so that long names are written once. */
export function CellMatrix({ name, names, renderCell }: CellMatrixProps) {
  return (
    <div className="overflow-x-auto pb-1">
      <table className="border-separate border-spacing-0.5 text-[12px]">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Domain</span>
            </th>
            {names.slice(0, -1).map((column, index) => (
              <th key={column} scope="col" className="font-normal text-ink-faint tabular-nums" title={column}>
                <span aria-hidden>{index + 1}</span>
                <span className="sr-only">{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((row, place) => (
            <tr key={row}>
              <th scope="row" className="max-w-40 truncate pr-1.5 text-left font-normal" title={row}>
                <span aria-hidden className="text-ink-faint tabular-nums">
                  {place + 1}{' '}
                </span>
                {row}
              </th>
              {names.slice(0, -1).map((column, index) => (
                <td key={column} className="p-0">
                  {index < place && renderCell({ first: column, second: row })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
