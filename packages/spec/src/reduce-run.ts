// reduceRun and reduceRunEvents: the one fold from events to state, shared by the browser, the server's snapshot and the tests.
import type { CellProgress } from './findings.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState, StepState } from './run-state.ts';
import { addSpend, addUsage, type Spend } from './usage.ts';

/**
 * The state after the event; untouched steps keep their identity, so one token changes one step's object.
 * Events at or before `state.seq` are ignored, so a replay is harmless; a gap throws, because a fold over a gap is a lie.
 */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  return reduceRunEvents(state, [event]);
}

/** The same for many events at once: their steps are copied once and not once an event, which thousands of steps need. */
export function reduceRunEvents(state: RunState, events: readonly RunEvent[]): RunState {
  const own: OwnSteps = new WeakSet();
  let next = state;
  for (const event of events) {
    if (event.seq <= next.seq) continue;
    if (event.seq !== next.seq + 1) throw new Error(`Run ${state.runId}: event ${event.seq} came after ${next.seq}`);
    next = { ...fold(next, event, own), seq: event.seq };
  }
  return next;
}

/** `steps` objects that this fold made, which nobody else has seen: they may be written to. */
type OwnSteps = WeakSet<RunState['steps']>;

function fold(state: RunState, event: RunEvent, own: OwnSteps): RunState {
  const updateStep = (update: (step: StepState) => StepState): RunState =>
    'stepId' in event ? replaceStep(state, event.stepId, update, own) : state;
  switch (event.type) {
    case 'run-start':
      return startRun(state, event);
    case 'run-end':
      return {
        ...state,
        status: event.status,
        endedAt: event.at,
        ...(event.fault && { fault: event.fault }),
        steps: mapSteps(state.steps, (step) =>
          step.status === 'running' || step.status === 'waiting' || step.status === 'asking'
            ? { ...withoutRequests(step), status: 'cancelled', endedAt: event.at }
            : step,
        ),
      };
    case 'run-wait':
      return { ...state, status: 'waiting' };
    case 'round-start':
      return startRound(state, event);
    case 'step-start':
      return updateStep((step) => ({
        ...withoutOutcome(step),
        attempt: event.attempt,
        startedAt: event.at,
      }));
    case 'step-retry':
      return updateStep((step) => ({
        ...withoutOutcome(step),
        ...(step.startedAt && { startedAt: step.startedAt }),
        // What is asked again is the same prompt, what tools did is done, and the other cells go on.
        ...(step.fit && { fit: step.fit }),
        ...(step.tools && { tools: step.tools }),
        ...(step.cells && { cells: step.cells }),
        attempt: event.attempt,
        fault: event.fault,
      }));
    case 'text-delta':
      return updateStep((step) => ({
        ...step,
        text: joinText(step.text, event),
      }));
    case 'reasoning-delta':
      return updateStep((step) => ({
        ...step,
        reasoning: joinText(step.reasoning, event),
      }));
    case 'passage':
      return updateStep((step) => ({ ...step, passages: [...step.passages, event.passage] }));
    case 'usage':
      return updateStep((step) => ({ ...step, usage: event.usage }));
    case 'spend':
      return updateStep((step) => withSpend(step, event.spend));
    case 'context-fit': {
      const { strategy, keptTokens, totalTokens, window, leftOut, condensed } = event;
      const fit = { strategy, keptTokens, totalTokens, window, leftOut, condensed };
      return updateStep((step) => ({ ...step, fit }));
    }
    case 'tool-call':
      return updateStep((step) => ({
        ...step,
        // A step that is taken up again tells of its calls again.
        tools: [
          ...(step.tools ?? []).filter(({ call }) => call.id !== event.call.id),
          { call: event.call, title: event.title },
        ],
      }));
    case 'tool-result':
      return updateStep((step) => ({
        ...step,
        tools: (step.tools ?? []).map((use) =>
          use.call.id === event.result.id ? { ...use, result: event.result } : use,
        ),
      }));
    case 'cell-change':
      return updateStep((step) => ({ ...step, cells: withCell(step.cells ?? [], event.cell) }));
    case 'input-request': {
      const { requestId, kind, message, options, freeText, fault, at } = event;
      const request = { requestId, kind, message, options, ...(freeText && { freeText }), ...(fault && { fault }), at };
      return updateStep((step) => ({ ...step, status: 'asking', requests: [...(step.requests ?? []), request] }));
    }
    case 'input-answer':
      return updateStep((step) => {
        const requests = (step.requests ?? []).filter(({ requestId }) => requestId !== event.requestId);
        const rest = withoutRequests(step);
        return requests.length > 0 ? { ...rest, requests } : { ...rest, status: 'running' };
      });
    case 'step-end':
      return withoutIdleRounds(
        updateStep(({ fault: _, requests: __, ...step }) => ({
          ...step,
          status: 'done',
          output: event.output,
          reused: event.reused,
          endedAt: event.at,
        })),
        event,
      );
    case 'step-error':
      return updateStep((step) => ({
        ...withoutRequests(step),
        status: 'failed',
        fault: event.fault,
        endedAt: event.at,
      }));
    case 'step-skip':
      return updateStep((step) => ({
        ...step,
        status: event.notTaken ? 'not-taken' : 'skipped',
        reason: event.reason,
        endedAt: event.at,
      }));
  }
}

