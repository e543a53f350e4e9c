// usePlanEstimate: what a run of the mesh would ask of models, guessed by the server again when the mesh changes. Nothing is called.
import { hasErrors, type PlanEstimate } from '@parley/spec';
import { useEffect, useState } from 'react';
import { useDiagnostics } from '../state/check-store.ts';
import { useGraph } from '../state/graph-store.ts';
import { runApi } from './run-api.ts';

/** Milliseconds without a change before the server is asked. */
const pause = 600;

/** Undefined while it is not known: before the first answer, when the server cannot say, and for a mesh that cannot run. */
export function usePlanEstimate(): PlanEstimate | undefined {
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
  return isBlocked ? undefined : estimate;
}
