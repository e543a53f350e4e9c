// callModel: one call through the gateway, journalled, with its stream passed on while it lasts.
import type { Echo, GenerateRequest, ShapeHold } from '@parley/models';
import {
  AppError,
  type AnswerOutcome,
  type Passage,
  type Spend,
  spendSince,
  type ToolCall,
  type Usage,
} from '@parley/spec';
import type { OpContext } from './op.ts';

/** What is journalled of a finished call. */
export interface CallResult {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly outcome: AnswerOutcome;
  /** Of the attempt that answered. What attempts before it used was told while they lasted. */
  readonly usage?: Usage;
  readonly reasoning?: string;
  /** The model waits for the results of these; absent when this turn is its last word. */
  readonly toolCalls?: readonly ToolCall[];
  readonly echo?: Echo;
  readonly shape?: ShapeHold;
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

export interface CallOptions {
  /** The call's name in the journal, unique in its step; `call` unless told. */
  readonly name?: string;
  /** Nothing of it is passed on but what it used and that it is tried again: its text is no part of the step's answer. */
  readonly quiet?: boolean;
  /** Its words pass through this before they are shown. */
  readonly hold?: TextHold | undefined;
}

/**
 * Makes the call at most once per run for this name and request. A whole answer without a word is `empty`. A stream that
 * ends without `finish` throws `provider/cut-off`.
 */
export function callModel(
  request: GenerateRequest,
  context: OpContext,
  options: CallOptions = {},
): Promise<CallResult> {
  const name = options.name ?? 'call';
  return context.durable(name, request, () => streamCall(request, context, { ...options, name }));
}

async function streamCall(
  request: GenerateRequest,
  context: OpContext,
  { name: call = 'call', quiet = false, hold }: CallOptions,
): Promise<CallResult> {
  let shown = 0;
  const show = (words: string) => {
    if (words === '' || quiet) return;
    context.signalStep({ type: 'text', text: words });
    shown += words.length;
  };
  let text = '';
  let reasoning = '';
  let passages: Passage[] = [];
  let usage: Usage | undefined;
  let spend: Spend | undefined;
  let outcome: AnswerOutcome | undefined;
  let calls: ToolCall[] = [];
  let echo: Echo | undefined;
  let shape: ShapeHold | undefined;
  for await (const event of context.models.generate(request, { signal: context.signal, title: context.title, call })) {
    if (event.type === 'finish') {
      outcome = event.outcome === 'tool-calls' ? 'complete' : event.outcome;
      shape = event.shape;
      continue;
    }
    if (event.type === 'tool-call') {
      calls.push(event.call);
      continue;
    }
    if (event.type === 'echo') {
      echo = event.echo;
      continue;
    }
    if (event.type === 'usage') {
      const told = event.spend ?? { family: request.family, provider: '', model: request.model, ...event.usage };
      const more = spendSince(spend, told);
      if (more) context.signalStep({ type: 'spend', spend: more });
      [usage, spend] = [event.usage, told];
      continue;
    }
    if (event.type === 'text') show(hold ? hold.push(event.text) : event.text);
    else if (!quiet || event.type === 'retry') context.signalStep(event);
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
      case 'retry':
        [text, reasoning, passages, usage, spend] = ['', '', [], undefined, undefined];
        [calls, echo, shown] = [[], undefined, 0];
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
  // Of calls in a turn that was cut off or held back nobody knows whether they are all of them.
  const waits = outcome === 'complete' && calls.length > 0 && (request.tools ?? []).length > 0;
  if (waits && !quiet) setAside(text, shown, reasoning !== '', context);
  else if (hold) show(hold.end(text));
  const isBlank = text.trim() === '' && passages.length === 0 && !waits;
  return {
    text,
    passages,
    outcome: outcome === 'complete' && isBlank ? 'empty' : outcome,
    ...(usage && { usage }),
    ...(reasoning !== '' && { reasoning }),
    ...(waits && { toolCalls: calls, ...(echo && { echo }) }),
    ...(shape && { shape }),
  };
}

/** What a model says before it calls tools is thinking aloud: it is no part of the answer. */
function setAside(text: string, shown: number, hasReasoned: boolean, context: OpContext): void {
  if (shown > 0) context.signalStep({ type: 'text-back', length: shown });
  const words = text.trim() === '' ? '' : `${text.trim()}\n\n`;
  const aside = `${hasReasoned ? '\n\n' : ''}${words}`;
  if (aside !== '') context.signalStep({ type: 'reasoning', text: aside });
}
