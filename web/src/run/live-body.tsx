// LiveBody: the body of a card: the last lines while its step runs, the beginning of its answer when it is done, or what
// happened and what to do. Its height never changes. While text streams it is plain text; markdown is for the panel.
import type { Answer, CellProgress, StepState, ToolUse, Value } from '@parley/spec';
import { CardAnswers } from './answer-request.tsx';
import { cellShapes, cellsWords, nowWords } from './cell-words.ts';
import { ConsensusDots } from './consensus-dots.tsx';
import { formMark } from './form-words.ts';
import { plainLead, textTail, withoutMarks } from './plain-text.ts';
import { useStep } from './run-store.ts';
import { StepShape } from './step-shape.tsx';
import { outcomeNote } from './step-words.ts';
import { inputLine, toolState, toolStateWords } from './tool-words.ts';

interface LiveBodyProps {
  readonly nodeId: string;
}

/** Always as high as five lines; nothing before the first run. */
export function LiveBody({ nodeId }: LiveBodyProps) {
  const step = useStep(nodeId);
  if (!step) return null;
  return (
    <div className="h-20 overflow-hidden text-[12px] leading-4 text-ink-soft">
      <StepBody step={step} />
    </div>
  );
}

function StepBody({ step }: { readonly step: StepState }) {
  switch (step.status) {
    case 'waiting':
      return <p className="text-ink-faint">Waiting for what comes before it.</p>;
    case 'running':
      return <RunningBody step={step} />;
    case 'asking':
      return <AskingBody step={step} />;
    case 'done':
      return step.output ? <DoneBody step={step} output={step.output} /> : null;
    case 'failed':
      return <Notice tone="failed">{step.fault?.message ?? 'It failed without saying why. Run again.'}</Notice>;
    case 'skipped':
      return <Notice tone="quiet">{step.reason ?? 'Something it needs is missing.'}</Notice>;
    case 'not-taken':
      return <p className="not-needed line-clamp-5 text-ink-faint">{step.reason}</p>;
    case 'cancelled':
      return (
        <Notice tone="quiet">
          {step.text === ''
            ? 'Stopped before it said anything.'
            : `Stopped. It had said: ${withoutMarks(textTail(step.text, 160))}`}
        </Notice>
      );
  }
}

/** Pinned to its last line by layout alone, so streaming needs no scrolling code. */
function RunningBody({ step }: { readonly step: StepState }) {
  if (step.text === '') {
    if (step.fault) return <Notice tone="quiet">{`${step.fault.message} Trying again.`}</Notice>;
    if (step.cells) return <RunningCells cells={step.cells} />;
    if (step.tools) return <RunningTools tools={step.tools} />;
    return <p className="text-ink-faint">{step.reasoning === '' ? 'Working…' : 'Reasoning… The answer follows.'}</p>;
  }
  return (
    <div className="flex h-full flex-col justify-end">
      <p className="break-words whitespace-pre-wrap">{withoutMarks(textTail(step.text, 420))}</p>
    </div>
  );
}

/** The oldest question; one that wants words is answered where there is room for them. */
function AskingBody({ step }: { readonly step: StepState }) {
  const [request] = step.requests ?? [];
  if (!request) return null;
  return (
    <div className="asking flex h-full flex-col justify-between">
      <p className="line-clamp-2 break-words text-ink" title={request.message}>
        {request.message}
      </p>
      <CardAnswers key={request.requestId} step={step} request={request} />
    </div>
  );
}

function DoneBody({ step, output }: { readonly step: StepState; readonly output: Value }) {
  if (output.kind === 'verdict') return <ConsensusDots verdict={output} />;
  if (output.kind === 'brief') return <p className="line-clamp-5 break-words">{output.question}</p>;
  const note = outcomeNote(step);
  const marks = output.kind === 'answer' ? answerMarks(output) : [];
  const lead = plainLead(output.text, 320);
  if (note !== undefined && lead === '') return <Notice tone="quiet">{note}</Notice>;
  return (
    <p className="line-clamp-5 break-words text-ink">
      {note !== undefined && <strong className="font-semibold text-warning">Cut off. </strong>}
      {marks.map((mark) => (
        <strong key={mark} className="font-semibold text-warning">
          {mark}{' '}
        </strong>
      ))}
      {lead}
    </p>
  );
}

/** The last calls of tools, each on a line of its own. */
function RunningTools({ tools }: { readonly tools: readonly ToolUse[] }) {
  return (
    <ul>
      {tools.slice(-5).map((use) => (
        <li key={use.call.id} className="flex gap-1.5">
          <span className="max-w-[55%] shrink-0 truncate text-ink">{use.title}</span>
          <span className="min-w-0 flex-1 truncate font-mono text-[11px]">{inputLine(use)}</span>
          <span className={`shrink-0 ${toolState(use) === 'failed' ? 'text-warning' : 'text-ink-faint'}`}>
            {toolStateWords(use, true)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How many cells of the matrix are through, and what came of them. */
function RunningCells({ cells }: { readonly cells: readonly CellProgress[] }) {
  return (
    <div className="flex h-full flex-col justify-between gap-1">
      <p className="text-ink">{cellsWords(cells)}</p>
      <p className="flex flex-wrap gap-1 overflow-hidden" aria-hidden>
        {cells.slice(0, 40).map((cell) => (
          <StepShape key={`${cell.first}\n${cell.second}`} shape={cellShapes[cell.state]} />
        ))}
      </p>
      <p className="truncate">{nowWords(cells)}</p>
    </div>
  );
}

/** What must be known of an answer before its words. */
function answerMarks(answer: Answer): string[] {
  const without = (answer.missingTools ?? []).map(({ id }) => id);
  return [without.length > 0 && `Without ${without.join(', ')}.`, formMark(answer)].filter(
    (mark) => typeof mark === 'string',
  );
}

function Notice({ tone, children }: { readonly tone: 'failed' | 'quiet'; readonly children: string }) {
  const colours = tone === 'failed' ? 'border-failed text-failed' : 'border-line-strong text-ink-soft';
  return (
    <p
      className={`line-clamp-4 rounded-control border border-dashed px-2 py-1 break-words ${colours}`}
      title={children}
    >
      {children}
    </p>
  );
}
