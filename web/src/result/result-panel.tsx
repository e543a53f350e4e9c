// ResultPanel: what the run was made for, with what supports it; while it runs, how far it is.
import type { RunState, StepState } from '@parley/spec';
import { OpenQuestions } from '../run/answer-request.tsx';
import { isActive } from '../run/run-stream.ts';
import { usePastRun, useRun } from '../run/run-store.ts';
import { PastRunNotice } from '../run/past-run-notice.tsx';
import { viewStore } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { ResultActions } from './result-actions.tsx';
import { RunProgress } from './run-progress.tsx';
import { StepOutput } from './step-output.tsx';

export function ResultPanel() {
  const run = useRun();
  if (!run) return <EmptyResult />;
  const results = run.results.flatMap((id) => run.steps[id] ?? []);
  const ready = results.filter((step) => step.output !== undefined);
  return (
    <div className="flex flex-col gap-4 p-4">
      {/* On a narrow screen this panel covers the page and its notice. */}
      <div className="empty:hidden md:hidden">
        <PastRunNotice />
      </div>
      {Object.values(run.steps).map((step) => (
        <OpenQuestions key={step.stepId} step={step} />
      ))}
      {isActive(run) && ready.length < Math.max(1, results.length) && <RunProgress run={run} />}
      {run.status === 'failed' && (
        <Ended run={run} words={isOverLimit(run) ? 'This run stopped at your spending limit.' : 'This run failed.'} />
      )}
      {run.status === 'cancelled' && <Ended run={run} words="This run was stopped." />}
      {ready.map((step) => (
        <Result key={step.stepId} step={step} run={run} titled={results.length > 1} />
      ))}
    </div>
  );
}

function isOverLimit({ fault }: RunState): boolean {
  return fault?.code === 'limit/spend';
}

interface ResultProps {
  readonly step: StepState;
  readonly run: RunState;
  /** Whether the step's own title is needed to tell results apart. */
  readonly titled: boolean;
}

function Result({ step, run, titled }: ResultProps) {
  const { output } = step;
  if (!output) return null;
  const question = output.question;
  return (
    <section className="flex flex-col gap-3" aria-label={step.title}>
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          {titled && <p className="text-[12px] text-ink-faint">{step.title}</p>}
          {output.kind !== 'brief' && <h2 className="text-[17px] leading-6 font-semibold break-words">{question}</h2>}
        </div>
        <ResultActions value={output} name={titled ? `${run.name} ${step.title}` : run.name} />
      </header>
      <StepOutput step={step} />
    </section>
  );
}

function Ended({ run, words }: { readonly run: RunState; readonly words: string }) {
  const isPast = usePastRun() !== undefined;
  const steps = Object.values(run.steps);
  const done = steps.filter((step) => step.status === 'done').length;
  return (
    <div
      className={`rounded-card border border-dashed px-3 py-2 ${run.status === 'failed' ? 'border-failed' : 'border-line-strong'}`}
    >
      <output className="block font-semibold">{words}</output>
      {run.fault && <p className="break-words">{run.fault.message}</p>}
      {isOverLimit(run) && !isPast && (
        <Button className="my-1.5" onClick={() => viewStore.setState({ modelsOpen: true })}>
          Change the limit
        </Button>
      )}
      <p className="text-ink-soft">
        {done} of {steps.length} steps are done and kept: select one on the canvas to read what it said.
        {!isPast && ' Press Go on to finish the run; what is done is not paid again.'}
      </p>
    </div>
  );
}

function EmptyResult() {
  return (
    <div className="flex flex-col gap-2 p-4">
      <h2 className="text-[15px] font-semibold">No result yet</h2>
      <p className="text-ink-soft">
        Press Run. Each voice answers on its own; then you see here what they found together, which voices stand behind
        each part, and who disagrees.
      </p>
    </div>
  );
}
