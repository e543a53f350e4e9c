// converse: a model is asked, its calls of tools are done side by side, and it is asked again with what came of them, until it
// answers. Every turn and every result is journalled by itself: a crash pays no turn twice and repeats no tool.
import { type GenerateRequest, type Message, messageText } from '@parley/models';
import type { Document, ToolCall } from '@parley/spec';
import { callModel, type CallOptions, type CallResult } from './call-model.ts';
import type { OpContext } from './op.ts';
import type { OpenTools } from './open-tools.ts';
import { quoteText, writeLastRound } from './prompt.ts';
import { runTool, type ToolReturn } from './run-tool.ts';

export interface ToolUseTask {
  readonly tools: OpenTools;
  /** How often the model may call tools before it must answer without. */
  readonly rounds: number;
  readonly documents: readonly Document[];
  /** Characters that the results of all calls may take together. */
  readonly room: number;
  /** Ids of calls the step has told of; a call whose id is taken is told under another. */
  readonly told: Set<string>;
}

export interface Conversation {
  /** The turn that answers the prompt as it was measured. */
  readonly first: CallResult;
  /** The turn that answers. */
  readonly last: CallResult;
  /** Every `family/model` whose text came with a result. */
  readonly closure: readonly string[];
}

/** A result, with the call it answers. */
interface Answered {
  readonly call: ToolCall;
  readonly title: string;
  readonly result: ToolReturn;
}

/** No result is longer, however much room there is; and some of each is kept, however little. */
const longestResult = 24_000;
const shortestResult = 500;
const callsAtOnce = 8;

/** `request` is the first turn, without tools. Turns are journalled as `call`, `call 2` …, results as `tool 1.1` … */
export async function converse(
  request: GenerateRequest,
  task: ToolUseTask,
  context: OpContext,
  options: Pick<CallOptions, 'hold'>,
): Promise<Conversation> {
  const { offered } = task.tools;
  const specs = offered.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  const messages: Message[] = [...request.messages];
  const answered: Answered[] = [];
  let first: CallResult | undefined;

  const ask = async (turn: GenerateRequest, number: number): Promise<CallResult> => {
    options.hold?.reset();
    const name = number === 1 ? 'call' : `call ${number}`;
    const result = await callModel(turn, context, { name, hold: options.hold });
    first ??= result;
    return result;
  };
  const finish = (last: CallResult): Conversation => ({
    first: first ?? last,
    last,
    closure: answered.flatMap(({ result }) => result.closure ?? []),
  });

  for (let round = 1; offered.length > 0 && round <= task.rounds; round += 1) {
    const turn = await ask({ ...request, messages: [...messages], tools: specs }, round);
    const { toolCalls = [], text, echo } = turn;
    if (toolCalls.length === 0) return finish(turn);
    const now = await doCalls(toolCalls, round, task, roomLeft(task, answered), context);
    answered.push(...now);
    messages.push(
      { role: 'assistant', text, toolCalls, ...(echo && { echo }) },
      {
        role: 'tool',
        results: now.map(({ call, title, result: { ok, text: given } }) => ({
          id: call.id,
          tool: call.tool,
          ok,
          text: quoteText({ kind: 'result', title, text: given }),
        })),
      },
    );
  }
  if (answered.length === 0) return finish(await ask(request, 1));
  return finish(await ask({ ...request, messages: [lastRound(request, answered)] }, task.rounds + 1));
}

/** Does the calls of one turn side by side, a few at a time; those beside one that was cancelled are waited for and journalled first. */
async function doCalls(
  calls: readonly ToolCall[],
  round: number,
  task: ToolUseTask,
  room: number,
  context: OpContext,
): Promise<Answered[]> {
  const limit = Math.min(longestResult, Math.max(shortestResult, Math.floor(room / 2 / calls.length)));
  const told = calls.map((call, index) => {
    const id = task.told.has(call.id) ? `${call.id} ${round}.${index + 1}` : call.id;
    task.told.add(id);
    const title = task.tools.offered.find(({ name }) => name === call.tool)?.title ?? call.tool;
    context.signalStep({ type: 'tool-call', call: { ...call, id }, title });
    return { call, id, title };
  });
  const done: Answered[] = [];
  for (let first = 0; first < told.length; first += callsAtOnce) {
    const settled = await Promise.allSettled(
      told.slice(first, first + callsAtOnce).map(async ({ call, id, title }, index): Promise<Answered> => {
        const name = `tool ${round}.${first + index + 1}`;
        const { tools, documents } = task;
        const result = await runTool(call, { name, tools, documents, limit }, context);
        const { ok, text } = result;
        context.signalStep({ type: 'tool-result', result: { id, tool: call.tool, ok, text } });
        return { call, title, result };
      }),
    );
    for (const end of settled) {
      if (end.status === 'rejected') throw end.reason;
      done.push(end.value);
    }
  }
  return done;
}

function roomLeft({ room }: ToolUseTask, answered: readonly Answered[]): number {
  return room - answered.reduce((sum, { result }) => sum + result.text.length, 0);
}

/**
 * The last turn tells of all results in plain words and offers no tools: not every API takes calls and results in a
 * conversation without tools, and with them a model may go on calling.
 */
function lastRound(request: GenerateRequest, answered: readonly Answered[]): Message {
  const results = writeLastRound(
    answered.map(({ call, title, result: { text: given } }) => ({
      kind: 'result',
      title: `${title}, asked with ${JSON.stringify(call.input).slice(0, 500)}`,
      text: given,
    })),
  );
  return { role: 'user', text: [...request.messages.map(messageText), results].join('\n\n') };
}
