// A host for one op under test: a gateway that replays what it is told, a journal in memory, and a record of both.
import {
  createTokenMeter,
  type GenerateRequest,
  type ModelEvent,
  type ModelGateway,
  type TokenMeter,
} from '@parley/models';
import {
  AppError,
  type Answer,
  type Document,
  type FamilyStatus,
  type Grade,
  type InputAnswer,
  type InputQuestion,
  type Passage,
  type Voice,
} from '@parley/spec';
import type { OpContext, StepSignal, Tool, Toolbox } from '../op.ts';
import { emptyToolbox } from '../empty-toolbox.ts';

function family(id: string, kind: FamilyStatus['kind'], defaultModel: string): FamilyStatus {
  return {
    id,
    title: id,
    lineage: `${id}-line`,
    kind,
    description: '',
    glyph: id,
    provider: id,
    models: [],
    defaultModel,
    available: true,
  };
}

const sketchFamilies = [family('claude', 'model', 'claude-one'), family('reader', 'reader', 'bm25')];

export interface SketchHost {
  readonly context: OpContext;
  readonly requests: GenerateRequest[];
  readonly signals: StepSignal[];
  /** Finished durable work by name and input. */
  readonly journal: Map<string, string>;
  /** What was reported as broken. */
  readonly bugs: [string, unknown][];
  /** What a person was asked. */
  readonly questions: InputQuestion[];
}

/** A host whose gateway answers every call with these events, or throws what it is given instead. */
export function sketchHost(
  options: {
    readonly reply?: readonly ModelEvent[] | Error | ((request: GenerateRequest) => readonly ModelEvent[] | Error);
    readonly documents?: readonly Document[];
    readonly runInput?: OpContext['runInput'];
    readonly journal?: Map<string, string>;
    readonly meter?: TokenMeter;
    /** What a person says, by the name of the question; `nobody` where there is none to ask. */
    readonly answers?: Readonly<Record<string, InputAnswer>> | 'nobody';
    /** Decisions that were graded. */
    readonly grades?: readonly Grade[];
    /** Instead of one that replays `reply`. */
    readonly models?: ModelGateway;
    readonly tools?: readonly Tool[];
    readonly signal?: AbortSignal;
  } = {},
): SketchHost {
  const requests: GenerateRequest[] = [];
  const signals: StepSignal[] = [];
  const bugs: [string, unknown][] = [];
  const questions: InputQuestion[] = [];
  const journal = options.journal ?? new Map<string, string>();
  const models: ModelGateway = {
    families: async () => sketchFamilies,
    async *generate(request) {
      requests.push(request);
      const reply = typeof options.reply === 'function' ? options.reply(request) : options.reply;
      if (reply instanceof Error) throw reply;
      yield* reply ?? [];
    },
  };
  const context: OpContext = {
    models: options.models ?? models,
    documents: {
      async read(ref) {
        const document = options.documents?.find(({ id }) => id === ref.id);
        if (!document) throw new AppError('user/not-found', `The document "${ref.title}" is gone.`);
        return document;
      },
    },
    tools: options.tools ? toolboxOf(options.tools) : emptyToolbox,
    meter: options.meter ?? createTokenMeter(),
    nodeId: 'node',
    title: 'Node',
    signal: options.signal ?? new AbortController().signal,
    reportBug: (message, error) => bugs.push([message, error]),
    runInput: options.runInput,
    signalStep: (signal) => signals.push(signal),
    async durable(name, input, body) {
      const key = JSON.stringify([name, input]);
      const known = journal.get(key);
      if (known !== undefined) return JSON.parse(known);
      const result = await body();
      journal.set(key, JSON.stringify(result));
      return result;
    },
    ...(options.grades && { history: { graded: async () => options.grades ?? [] } }),
    async ask(name, question) {
      questions.push(question);
      if (options.answers === 'nobody') throw new AppError('user/nobody-to-ask', 'Nobody is here.');
      const answer = options.answers?.[name];
      if (!answer) throw new Error(`nobody answers "${name}" in this test`);
      return answer;
    },
  };
  return { context, requests, signals, journal, bugs, questions };
}

function toolboxOf(tools: readonly Tool[]): Toolbox {
  return {
    find: (ids) => {
      const found = ids.map((id) => tools.find((tool) => tool.id === id) ?? { id, reason: `${id} is switched off.` });
      return Promise.resolve({
        tools: found.filter((entry) => 'run' in entry),
        missing: found.filter((entry) => 'reason' in entry),
      });
    },
  };
}

/** A finished reply of one text. */
export function say(text: string): ModelEvent[] {
  return [
    { type: 'text', text },
    { type: 'finish', outcome: 'complete' },
  ];
}

export function sketchVoice(nodeId: string, more: Partial<Voice> = {}): Voice {
  return {
    nodeId,
    title: nodeId.toUpperCase(),
    family: 'claude',
    lineage: 'claude-line',
    kind: 'model',
    model: 'claude-one',
    domain: '',
    ...more,
  };
}

/** An answer of one voice; a reader when `voice.kind` says so. */
export function sketchAnswer(nodeId: string, more: Partial<Answer> = {}, voice: Partial<Voice> = {}): Answer {
  return {
    kind: 'answer',
    question: 'Why?',
    text: `${nodeId} says so.`,
    outcome: 'complete',
    passages: [],
    voice: sketchVoice(nodeId, voice),
    closure: [`${voice.family ?? 'claude'}/${voice.model ?? 'claude-one'}`],
    ...more,
  };
}

/** The stretch of a document with this id from `start` to `end`. */
export function sketchPassage(documentId: string, start: number, end: number): Passage {
  const text = 'x'.repeat(end - start);
  return { documentId, documentTitle: documentId.toUpperCase(), start, end, text };
}
