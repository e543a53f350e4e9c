// AskAgain: the way to hear, after all, who failed in a run that is done.
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
}

/**
 * A button while the newest run is shown and done and one of these nodes failed in it. An answer that declines or says
 * nothing was given and paid for, so it is not asked for again in the same run.
 */
export function AskAgain({ nodeIds }: AskAgainProps) {
  const [busy, setBusy] = useState(false);
  const isUseful = useStore(
    runStore,
    ({ live, past, steps }) =>
      past === undefined && live?.status === 'done' && nodeIds.some((id) => steps.get(id)?.status === 'failed'),
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
        Ask the missing voices again
      </Button>
    </Tooltip>
  );
}
