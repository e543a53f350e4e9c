// CellsProgress: the matrix of an intersections step while it fills. Scores come at the end, when all can be compared.
import { type CellProgress, domainPairKey } from '@parley/spec';
import { cellName, cellShapes, cellStateWords, cellsWords } from '../run/cell-words.ts';
import { StepShape } from '../run/step-shape.tsx';
import { CellMatrix } from '../ui/cell-matrix.tsx';

interface CellsProgressProps {
  readonly cells: readonly CellProgress[];
}

export function CellsProgress({ cells }: CellsProgressProps) {
  const byPair = new Map(cells.map((cell) => [domainPairKey(cell), cell]));
  const names = [...new Set(cells.flatMap(({ first, second }) => [first, second]))];
  return (
    <section className="flex flex-col gap-2" aria-label="Cells as they are explored">
      <p className="text-[15px] leading-6 font-semibold" aria-live="polite">
        {cellsWords(cells)}
      </p>
      <p className="max-w-prose text-[13px] text-ink-soft">
        Each cell is where two domains meet. Scores come when all cells are through, because findings are compared with
        one another and with the controls.
      </p>
      <CellMatrix
        name="Cells as they are explored"
        names={names}
        renderCell={(pair) => {
          const cell = byPair.get(domainPairKey(pair));
          if (!cell) return <span className="sr-only">{cellName(pair)} is not explored in this run</span>;
          const words = `${cellName(cell)} ${cellStateWords(cell)}`;
          return (
            <span className="flex size-8 items-center justify-center rounded-control border border-line" title={words}>
              <StepShape shape={cellShapes[cell.state]} size={14} />
              <span className="sr-only">{words}</span>
            </span>
          );
        }}
      />
      <ul className="flex flex-col gap-1 text-[13px]">
        {cells
          .filter(({ state }) => state === 'failed')
          .map((cell) => (
            <li
              key={domainPairKey(cell)}
              className="rounded-control border border-dashed border-failed px-2.5 py-1.5 break-words"
            >
              {cellName(cell)} {cellStateWords(cell)}
            </li>
          ))}
      </ul>
    </section>
  );
}
