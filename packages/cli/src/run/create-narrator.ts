// Tells a run as it happens: a line for each step with its status, time, tokens and money, and the words of the one that
// speaks. It knows events and a writer; where the run takes place is not its business.
import type { RunEvent, RunState, StepState } from '@parley/spec';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { type Span, styled, type Writer } from '../terminal/terminal.ts';
import { tellMoney, tellSeconds, tellSpeaker, tellTokens } from './describe-run.ts';

export interface Narrator {
  /** Tells an event; `state` is the run after it. */
  tell(event: RunEvent, state: RunState): void;
}

interface NarratorOptions {
  /** Whether the words of voices are shown as they come. */
  readonly words: boolean;
}

/** Steps that may take long, so that it is worth a line that they began. */
const slow: ReadonlySet<StepState['op']> = new Set(['generate', 'consensus', 'synthesise']);
/** Steps that speak as models speak. What the others come to is there at once, and is shown at the end. */
const speaking: ReadonlySet<StepState['op']> = new Set(['generate', 'synthesise']);
const BAR = '  │ ';

export function createNarrator(writer: Writer, { words }: NarratorOptions): Narrator {
  /** The step whose words stand on the screen now; of the others, what they said waits until it is done. */
  let speaker: string | undefined;
  let atLineStart = true;
  const waiting = new Map<string, string>();
  /** Lines about others, held back while somebody's words would be cut by them. */
  let held: (readonly Span[])[] = [];
  let width = 12;

  const say = (...spans: readonly Span[]): void => {
    if (speaker === undefined) writer.line(...spans);
    else held.push(spans);
  };
  const speak = (text: string): void => {
    for (const piece of cleanText(text).split(/(\n)/u)) {
      if (piece === '') continue;
      if (piece === '\n') {
        if (atLineStart) writer.write(styled('dim', BAR));
        writer.write('\n');
        atLineStart = true;
        continue;
      }
      if (atLineStart) writer.write(styled('dim', BAR));
      writer.write(piece);
      atLineStart = false;
    }
  };
  const endLine = (): void => {
    if (!atLineStart) writer.write('\n');
    atLineStart = true;
  };
  const giveFloor = (step: StepState): void => {
    speaker = step.stepId;
    writer.line(styled('bold', `▸ ${titleOf(step)}`));
    atLineStart = true;
    speak(waiting.get(step.stepId) ?? '');
    waiting.delete(step.stepId);
  };
  const leaveFloor = (): void => {
    endLine();
    speaker = undefined;
    const lines = held;
    held = [];
    for (const spans of lines) writer.line(...spans);
  };
  const hear = (step: StepState, text: string): void => {
    if (!words || !speaking.has(step.op)) return;
    if (speaker === step.stepId) speak(text);
    else {
      waiting.set(step.stepId, (waiting.get(step.stepId) ?? '') + text);
      if (speaker === undefined) giveFloor(step);
    }
  };
  /** The step is over: its words to their end, its line, and the floor to whoever has something to say. */
  const close = (step: StepState, state: RunState, line: readonly Span[]): void => {
    if (speaker === step.stepId) leaveFloor();
    else if (waiting.has(step.stepId) && speaker === undefined) {
      giveFloor(step);
      leaveFloor();
    }
    // Somebody else has the floor: what this one said is shown after it, and so is its line.
    if (waiting.has(step.stepId)) {
      const said = waiting.get(step.stepId) ?? '';
      waiting.delete(step.stepId);
      held.push([styled('bold', `▸ ${titleOf(step)}`)]);
      for (const text of cleanText(said).split('\n')) held.push([styled('dim', BAR), text]);
    }
    say(...line);
    const next = [...waiting.keys()].map((id) => state.steps[id]).find((each) => each?.status === 'running');
    if (speaker === undefined && next) giveFloor(next);
  };
  const row = (mark: Span, step: StepState, ...facts: readonly string[]): Span[] => {
    const said = facts.filter((fact) => fact !== '').join('   ');
    return [mark, ' ', titleOf(step).padEnd(width), styled('dim', said === '' ? '' : `  ${said}`)];
  };
  const facts = (step: StepState): string[] => {
    const own = { [step.stepId]: step };
    return [tellSeconds(step), tellTokens(own), tellMoney(own), tellSpeaker(step)];
  };

  return {
    tell(event, state) {
      const step =
        'stepId' in event && Object.hasOwn(state.steps, event.stepId) ? state.steps[event.stepId] : undefined;
      switch (event.type) {
        case 'run-start':
          width = Math.min(32, Math.max(width, ...event.steps.map((each) => titleOf(each).length)));
          say(styled('bold', cleanLine(event.name)));
          return;
        case 'run-end':
        case 'run-wait':
          if (speaker !== undefined) leaveFloor();
          return;
        default:
      }
      if (!step) return;
      switch (event.type) {
        case 'step-start':
          if (words && slow.has(step.op))
            say(...row(styled('dim', '·'), step, event.attempt > 1 ? 'begins again' : 'begins'));
          return;
        case 'text-delta':
          if (event.text !== '') hear(step, event.text);
          return;
        case 'step-retry': {
          if (speaker === step.stepId) leaveFloor();
          waiting.delete(step.stepId);
          say(...row(styled('yellow', '↻'), step, cleanLine(event.fault.message, 400)));
          return;
        }
        case 'tool-call':
          say(...row(styled('dim', '⚙'), step, `uses ${cleanLine(event.title)}`));
          return;
        case 'context-fit':
          say(...row(styled('yellow', '!'), step, tellFit(event)));
          return;
        case 'round-start':
          say(...row(styled('dim', '·'), step, `round ${event.round}`));
          return;
        case 'step-end':
          close(step, state, row(styled('green', '✓'), step, ...facts(step), event.reused ? 'from the journal' : ''));
          return;
        case 'step-error':
          close(step, state, [
            ...row(styled('red', '✗'), step, ...facts(step)),
            `\n    ${cleanLine(event.fault.message, 600)}`,
          ]);
          return;
        case 'step-skip':
          close(step, state, row(styled('dim', event.notTaken ? '–' : '○'), step, cleanLine(event.reason, 300)));
          return;
        case 'input-request':
          if (speaker !== undefined) leaveFloor();
          say(...row(styled('cyan', '?'), step, 'asks you'));
          return;
        default:
      }
    },
  };
}

function titleOf({ title, stepId, within }: Pick<StepState, 'title' | 'stepId' | 'within'>): string {
  return `${cleanLine(title === '' ? stepId : title, 60)}${within ? ` · ${within.round}` : ''}`;
}

function tellFit({ leftOut, condensed }: Extract<RunEvent, { type: 'context-fit' }>): string {
  const parts = [
    leftOut.length > 0 ? `${leftOut.length} parts of the material were left out` : '',
    condensed.length > 0 ? `${condensed.length} were condensed` : '',
  ];
  return `${parts.filter(Boolean).join(', ') || 'the material was fitted'}: it is larger than the model reads at once`;
}