function startRun(state: RunState, event: Extract<RunEvent, { type: 'run-start' }>): RunState {
  const again = new Set(event.again);
  const hasEnded = state.endedAt !== undefined;
  /** A run that only paused goes on where it was; one that ended tries again what failed. */
  const keepsOutcome = ({ status }: StepState) =>
    status === 'done' || (!hasEnded && (status === 'failed' || status === 'asking'));
  const steps: Record<string, StepState> = {};
  for (const { stepId, nodeId, title, op } of event.steps) {
    const before = findStep(state, stepId);
    steps[stepId] =
      before && keepsOutcome(before) && !again.has(stepId)
        ? before
        : waitingStep({ stepId, nodeId, title, op }, before);
  }
  // The steps of rounds are told round by round, not here.
  for (const before of Object.values(state.steps)) {
    const container = before.within && steps[before.within.stepId];
    if (!container) continue;
    const holds = container.status === 'done' || (keepsOutcome(before) && !again.has(before.stepId));
    steps[before.stepId] = holds ? before : { ...waitingStep(before, before), ...within(before) };
  }
  const { endedAt: _, fault: __, ...rest } = state;
  return {
    ...rest,
    name: event.name,
    status: 'running',
    startedAt: state.startedAt ?? event.at,
    resumes: state.resumes + (event.resumed ? 1 : 0),
    steps,
    results: event.results,
  };
}

/** The steps of a round join the others; what an earlier sitting of the same round came to is kept as `startRun` keeps it. */
function startRound(state: RunState, event: Extract<RunEvent, { type: 'round-start' }>): RunState {
  const within = { stepId: event.stepId, round: event.round };
  const known = new Set(Object.keys(state.steps));
  const added = event.steps.filter(({ stepId }) => !known.has(stepId));
  if (added.length === 0) return state;
  const steps = added.map((step) => [step.stepId, { ...waitingStep(step, undefined), within }] as const);
  return { ...state, steps: { ...state.steps, ...Object.fromEntries(steps) } };
}

/** A loop that is done anew may end earlier than before: what it held further on is not needed. */
function withoutIdleRounds(state: RunState, { stepId, at }: Extract<RunEvent, { type: 'step-end' }>): RunState {
  if (findStep(state, stepId)?.op !== 'loop') return state;
  const reason = 'Not needed: the debate ended before this round.';
  return {
    ...state,
    steps: mapSteps(state.steps, (step) =>
      step.within?.stepId === stepId && step.status === 'waiting'
        ? { ...step, status: 'not-taken', reason, endedAt: at }
        : step,
    ),
  };
}

function waitingStep(
  { stepId, nodeId, title, op }: Pick<StepState, 'stepId' | 'nodeId' | 'title' | 'op'>,
  before: StepState | undefined,
): StepState {
  return {
    stepId,
    nodeId,
    title,
    op,
    status: 'waiting',
    text: '',
    reasoning: '',
    passages: [],
    attempt: before?.attempt ?? 0,
    reused: false,
    ...spentBy(before),
  };
}

function within(step: StepState): Pick<StepState, 'within'> {
  return step.within ? { within: step.within } : {};
}

function withoutRequests({ requests: _, ...step }: StepState): StepState {
  return step;
}

/** The step as it begins to work, for the first time or again. */
function withoutOutcome(step: StepState): StepState {
  const { stepId, nodeId, title, op, attempt, requests } = step;
  return {
    ...spentBy(step),
    ...within(step),
    stepId,
    nodeId,
    title,
    op,
    attempt,
    // What it asked before it was begun again is asked still: the journal knows the question by its id.
    ...(requests && { requests }),
    status: requests ? 'asking' : 'running',
    text: '',
    reasoning: '',
    passages: [],
    reused: false,
  };
}

/** What was used stays used, however often a step begins again. */
function spentBy(step: StepState | undefined): Pick<StepState, 'usage' | 'spends'> {
  return { ...(step?.usage && { usage: step.usage }), ...(step?.spends && { spends: step.spends }) };
}

function withCell(cells: readonly CellProgress[], cell: CellProgress): CellProgress[] {
  const at = cells.findIndex(({ first, second }) => first === cell.first && second === cell.second);
  return at === -1 ? [...cells, cell] : cells.with(at, cell);
}

function withSpend(step: StepState, spend: Spend): StepState {
  const { family: _, provider: __, model: ___, usd: ____, ...used } = spend;
  return { ...step, usage: addUsage(step.usage, used) ?? used, spends: addSpend(step.spends ?? [], spend) };
}

function replaceStep(state: RunState, stepId: string, update: (step: StepState) => StepState, own: OwnSteps): RunState {
  const step = findStep(state, stepId);
  if (!step) return state;
  if (own.has(state.steps)) {
    state.steps[stepId] = update(step);
    return state;
  }
  const steps = { ...state.steps, [stepId]: update(step) };
  own.add(steps);
  return { ...state, steps };
}

/** The text with a delta at its place; joined without a copy when the delta follows on, as it nearly always does. */
function joinText(text: string, delta: { readonly offset: number; readonly text: string }): string {
  return (text.length === delta.offset ? text : text.slice(0, delta.offset)) + delta.text;
}

/** Own steps only: an id may be the name of something every object inherits. */
function findStep({ steps }: RunState, stepId: string): StepState | undefined {
  return Object.hasOwn(steps, stepId) ? steps[stepId] : undefined;
}

function mapSteps(steps: RunState['steps'], update: (step: StepState) => StepState): RunState['steps'] {
  return Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, update(step)]));
}
