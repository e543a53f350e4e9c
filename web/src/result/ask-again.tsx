// AskAgain: the way to hear, after all, who failed in a run that is done.
import { lacksCells, type StepState } from '@parley/spec';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { resumeRun } from '../run/run-commands.ts';
import { runStore } from '../run/run-store.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

interface AskAgainProps {
  /** The nodes that are missing here. */
  readonly nodeIds: readonly string[];
  /** What the button says; the missing voices are asked unless told. */
  readonly label?: string;
}

/**
 * A button while the newest run is shown and done and one of these nodes failed in it, or a cell of it. An answer that declines or says
 * nothing was given and paid for, so it is not asked for again in the same run.
 */
export function AskAgain({ nodeIds, label = 'Ask the missing voices again' }: AskAgainProps) {
  const [busy, setBusy] = useState(false);
  const isUseful = useStore(
    runStore,
    ({ live, past, steps }) =>
      past === undefined && live?.status === 'done' && nodeIds.some((id) => isLacking(steps.get(id))),
  );
  if (!isUseful) return null;
  return (
    <Tooltip content="Asks every voice that failed in this run, and renews what rests on them. The rest is not paid again.">
      <Button
        className="self-start"
        icon={RotateCw}
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void resumeRun().finally(() => setBusy(false));
        }}
      >
        {label}
      </Button>
    </Tooltip>
  );
}

function isLacking(step: StepState | undefined): boolean {
  return step !== undefined && (step.status === 'failed' || lacksCells(step));
}
