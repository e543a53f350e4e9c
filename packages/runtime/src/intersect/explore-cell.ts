// exploreCell: the calls of one cell, each journalled by itself: its ideas, its controls, and the judge who is shown all of them unmarked.
// What goes wrong with one call is told in the cell and fails no other cell.
import { chooseControl, createRandom, type DomainPair, seedOfText, shuffle } from '@parley/deliberation';
import type { OutputShape } from '@parley/models';
import { AppError, type ControlIdea, type Voice } from '@parley/spec';
import { callModel } from '../call-model.ts';
import type { IntersectArguments } from '../op-arguments.ts';
import type { OpContext } from '../op.ts';
import type { Prompt } from '../prompt.ts';
import type { CallCounter } from './count-calls.ts';
import { ideasShape, readIdeas, readVerdicts, type SaidIdea, type SaidVerdict, verdictsShape } from './read-replies.ts';
import { type ShownField, writeExplorePrompt, writeJudgeIdeasPrompt } from './write-prompts.ts';

export interface CellTask {
  readonly args: IntersectArguments;
  readonly question: string;
  readonly explorer: Voice;
  /** Undefined when nobody judges. */
  readonly judge: Voice | undefined;
  readonly fieldOf: (domain: string) => ShownField;
  /** Names of all domains of the panel. */
  readonly domains: readonly string[];
  readonly counter: CallCounter;
}

export interface ExploredIdea extends SaidIdea {
  readonly verdict?: SaidVerdict;
}

export interface ExploredControl extends ExploredIdea, Pick<ControlIdea, 'kind' | 'instead'> {
  /** The domains it was asked with. */
  readonly fields: readonly string[];
}

export interface ExploredCell {
  readonly state: 'explored' | 'failed';
  readonly ideas: readonly ExploredIdea[];
  readonly controls: readonly ExploredControl[];
  /** Why it failed, or what is lacking in it. */
  readonly reasons: readonly string[];
  /** Whether the judge was asked, and gave something usable. */
  readonly judging: { readonly asked: boolean; readonly usable: boolean; readonly fault?: string };
}

/** Throws what stops the whole run only: a stop, a bug, money that has run out. */
export async function exploreCell(pair: DomainPair, task: CellTask, context: OpContext): Promise<ExploredCell> {
  const draws = drawControls(pair, task);
  const [own, ...controls] = await Promise.all([
    askIdeas('explore', pair, [pair.first, pair.second], task, context),
    ...draws.map(({ kind, fields }) => askIdeas(kind, pair, fields, task, context)),
  ]);
  if (own === undefined || own.fault !== undefined) {
    return {
      state: 'failed',
      ideas: [],
      controls: [],
      reasons: [own?.fault ?? ''],
      judging: { asked: false, usable: false },
    };
  }
  const found = controls.flatMap((said, index): ExploredControl[] => {
    const draw = draws[index];
    return draw ? said.ideas.map((idea) => ({ ...idea, ...draw })) : [];
  });
  const lacking = controls.flatMap(({ fault }) => (fault === undefined ? [] : [`A control is missing: ${fault}`]));
  const judged = await judgeIdeas(pair, [...own.ideas, ...found], task, context);
  const verdictOf = (index: number) => {
    const verdict = judged.verdicts.get(index);
    return verdict && { verdict };
  };
  return {
    state: 'explored',
    ideas: own.ideas.map((idea, index) => ({ ...idea, ...verdictOf(index) })),
    controls: found.map((idea, index) => ({ ...idea, ...verdictOf(own.ideas.length + index) })),
    reasons: [...lacking, ...(judged.judging.fault === undefined ? [] : [judged.judging.fault])],
    judging: judged.judging,
  };
}

interface ControlDraw {
  readonly kind: ControlIdea['kind'];
  readonly instead?: string;
  readonly fields: readonly string[];
}

/** The same wherever the same question is asked of the same domains, whatever other cells are explored. */
function drawControls(pair: DomainPair, { args, question, domains }: CellTask): ControlDraw[] {
  if (!args.controls) return [];
  const random = createRandom(seedOfText('controls', question, ...domains, pair.first, pair.second));
  const other = chooseControl(pair, domains, random);
  const alone = random() < 0.5 ? pair.first : pair.second;
  return [
    ...(other ? [{ kind: 'random-second' as const, instead: other.second, fields: [pair.first, other.second] }] : []),
    { kind: 'one-domain', fields: [alone] },
  ];
}

