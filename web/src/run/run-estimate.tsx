// RunEstimate: what Run would ask of models, beside the button. It guesses again when the mesh changes; when the server
// cannot say, it says nothing.
import { hasErrors, type PlanEstimate } from '@parley/spec';
import { useEffect, useState } from 'react';
import { useDiagnostics } from '../state/check-store.ts';
import { useGraph } from '../state/graph-store.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { estimateCostWords, estimateDetail, estimateWords } from './estimate-words.ts';
import { runApi } from './run-api.ts';

/** Milliseconds without a change before the server is asked. */
const pause = 600;

export function RunEstimate() {
  const graph = useGraph();
  const isBlocked = hasErrors(useDiagnostics()) || graph.nodes.length === 0;
  const [estimate, setEstimate] = useState<PlanEstimate>();
  useEffect(() => {
    if (isBlocked) return undefined;
    const stop = new AbortController();
    const ask = async () => {
      const answer = await runApi.estimate(graph, stop.signal).catch(() => undefined);
      if (!stop.signal.aborted) setEstimate(answer);
    };
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [graph, isBlocked]);
  if (!estimate || isBlocked) return null;
  return (
    <Tooltip content={estimateDetail(estimate)}>
      <span className="shrink-0 text-right text-[12px] leading-4 text-ink-soft tabular-nums max-xl:hidden">
        <span className="block">{estimateWords(estimate)}</span>
        <span className="block">{estimateCostWords(estimate)}</span>
      </span>
    </Tooltip>
  );
}
