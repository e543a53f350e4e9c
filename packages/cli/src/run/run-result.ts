// What a run came to, for a program that reads JSON and for a person. It folds nothing; it reads a folded state.
import {
  type Fault,
  foldSpends,
  openRequests,
  type OpenRequest,
  type RunState,
  spendsOfSteps,
  type SpendTotal,
  type StepState,
  type Value,
} from '@parley/spec';

/** What `--json` prints: stable names, one object. */
export interface RunResult {
  readonly runId: string;
  readonly name: string;
  /** `waiting`: a person must answer `requests` first. */
  readonly status: RunState['status'];
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** The outputs of the mesh, in its order; those that were not reached are absent. */
  readonly results: readonly {
    readonly nodeId: string;
    readonly title: string;
    readonly text: string;
    readonly value: Value;
  }[];
  readonly steps: readonly StepResult[];
  readonly spent: SpendTotal;
  readonly requests?: readonly (OpenRequest & { readonly nodeId: string; readonly title: string })[];
  readonly fault?: Fault;
}

interface StepResult extends Pick<StepState, 'stepId' | 'nodeId' | 'title' | 'op' | 'status' | 'reused'> {
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly spends?: StepState['spends'];
  readonly fault?: Fault;
  readonly reason?: string;
}

/** The result of a run as far as it has come. */
export function resultOf(state: RunState): RunResult {
  const { runId, name, status, startedAt, endedAt, fault } = state;
  const requests = openRequests(state).map(({ step, request }) => ({
    ...request,
    nodeId: step.nodeId,
    title: step.title,
  }));
  return {
    runId,
    name,
    status,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    results: state.results.flatMap((id) => {
      const step = Object.hasOwn(state.steps, id) ? state.steps[id] : undefined;
      if (!step?.output) return [];
      return [{ nodeId: step.nodeId, title: step.title, text: textOf(step.output), value: step.output }];
    }),
    steps: Object.values(state.steps).map(toStepResult),
    spent: foldSpends(spendsOfSteps(state.steps)).total,
    ...(requests.length > 0 && { requests }),
    ...(fault && { fault }),
  };
}

function toStepResult(step: StepState): StepResult {
  const { stepId, nodeId, title, op, status, reused, startedAt, endedAt, spends, fault, reason } = step;
  return {
    stepId,
    nodeId,
    title,
    op,
    status,
    reused,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(spends && { spends }),
    ...(fault && { fault }),
    ...(reason !== undefined && { reason }),
  };
}

function textOf(value: Value): string {
  return value.kind === 'brief' ? value.question : value.text;
}