type Said =
  | { readonly ideas: readonly SaidIdea[]; readonly fault?: never }
  | { readonly ideas: readonly []; readonly fault: string };

async function askIdeas(
  name: string,
  pair: DomainPair,
  domains: readonly string[],
  task: CellTask,
  context: OpContext,
): Promise<Said> {
  const { args, question, explorer, fieldOf } = task;
  const { ideas, instructions } = args;
  const prompt = writeExplorePrompt({ question, instructions, ideas, fields: domains.map(fieldOf) });
  const said = await ask({ name, pair, voice: explorer, model: args.model, prompt, output: ideasShape }, task, context);
  if (said.fault !== undefined) return { ideas: [], fault: said.fault };
  const read = readIdeas(said.text, ideas);
  return read ? { ideas: read } : { ideas: [], fault: 'The explorer did not reply in the form it was asked for.' };
}

async function judgeIdeas(
  pair: DomainPair,
  ideas: readonly SaidIdea[],
  task: CellTask,
  context: OpContext,
): Promise<{ readonly verdicts: ReadonlyMap<number, SaidVerdict>; readonly judging: ExploredCell['judging'] }> {
  const { args, question, judge, fieldOf } = task;
  const none = new Map<number, SaidVerdict>();
  if (!judge || !args.judge || ideas.length === 0) return { verdicts: none, judging: { asked: false, usable: false } };
  // Which are findings and which are controls must not be told by their places.
  const order = shuffle([...ideas.keys()], createRandom(seedOfText('order', question, pair.first, pair.second)));
  const prompt = writeJudgeIdeasPrompt({
    question,
    fields: [fieldOf(pair.first), fieldOf(pair.second)],
    ideas: order.map((place) => ideas[place]?.idea ?? ''),
  });
  const { model } = args.judge;
  const said = await ask({ name: 'judge', pair, voice: judge, model, prompt, output: verdictsShape }, task, context);
  const read = said.fault === undefined ? readVerdicts(said.text, ideas.length) : undefined;
  if (!read) {
    const fault = said.fault ?? 'The judge did not reply in the form it was asked for.';
    return { verdicts: none, judging: { asked: true, usable: false, fault } };
  }
  const verdicts = new Map(
    order.flatMap((place, index) => {
      const verdict = read.get(index + 1);
      return verdict ? [[place, verdict] as const] : [];
    }),
  );
  const left = ideas.length - verdicts.size;
  const fault = left > 0 ? `The judge said nothing of ${left} of ${ideas.length} ideas.` : undefined;
  return { verdicts, judging: { asked: true, usable: true, ...(fault !== undefined && { fault }) } };
}

interface CellCall {
  readonly name: string;
  readonly pair: DomainPair;
  readonly voice: Voice;
  /** As the config names it. */
  readonly model: string;
  readonly prompt: Prompt;
  readonly output: OutputShape;
}

async function ask(
  { name, pair, voice, model, prompt, output }: CellCall,
  { question, counter }: CellTask,
  context: OpContext,
): Promise<{ readonly text: string; readonly fault?: string }> {
  counter.take();
  const request = {
    family: voice.family,
    model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: { question, domain: '', documents: [], passageLimit: 1 },
    output,
  };
  try {
    const call = await callModel(request, context, {
      name: `${name} ${JSON.stringify([pair.first, pair.second])}`,
      quiet: true,
    });
    const fault = silence[call.outcome];
    return fault === undefined ? { text: call.text } : { text: call.text, fault };
  } catch (error) {
    // Without money nobody else could be asked either, so the run stops and can go on.
    if (error instanceof AppError && error.category !== 'internal' && error.code !== 'limit/spend') {
      return { text: '', fault: error.message };
    }
    throw error;
  }
}

const silence = {
  complete: undefined,
  // What is there may still be read.
  length: undefined,
  refusal: 'The model declined to answer.',
  filtered: "The provider's filter held the answer back.",
  empty: 'The model gave an empty answer.',
} as const;
