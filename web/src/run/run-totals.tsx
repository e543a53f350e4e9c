// RunTotals: above the timeline, what the run used and cost so far, and how much of that is each family's.
import { foldSpends, type RunState, spendsOfSteps, type SpendTotal } from '@parley/spec';
import { FamilyMark } from '../family/family-mark.tsx';
import { useFamilies } from '../state/families.ts';
import { formatTokens } from './elapsed.ts';
import { costWords } from './money-words.ts';

/** Nothing while no call has told what it used. */
export function RunTotals({ run }: { readonly run: RunState }) {
  const titles = useFamilies();
  const { total, families } = foldSpends(spendsOfSteps(run.steps));
  if (families.length === 0) return null;
  const { cachedInputTokens } = total;
  return (
    <ul
      aria-label="What this run used"
      className="sticky left-0 flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-3 py-1.5 text-[12px] leading-4 text-ink-soft tabular-nums"
    >
      <li className="font-semibold text-ink">
        This run <Amount total={total} />
        {cachedInputTokens !== undefined && (
          <span className="font-normal text-ink-faint">
            , {cachedInputTokens.toLocaleString('en')} from providers’ caches
          </span>
        )}
      </li>
      {families.map(({ family, ...own }) => (
        <li key={family} className="flex items-center gap-1.5">
          {family !== '' && <FamilyMark family={family} size={12} />}
          <span>
            {family === '' ? 'Family not recorded' : (titles.find(({ id }) => id === family)?.title ?? family)}{' '}
            <Amount total={own} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Amount({ total }: { readonly total: SpendTotal }) {
  return (
    <>
      {formatTokens(total)}, {costWords(total)}
    </>
  );
}
