// openMesh: a mesh as a program calls it, step by step, on the same parts as a Plan that is run: what comes to a step, what it
// is told, what happens when it fails. It knows no model, no provider and no file.
import { type Op, type Ops, type OpPort, opPorts, type RunResources } from '@parley/runtime';
import { withUsual } from '@parley/runtime/usual-arguments';
import {
  AppError,
  failurePolicies,
  type InputRequest,
  type OpName,
  opNames,
  type RunEventBody,
  type Step,
  toFault,
  type Value,
} from '@parley/spec';
import { createTransientHost } from './engine-host.ts';
import type { StepOutcome } from './gather-inputs.ts';
import { createMeshDocuments } from './mesh-documents.ts';
import { MeshError } from './mesh-error.ts';
import type {
  BriefInput,
  Loop,
  Mesh,
  MeshDocument,
  MeshInput,
  MeshOptions,
  MeshStep,
  Missing,
  Outcome,
} from './mesh.ts';
import { openSitting, runStep } from './run-steps.ts';
import { createStepNames } from './step-names.ts';

/** The ops that a mesh calls, by name; `loop` is held by `openLoop`. */
export type MeshOps = Partial<Ops> & { readonly loop?: OpenLoop };

export interface MeshParts extends Omit<RunResources, 'documents'> {
  readonly ops: MeshOps;
}

/** What is written for a step beside its title. */
export type StepSettings = Readonly<Record<string, unknown>>;

/** Holds the rounds of a loop as a program's own `for`. */
export type OpenLoop = (title: string, settings: StepSettings, work: MeshWork) => Loop;

/** What a loop needs of the mesh that it stands in. */
export interface MeshWork {
  readonly sitting: ReturnType<typeof openSitting>;
  readonly ops: MeshOps;
  readonly names: ReturnType<typeof createStepNames>;
  /** The step that these settings make, and how what is wired to it came out, by the sources of its inputs. */
  prepare(op: OpName, title: string, settings: StepSettings): PreparedStep;
  toMissing(outcome: Extract<StepOutcome, { status: 'failed' | 'skipped' }>): Missing;
  toOutcome(come: unknown): StepOutcome;
  /** Throws when the run was stopped or halted. */
  refuseEnded(): void;
}

export interface PreparedStep {
  readonly step: Step;
  readonly sources: ReadonlyMap<string, StepOutcome>;
}

