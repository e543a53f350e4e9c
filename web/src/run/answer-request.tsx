// What a step asks a person, and the ways to answer: on the card, and with room for words beside the canvas.
import type { InputAnswer, OpenRequest, StepState } from '@parley/spec';
import { useState } from 'react';
import { selectNode } from '../state/graph-store.ts';
import { showRight } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { answerRun } from './run-commands.ts';
import { StepShape } from './step-shape.tsx';

interface AnswerProps {
  readonly step: StepState;
  readonly request: OpenRequest;
}

/** An answer is sent once; when it is refused it can be given again. */
function useAnswer({ requestId }: OpenRequest) {
  const [sent, setSent] = useState(false);
  const send = (answer: InputAnswer): void => {
    setSent(true);
    void answerRun(requestId, answer, () => setSent(false));
  };
  return { sent, send };
}

const cardButton = 'nodrag nopan min-w-0 flex-auto px-1! text-[11px]!';

/** The answers as buttons in one row of a card. A question that wants words leads to where they can be written. */
export function CardAnswers({ step, request }: AnswerProps) {
  const { sent, send } = useAnswer(request);
  return (
    <div role="group" aria-label={`Answers to ${step.title}`} className="flex gap-0.5">
      {request.freeText ? (
        <Button
          className={cardButton}
          onClick={() => {
            selectNode(step.nodeId);
            showRight('output');
          }}
        >
          Answer…
        </Button>
      ) : (
        request.options.map(({ id, title }) => (
          <Button key={id} className={cardButton} disabled={sent} onClick={() => send({ option: id })}>
            {title}
          </Button>
        ))
      )}
    </div>
  );
}

/** Everything a step asks, each with its answers; nothing while it asks nothing. */
export function OpenQuestions({ step }: { readonly step: StepState }) {
  return step.requests?.map((request) => <OpenQuestion key={request.requestId} step={step} request={request} />);
}

function OpenQuestion({ step, request }: AnswerProps) {
  const { sent, send } = useAnswer(request);
  const [text, setText] = useState('');
  const words = text.trim() === '' ? {} : { text: text.trim() };
  return (
    <section
      aria-label={`${step.title} waits for you`}
      className="flex flex-col gap-2 rounded-card border-2 border-warning bg-warning-soft p-3"
    >
      <h3 className="flex items-center gap-1.5 font-semibold">
        <StepShape shape="asking" />
        {step.title} waits for you
      </h3>
      <p className="break-words whitespace-pre-line">{request.message}</p>
      {request.freeText && (
        <Field label={request.freeText.label}>
          {(control) => <TextArea {...control} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        {request.options.map(({ id, title }) => (
          <Button key={id} disabled={sent} onClick={() => send({ option: id, ...words })}>
            {title}
          </Button>
        ))}
        {request.freeText && (
          <Button disabled={sent || text.trim() === ''} onClick={() => send(words)}>
            {request.freeText.action ?? 'Send'}
          </Button>
        )}
      </div>
    </section>
  );
}
