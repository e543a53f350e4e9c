// RunControls: Run, Stop and Go on, with the state of the newest run in words.
import { hasErrors, hasRunEnded } from '@parley/spec';
import { Play, Square, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { countWords } from '../result/support.ts';
import { useDiagnostics } from '../state/check-store.ts';
import { useGraphId } from '../state/graph-store.ts';
import { showBottom } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { PastRunFrame } from './past-run-notice.tsx';
import { cancelRun, resumeRun, startRun } from './run-commands.ts';
import { useRunStatus } from './run-store.ts';
import { catchUpWithRuns } from './run-stream.ts';
import { RunAttention } from './run-attention.tsx';
import { RunEstimate } from './run-estimate.tsx';
import { RunStatusWords } from './run-status-words.tsx';

export function RunControls() {
  const status = useRunStatus();
  const active = status !== 'idle' && !hasRunEnded(status);
  const resumable = status === 'failed' || status === 'cancelled';
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const catchUp = () => void catchUpWithRuns();
    window.addEventListener('focus', catchUp);
    return () => window.removeEventListener('focus', catchUp);
  }, []);
  const act = (command: () => Promise<void>): void => {
    setBusy(true);
    void command().finally(() => setBusy(false));
  };
  return (
    <div className="flex items-center gap-2">
      <RunStatusWords />
      {resumable && (
        <Tooltip content="Go on where the run ended. Finished calls are not paid again.">
          <Button icon={StepForward} disabled={busy} onClick={() => act(resumeRun)}>
            Go on
          </Button>
        </Tooltip>
      )}
      {!active && <RunEstimate />}
      {active ? <StopButton /> : <RunButton busy={busy} onRun={() => act(startRun)} />}
      <PastRunFrame />
      <RunAttention />
    </div>
  );
}

/** Stays in use after a click: a stop that did not arrive can be asked for again. */
function StopButton() {
  const [asked, setAsked] = useState(false);
  return (
    <Tooltip content="Stop the calls in flight. What is finished stays.">
      <Button
        icon={Square}
        onClick={() => {
          setAsked(true);
          void cancelRun(() => setAsked(false));
        }}
      >
        {asked ? 'Stopping…' : 'Stop'}
      </Button>
    </Tooltip>
  );
}

interface RunButtonProps {
  readonly busy: boolean;
  readonly onRun: () => void;
}

/** With problems it stays in reach of the keyboard, says why it will not run, and leads to them. */
function RunButton({ busy, onRun }: RunButtonProps) {
  const diagnostics = useDiagnostics();
  const open = useGraphId() !== '';
  const problems = hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error').length : 0;
  const blocked = !open
    ? 'Open a mesh first'
    : problems > 0
      ? `Fix ${countWords(problems, 'problem')} first`
      : undefined;
  return (
    <Tooltip content={blocked ?? 'Save this mesh and run it'}>
      <Button
        variant="primary"
        icon={Play}
        disabled={busy}
        aria-disabled={blocked !== undefined}
        className={blocked === undefined ? '' : 'opacity-45'}
        onClick={() => {
          if (blocked === undefined) onRun();
          else if (problems > 0) showBottom('problems');
        }}
      >
        Run
      </Button>
    </Tooltip>
  );
}
