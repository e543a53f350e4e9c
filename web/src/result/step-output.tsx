// StepOutput: everything one step said: its output, or what it says right now, or why there is nothing; reasoning apart.
// What it did not read comes first: it changes how the rest is to be taken.
import type { StepState } from '@parley/spec';
import { OpenQuestions } from '../run/answer-request.tsx';
import { outcomeNote } from '../run/step-words.ts';
import { AskAgain } from './ask-again.tsx';
import { CellsProgress } from './cells-progress.tsx';
import { FitNote } from './fit-note.tsx';
import { PassageQuote } from './passage-quote.tsx';
import { passageKey } from './report-parts.ts';
import { Reasoning } from './reasoning.tsx';
import { StreamingText } from './streaming-text.tsx';
import { ToolUses } from './tool-uses.tsx';
import { ValueView } from './value-view.tsx';

interface StepOutputProps {
  readonly step: StepState;
}

export function StepOutput({ step }: StepOutputProps) {
  return (
    <div className="flex flex-col gap-3">
      <FitNote fit={step.fit} />
      {step.reasoning !== '' && <Reasoning text={step.reasoning} />}
      <ToolUses tools={step.tools} running={step.status === 'running'} />
      {step.output ? <ValueView value={step.output} /> : <Unfinished step={step} />}
    </div>
  );
}

function Unfinished({ step }: StepOutputProps) {
  const said = step.text !== '' && <StreamingText text={step.text} />;
  switch (step.status) {
    case 'running':
      if (step.cells) return <CellsProgress cells={step.cells} />;
      return said || <p className="text-ink-soft">It is working. Its first words appear here.</p>;
    case 'asking':
      return (
        <>
          <OpenQuestions step={step} />
          {said}
        </>
      );
    case 'waiting':
      return <p className="text-ink-soft">It waits for what comes before it.</p>;
    case 'done':
      return <p className="text-ink-soft">{outcomeNote(step) ?? 'It is done and gave nothing.'}</p>;
    default:
      return (
        <>
          <Ending step={step} />
          <AskAgain nodeIds={[step.nodeId]} />
          {said && (
            <section>
              <h4 className="mb-1 text-[13px] font-semibold">What it had said by then</h4>
              {said}
            </section>
          )}
          {step.passages.map((passage) => (
            <PassageQuote key={passageKey(passage)} passage={passage} />
          ))}
        </>
      );
  }
}

function Ending({ step }: StepOutputProps) {
  const failed = step.status === 'failed';
  const reason = step.fault?.message ?? step.reason ?? 'The run was stopped. Go on with it, or run again.';
  return (
    <div
      className={`rounded-control border border-dashed px-3 py-2 ${failed ? 'border-failed' : 'border-line-strong'}`}
    >
      <p className="break-words">{reason}</p>
    </div>
  );
}
