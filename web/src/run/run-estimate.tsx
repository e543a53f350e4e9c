// RunEstimate: what Run would ask of models, beside the button. When the server cannot say, it says nothing.
import { Tooltip } from '../ui/tooltip.tsx';
import { estimateCostWords, estimateDetail, estimateWords } from './estimate-words.ts';
import { usePlanEstimate } from './use-plan-estimate.ts';

export function RunEstimate() {
  const estimate = usePlanEstimate();
  if (!estimate) return null;
  return (
    <Tooltip content={estimateDetail(estimate)}>
      <span className="shrink-0 text-right text-[12px] leading-4 text-ink-soft tabular-nums max-xl:hidden">
        <span className="block">{estimateWords(estimate)}</span>
        <span className="block">{estimateCostWords(estimate)}</span>
      </span>
    </Tooltip>
  );
}
