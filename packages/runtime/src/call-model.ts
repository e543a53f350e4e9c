// callModel: one call through the gateway, journalled, with its stream passed on while it lasts.
import type { GenerateRequest } from '@parley/models';
import { AppError, type AnswerOutcome, type Passage, type Usage } from '@parley/spec';
import type { OpContext } from './op.ts';

/** What is journalled of a finished call. */
export interface CallResult {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly outcome: AnswerOutcome;
  readonly usage?: Usage;
  readonly reasoning?: string;
}

/** Decides which part of a streamed text is shown while it lasts. */
export interface TextHold {
  /** What may be shown now that this was said too. */
  push(text: string): string;
  /** What is still to be shown of the whole text. */
  end(whole: string): string;
  /** Nothing was said yet: the call is made again. */
  reset(): void;
}

/**
 * Makes the call at most once per run for this request. A whole answer without a word is `empty`. A stream that ends
 * without `finish` throws `provider/cut-off`. With a `hold` its words pass through that before they are shown.
 */
export function callModel(request: GenerateRequest, context: OpContext, hold?: TextHold): Promise<CallResult> {
  return context.durable('call', request, () => streamCall(request, context, hold));
}

async function streamCall(
  request: GenerateRequest,
  context: OpContext,
  hold: TextHold | undefined,
): Promise<CallResult> {
  const show = (words: string) => {
    if (words !== '') context.signalStep({ type: 'text', text: words });
  };
  let text = '';
  let reasoning = '';
  let passages: Passage[] = [];
  let usage: Usage | undefined;
  let outcome: AnswerOutcome | undefined;
  for await (const event of context.models.generate(request, { signal: context.signal })) {
    if (event.type === 'finish') {
      outcome = event.outcome;
      continue;
    }
    if (event.type === 'text' && hold) show(hold.push(event.text));
    else context.signalStep(event);
    switch (event.type) {
      case 'text':
        text += event.text;
        break;
      case 'reasoning':
        reasoning += event.text;
        break;
      case 'passage':
        passages.push(event.passage);
        break;
      case 'usage':
        usage = event.usage;
        break;
      case 'retry':
        [text, reasoning, passages, usage] = ['', '', [], undefined];
        hold?.reset();
        break;
    }
  }
  if (outcome === undefined) {
    throw new AppError(
      'provider/cut-off',
      `The answer of "${context.title}" broke off before its end, so it was not kept. What the other voices said is kept. Run again.`,
    );
  }
  if (hold) show(hold.end(text));
  const isBlank = text.trim() === '' && passages.length === 0;
  return {
    text,
    passages,
    outcome: outcome === 'complete' && isBlank ? 'empty' : outcome,
    ...(usage && { usage }),
    ...(reasoning !== '' && { reasoning }),
  };
}
