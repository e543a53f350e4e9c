// RunStatusWords: the state of the newest run in a few words, and whether its stream still stands.
import { openRequests, type RunStatus } from '@parley/spec';
import { Button } from '../ui/button.tsx';
import { StepElapsed } from './live-foot.tsx';
import { costOf } from './money-words.ts';
import { useConnection, useLiveRun } from './run-store.ts';
import { showQuestion } from './show-question.ts';
import { StepShape } from './step-shape.tsx';
import type { StepShapeName } from './step-words.ts';

/** A run's state as a shape and words, wherever runs are listed. */
export const runLooks: Record<RunStatus, { readonly shape: StepShapeName; readonly words: string }> = {
  queued: { shape: 'waiting', words: 'Queued' },
  running: { shape: 'running', words: 'Running' },
  waiting: { shape: 'asking', words: 'Waits for you' },
  done: { shape: 'done', words: 'Done' },
  failed: { shape: 'failed', words: 'Failed' },
  cancelled: { shape: 'cancelled', words: 'Stopped' },
};

export function RunStatusWords() {
  const run = useLiveRun();
  const connection = useConnection();
  if (connection.state === 'lost') return <StreamWords words="Connection lost, trying again…" />;
  if (connection.state === 'broken') return <StreamWords words={connection.message} />;
  if (!run) return null;
  if (openRequests(run).length > 0) return <Asking />;
  const { shape, words } = runLooks[run.status];
  const failed = Object.values(run.steps).filter((step) => step.status === 'failed').length;
  const gaps = run.status === 'done' && failed > 0 ? `, ${failed} failed` : '';
  return (
    <p className="flex shrink-0 items-center gap-1.5 text-[12px] leading-4 text-ink-soft tabular-nums">
      <StepShape shape={gaps === '' ? shape : 'missing'} />
      <output>
        {words}
        {gaps}
      </output>
      <StepElapsed startedAt={run.startedAt} endedAt={run.endedAt} running={run.status === 'running'} />
      {/* On a narrower screen the families have more need of the room; the timeline has the cost too. */}
      <span className="max-[1400px]:hidden">{costOf(run.steps)}</span>
    </p>
  );
}

/** Whatever else goes on: what waits for a person comes first, and leads there. */
function Asking() {
  return (
    <Button variant="quiet" className="text-warning!" onClick={showQuestion}>
      <StepShape shape="asking" />
      {runLooks.waiting.words}
    </Button>
  );
}

function StreamWords({ words }: { readonly words: string }) {
  return (
    <output className="flex min-w-0 items-center gap-1.5 text-[12px] leading-4 font-medium text-warning">
      <StepShape shape="missing" />
      <span className="line-clamp-2">{words}</span>
    </output>
  );
}