/** Opens a run of a mesh: its steps are called one by one, and `results` ends it. */
export function openMesh(name: string, input: MeshInput, options: MeshOptions, parts: MeshParts): Mesh {
  const { ops, ...resources } = parts;
  const steps = new Map<string, MeshStep>();
  const requests = new Map<string, { request: InputRequest; step: MeshStep }>();
  const documents = createMeshDocuments(options.readDocument);
  const { onQuestion } = options;

  const emit = (event: RunEventBody): void => {
    const step = 'stepId' in event ? steps.get(event.stepId) : undefined;
    if (event.type === 'input-request' && step) requests.set(event.requestId, { request: event, step });
    options.onEvent?.(event, step);
    if (event.type === 'text-delta' && step) options.onText?.({ ...step, text: event.text, offset: event.offset });
  };
  const answer = async (requestId: string) => {
    const asked = requests.get(requestId);
    if (!asked || !onQuestion) throw new AppError('user/bad-request', 'Nobody is here to answer.');
    return onQuestion(asked.request, asked.step);
  };
  /** What is given to each brief in place of what is written, by node id. */
  const givenTo = new Map<string, BriefInput>();
  const briefOf =
    (op: Op): Op =>
    async (args: { readonly documents: readonly MeshDocument[] }, inputs, context) => {
      const { documents: named = args.documents, question, text } = givenTo.get(context.nodeId) ?? {};
      const runInput = { ...(question !== undefined && { question }), ...(text !== undefined && { text }) };
      return op({ ...args, documents: await documents.name(named) }, inputs, { ...context, runInput });
    };
  const sitting = openSitting(
    createTransientHost({
      ops: { ...ops, ...(ops.brief && { brief: briefOf(ops.brief) }) },
      resources: { ...resources, documents },
      emit,
      ...(options.signal && { signal: options.signal }),
      ...(onQuestion && { answer }),
    }),
  );
  const names = createStepNames();
  const outcomes = new WeakMap<Missing, StepOutcome>();
  const turns: string[] = [];

  const toMissing: MeshWork['toMissing'] = (outcome) => {
    const missing: Missing = { kind: 'missing', missing: outcome.missing };
    outcomes.set(missing, outcome);
    return missing;
  };
  const toOutcome: MeshWork['toOutcome'] = (come) => {
    if (come === undefined) {
      return { status: 'not-taken', because: (turns.length === 1 && turns[0]) || 'a branch went the other way' };
    }
    if (isMissing(come)) return outcomes.get(come) ?? { status: 'failed', missing: come.missing };
    // What a step is given comes from another step: the types of the methods say so.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { status: 'done', value: come as Value };
  };
  const refuseEnded = (): void => {
    const halted = sitting.halted();
    if (options.signal?.aborted === true)
      throw new MeshError({ code: 'internal/cancelled', message: 'The run was stopped.' });
    if (halted) throw new MeshError(halted);
  };

  const prepare: MeshWork['prepare'] = (op, title, settings) => {
    const { id, nodeId } = names.give(title);
    steps.set(id, { id, title, op });
    const sources = new Map<string, StepOutcome>();
    const ports = opPorts[op];
    const args: Record<string, unknown> = {};
    const inputs: Step['inputs'] = {};
    for (const [key, value] of Object.entries(settings)) {
      const port = Object.hasOwn(ports, key) ? ports[key] : undefined;
      if (port) inputs[key] = wire(key, port, value, sources, toOutcome);
      else if (key !== 'onFailure' && value !== undefined) args[key] = value;
    }
    const onFailure = failurePolicies.find((policy) => policy === settings['onFailure']);
    // What is written in a program are literals, as its types say.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const given = args as Step['args'];
    const step = { id, nodeId, title, op, args: withUsual(op, given), inputs, ...(onFailure && { onFailure }) };
    return { step, sources };
  };

  /** How one step came out; rejects when the run is over. */
  const perform = async (op: OpName, title: string, settings: StepSettings): Promise<StepOutcome> => {
    refuseEnded();
    const { step, sources } = prepare(op, title, settings);
    const come = new Map([...sources].map(([id, outcome]) => [id, Promise.resolve(outcome)]));
    const outcome = await runStep(step, come, sitting);
    refuseEnded();
    return outcome;
  };
  const call = async (op: OpName, title: string, settings: StepSettings): Promise<Outcome> =>
    toFlow(await perform(op, title, settings));
  const toFlow = (outcome: StepOutcome): Outcome => {
    switch (outcome.status) {
      case 'done':
        if (outcome.value.kind === 'round') throw new AppError('internal/bug', 'A round is no outcome of a step.');
        return outcome.value;
      case 'failed':
      case 'skipped':
        return toMissing(outcome);
      case 'not-taken':
      case 'cancelled':
        return undefined;
    }
  };

  const work: MeshWork = { sitting, ops, names, prepare, toMissing, toOutcome, refuseEnded };
  const plain = opNames.map((op) => [op, (title: string, settings: StepSettings) => call(op, title, settings)]);
  const methods = {
    ...Object.fromEntries(plain),
    brief: (title: string, settings: BriefInput = {}) => {
      const own = input.briefs && Object.hasOwn(input.briefs, title) ? input.briefs[title] : undefined;
      givenTo.set(names.peek(title).nodeId, { ...(givenTo.size === 0 && input), ...own });
      return call('brief', title, { ...settings });
    },
    async branch(title: string, settings: StepSettings) {
      const value = toFlow(await perform('branch', title, settings));
      if (value?.kind !== 'branch') return { settled: value, open: value, value };
      turns.push(value.because);
      const { side, passes } = value;
      return { settled: undefined, open: undefined, [side]: passes, value };
    },
    loop(title: string, settings: StepSettings): Loop {
      if (!ops.loop) throw new AppError('internal/bug', 'There is no op "loop" here.');
      return ops.loop(title, settings, work);
    },
    results: (given: Readonly<Record<string, Outcome>>) => endWith(given, emit),
  };
  emit({ type: 'run-start', name, steps: [], results: [], resumed: false });
  // The methods' own types are those of `Mesh`: what they share knows steps by the names of their ops.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return methods as Mesh;
}

/** Ends the run with what it came to. */
function endWith(given: Readonly<Record<string, Outcome>>, emit: (event: RunEventBody) => void) {
  const outcomes = Object.values(given);
  const missing = outcomes.flatMap((outcome) => (isMissing(outcome) ? [outcome.missing] : []));
  const isNowhere = outcomes.every((outcome) => outcome === undefined);
  if (missing.length === 0 && !isNowhere) {
    emit({ type: 'run-end', status: 'done' });
    return given;
  }
  const message = isNowhere
    ? 'This run came to no output: it took a way that leads to none.'
    : `This run lacks an output. ${missing.map(({ title, reason }) => `"${title}": ${reason}`).join(' ')}`;
  const error = new MeshError({ code: 'user/no-material', message }, missing);
  emit({ type: 'run-end', status: 'failed', fault: toFault(error) });
  throw error;
}

/** The port's wires, whose sources are named here. */
function wire(
  port: string,
  { many, toleratesMissing, optional }: OpPort,
  value: unknown,
  sources: Map<string, StepOutcome>,
  toOutcome: MeshWork['toOutcome'],
): Step['inputs'][string] {
  const steps = (Array.isArray(value) ? value : [value]).map((come: unknown, index) => {
    const source = `${port}.${index}`;
    sources.set(source, toOutcome(come));
    return source;
  });
  return { steps, many, toleratesMissing, ...(optional && { optional }) };
}

function isMissing(come: unknown): come is Missing {
  return typeof come === 'object' && come !== null && 'kind' in come && come.kind === 'missing';
}
