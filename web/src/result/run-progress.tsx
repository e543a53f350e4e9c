// RunProgress: how far a run is, and the words of whoever writes the result right now.
import type { RunState, StepState } from '@parley/spec';
import { openStep } from '../run/open-step.ts';
import { orderSteps, stepTitle } from '../run/rounds.ts';
import { useConnection } from '../run/run-store.ts';
import { StepShape } from '../run/step-shape.tsx';
import { stepShape, stepWords } from '../run/step-words.ts';
import { useGraph } from '../state/graph-store.ts';
import { showRight } from '../state/view-store.ts';
import { StreamingText } from './streaming-text.tsx';

interface RunProgressProps {
  readonly run: RunState;
}

export function RunProgress({ run }: RunProgressProps) {
  const graph = useGraph();
  const isLost = useConnection().state === 'lost';
  const steps = orderSteps(run);
  const ended = steps.filter((step) => !['waiting', 'running', 'asking'].includes(step.status)).length;
  const resultNodes = run.results.flatMap((id) => run.steps[id]?.nodeId ?? []);
  const lastWriters = graph.edges.filter((edge) => resultNodes.includes(edge.target)).map((edge) => edge.source);
  const writing = steps.find(
    (step) => step.status === 'running' && step.text !== '' && writesResult(step, resultNodes, lastWriters),
  );
  return (
    <section className="flex flex-col gap-3" aria-label="Progress">
      <div>
        <p className="font-semibold">
          {isLost
            ? 'The server does not answer. What came so far is kept, and this page goes on when it is back.'
            : run.status === 'queued'
              ? 'The run waits for its turn.'
              : run.status === 'waiting'
                ? 'The run waits for you. Nothing is lost meanwhile: answer when you like.'
                : 'The mesh is working.'}
        </p>
        {steps.length > 0 && (
          <output className="block text-ink-soft tabular-nums">
            {ended} of {steps.length} steps are through.
          </output>
        )}
      </div>
      {writing ? (
        <div className="border-l-2 border-dashed border-running pl-3">
          <p className="mb-1 text-[12px] text-ink-faint">
            {writing.title} is writing. What supports each part follows at the end.
          </p>
          <StreamingText text={writing.text} />
        </div>
      ) : (
        <StepList steps={steps} />
      )}
    </section>
  );
}

function StepList({ steps }: { readonly steps: readonly StepState[] }) {
  return (
    <ul className="flex flex-col">
      {steps.map((step) => (
        <li key={step.stepId} className={step.within ? 'pl-5' : ''}>
          <button
            type="button"
            onClick={() => {
              openStep(step);
              showRight('output');
            }}
            className="-mx-1.5 flex min-h-8 w-full items-center gap-2 rounded-control px-1.5 text-left text-[13px] hover:bg-hover"
          >
            <StepShape shape={stepShape(step)} />
            <span className="min-w-0 flex-1 truncate">{stepTitle(step)}</span>
            <span className="shrink-0 text-[12px] text-ink-soft">{stepWords(step)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function writesResult(step: StepState, resultNodes: readonly string[], lastWriters: readonly string[]): boolean {
  return resultNodes.includes(step.nodeId) || lastWriters.includes(step.nodeId);
}
