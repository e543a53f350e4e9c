// RunTotals: the last rows of the timeline: what the run used and cost, and how much of that is each family's.
import { foldSpends, type RunState, spendsOfSteps, type SpendTotal } from '@parley/spec';
import type { ReactNode } from 'react';
import { FamilyMark } from '../family/family-mark.tsx';
import { useFamilies } from '../state/families.ts';
import { formatTokens } from './elapsed.ts';
import { costWords } from './money-words.ts';

const cell = 'px-3 py-1 align-middle';

/** Nothing while no call has told what it used. */
export function RunTotals({ run }: { readonly run: RunState }) {
  const titles = useFamilies();
  const { total, families } = foldSpends(spendsOfSteps(run.steps));
  if (families.length === 0) return null;
  return (
    <tfoot className="border-t-2 border-line-strong">
      <TotalRow total={total} strong>
        This run
      </TotalRow>
      {families.map(({ family, ...own }) => (
        <TotalRow key={family} total={own}>
          {family === '' ? (
            'Family not recorded'
          ) : (
            <>
              <FamilyMark family={family} size={12} />
              <span className="truncate">{titles.find(({ id }) => id === family)?.title ?? family}</span>
            </>
          )}
        </TotalRow>
      ))}
    </tfoot>
  );
}

interface TotalRowProps {
  readonly total: SpendTotal;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

function TotalRow({ total, strong = false, children }: TotalRowProps) {
  const { cachedInputTokens } = total;
  return (
    <tr className={strong ? 'font-semibold' : 'text-ink-soft'}>
      <th scope="row" colSpan={4} className={`${cell} text-left ${strong ? 'font-semibold' : 'font-normal'}`}>
        <span className="flex min-h-5 items-center gap-1.5">
          {children}
          {cachedInputTokens !== undefined && (
            <span className="font-normal text-ink-faint">
              {cachedInputTokens.toLocaleString('en')} of them from a provider’s cache
            </span>
          )}
        </span>
      </th>
      <td className={`${cell} text-right tabular-nums`}>{formatTokens(total)}</td>
      <td className={`${cell} text-right tabular-nums`}>{costWords(total)}</td>
    </tr>
  );
}
