// NodeOutput: what one node gave in the run that is shown.
import { StepShape } from '../run/step-shape.tsx';
import { RoundTabs } from '../run/round-tabs.tsx';
import { useRunId, useStep } from '../run/run-store.ts';
import { stepShape, stepWords } from '../run/step-words.ts';
import { GradeControl } from './grade-control.tsx';
import { ResultActions } from './result-actions.tsx';
import { StepOutput } from './step-output.tsx';
import { StepSpends } from './step-spends.tsx';

interface NodeOutputProps {
  readonly nodeId: string;
}

export function NodeOutput({ nodeId }: NodeOutputProps) {
  const step = useStep(nodeId);
  const runId = useRunId();
  if (!step) {
    return (
      <p className="p-4 text-ink-soft">
        This node has not run yet. Press Run: what it says appears here, with what supports it.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-4">
      <RoundTabs stepId={step.within?.stepId ?? step.stepId} title={step.title} className="-mt-1 -ml-1" />
      <div className="flex min-h-8 items-center gap-2">
        <p className="flex min-w-0 flex-1 items-center gap-1.5 text-[12px] text-ink-soft">
          <StepShape shape={stepShape(step)} />
          <span className="truncate">{stepWords(step)}</span>
        </p>
        {step.output && <ResultActions value={step.output} name={step.title} />}
      </div>
      <StepOutput step={step} />
      <StepSpends spends={step.spends} />
      {step.output?.kind === 'verdict' && step.output.outcome !== 'no-stance' && runId !== undefined && (
        <GradeControl key={runId} runId={runId} stepId={step.stepId} verdict={step.output} />
      )}
    </div>
  );
}
