// PairsControl: the matrix of the domains that meet in a node, before it costs anything: what a run would explore, what the budget
// holds, and cells to pick or to leave out by mouse and by keyboard.
import { domainPairKey, type GraphNode } from '@parley/spec';
import { Check } from 'lucide-react';
import { priceWords } from '../run/estimate-words.ts';
import { usePlanEstimate } from '../run/use-plan-estimate.ts';
import { dispatch, useGraph } from '../state/graph-store.ts';
import { CellMatrix, type MatrixPair } from '../ui/cell-matrix.tsx';
import type { FieldControlProps } from '../ui/field.tsx';
import {
  type CellPlan,
  cellPlans,
  type Crossing,
  crossingOfNode,
  crossingWords,
  togglePick,
} from './crossing-of-node.ts';

interface PairsControlProps {
  readonly control: FieldControlProps;
  readonly label: string;
  readonly node: GraphNode;
}

export function PairsControl({ control, label, node }: PairsControlProps) {
  const graph = useGraph();
  const estimate = usePlanEstimate();
  const crossing = crossingOfNode(node, graph);
  if (!crossing) return null;
  const { config, domains } = crossing;
  const own = estimate?.steps?.find(({ nodeId }) => nodeId === node.id);
  const pick = (pair: MatrixPair) => {
    const picked = togglePick(crossing, pair).map(({ first, second }) => ({ first, second }));
    dispatch(
      { type: 'set-config', id: node.id, config: { [config.chooseField]: 'picked', [config.pickedField]: picked } },
      `Change ${label}`,
    );
  };
  return (
    <div
      id={control.id}
      role="group"
      aria-label={label}
      aria-describedby={control['aria-describedby']}
      className="flex flex-col gap-2"
    >
      <p className="text-[12px] leading-4 text-ink" aria-live="polite">
        {crossingWords(crossing)}
        {own && own.calls.most > 0 && ` By list prices: ${priceWords(own.usd, own.unpricedCalls, own.calls)}.`}
      </p>
      {domains.length > 1 && (
        <>
          <CellMatrix
            name={label}
            names={domains}
            renderCell={(pair) => <CellButton crossing={crossing} pair={pair} onPress={() => pick(pair)} />}
          />
          <Key crossing={crossing} />
        </>
      )}
    </div>
  );
}

interface CellButtonProps {
  readonly crossing: Crossing;
  readonly pair: MatrixPair;
  readonly onPress: () => void;
}

function CellButton({ crossing, pair, onPress }: CellButtonProps) {
  const plan = crossing.plans.get(domainPairKey(pair)) ?? 'left-out';
  const words = `${pair.first} × ${pair.second}: ${planWords[plan]}`;
  return (
    <button
      type="button"
      aria-label={words}
      aria-pressed={plan === 'held' || plan === 'over'}
      title={words}
      onClick={onPress}
      onKeyDown={moveByArrow}
      className={`flex size-8 items-center justify-center rounded-control border text-[12px] ${planLooks[plan]}`}
    >
      <PlanMark plan={plan} />
    </button>
  );
}

const planWords: Readonly<Record<CellPlan, string>> = {
  held: 'a run explores it',
  perhaps: 'explored if it is among the promising',
  over: 'wanted, but the budget holds no more',
  'left-out': 'left out',
};
const planLooks: Readonly<Record<CellPlan, string>> = {
  held: 'border-accent bg-accent text-on-accent',
  perhaps: 'border-line-strong bg-raised text-ink-soft hover:bg-hover',
  over: 'border-dashed border-warning bg-raised text-warning hover:bg-hover',
  'left-out': 'border-dashed border-line-strong bg-panel text-ink-faint hover:bg-hover',
};

/** A mark besides the colour. */
function PlanMark({ plan }: { readonly plan: CellPlan }) {
  switch (plan) {
    case 'held':
      return <Check size={15} aria-hidden />;
    case 'perhaps':
      return <span aria-hidden>?</span>;
    case 'over':
      return <span aria-hidden>!</span>;
    case 'left-out':
      return null;
  }
}

/** What the marks mean, as far as they are there. */
function Key({ crossing: { plans } }: { readonly crossing: Crossing }) {
  const there = new Set(plans.values());
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-[12px] text-ink-soft" aria-label="What the marks mean">
      {cellPlans
        .filter((plan) => there.has(plan))
        .map((plan) => (
          <li key={plan} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={`flex size-4 items-center justify-center rounded-[4px] border text-[10px] ${planLooks[plan]}`}
            >
              <PlanMark plan={plan} />
            </span>
            {planWords[plan]}
          </li>
        ))}
    </ul>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Arrow keys go from cell to cell; where there is none they stay. */
function moveByArrow(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const step = arrows[event.key];
  const cell = event.currentTarget.closest('td');
  const row = cell?.closest('tr');
  const body = row?.closest('tbody');
  if (!step || !cell || !row || !body) return;
  const next = body.rows[row.sectionRowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector('button');
  if (!next) return;
  event.preventDefault();
  next.focus();
}
