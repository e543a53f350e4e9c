// askJudge: what a model outside the panel says to pairs of a claim and an answer that nothing else could decide. One journalled call;
// whatever goes wrong with it is told and fails nothing.
import {
  type JudgeQuestion,
  type JudgeVerdict,
  pairKey,
  readJudgeReply,
  type RelatedClaims,
} from '@parley/deliberation';
import type { OutputShape } from '@parley/models';
import { AppError, type ClaimJudge, type Voice } from '@parley/spec';
import { z } from 'zod';
import { callModel, type CallResult } from '../call-model.ts';
import { byteLength } from '../content-id.ts';
import { findVoice } from '../find-voice.ts';
import { askCloser } from '../fit/ask-closer.ts';
import { promptRoom } from '../fit/prompt-room.ts';
import type { ConsensusArguments } from '../op-arguments.ts';
import type { OpContext } from '../op.ts';
import { type Prompt, writeJudgePrompt } from '../prompt.ts';
import { count } from '../wording.ts';

export interface Judgement {
  readonly verdicts: readonly JudgeVerdict[];
  readonly judge: ClaimJudge;
  /** `family/model`, once its words are part of the verdict. */
  readonly closure: readonly string[];
}

type JudgeChoice = NonNullable<ConsensusArguments['judge']>;

/** Of a sentence of an answer the judge is shown at most this much. */
const longestPassage = 800;

/** Asks nothing when there are no questions. Throws only what is a bug or a stop of the run. */
export async function askJudge(
  choice: JudgeChoice,
  task: { readonly question: string; readonly questions: readonly JudgeQuestion[]; readonly voices: readonly Voice[] },
  context: OpContext,
): Promise<Judgement> {
  const { question, questions, voices } = task;
  const unasked = { family: choice.family, model: choice.model, onPanel: false, asked: 0, decided: 0 };
  try {
    const voice = await findVoice({ ...choice, domain: '' }, context);
    const onPanel = voices.some(({ kind, lineage }) => kind === 'model' && lineage === voice.lineage);
    const judge = { ...unasked, model: voice.model, onPanel };
    if (voice.kind === 'reader')
      return nothing({ ...judge, fault: 'A local reader cannot judge: it quotes and never writes.' });
    if (questions.length === 0) return nothing(judge);
    const { call, asked } = await askCloser('trim', (share) => ask(choice, voice, question, questions, share, context));
    const reading = readJudgeReply(call.text, asked);
    const fault = faultOf(call, reading, questions.length - asked.length);
    return {
      verdicts: reading.verdicts,
      judge: {
        ...judge,
        asked: asked.length,
        decided: reading.verdicts.length,
        ...(fault !== undefined && { fault }),
      },
      closure: [`${voice.family}/${voice.model}`],
    };
  } catch (error) {
    // The answers are there and paid for: that nobody judges them must not lose the verdict.
    if (error instanceof AppError && error.category !== 'internal')
      return nothing({ ...unasked, asked: 0, fault: error.message });
    throw error;
  }
}

function nothing(judge: ClaimJudge): Judgement {
  return { verdicts: [], judge, closure: [] };
}

/** The same relations with the judge's word where nothing else had decided. */
export function applyVerdicts(related: RelatedClaims, verdicts: readonly JudgeVerdict[]): RelatedClaims {
  if (verdicts.length === 0) return related;
  const said = new Map(verdicts.map((verdict) => [pairKey(verdict.claimId, verdict.answerId), verdict]));
  return {
    claims: related.claims,
    relations: related.relations.map((relation) => {
      const verdict = relation.isOpen ? said.get(pairKey(relation.claimId, relation.answerId)) : undefined;
      if (!verdict) return relation;
      const cue = verdict.because.trim() || 'the judge gave no reason';
      return { ...relation, stance: verdict.stance, by: 'judge', cue, isOpen: false };
    }),
  };
}

interface Asked {
  readonly call: CallResult;
  readonly asked: readonly JudgeQuestion[];
}

/** Asks as many of the questions, the most useful first, as this share of the judge's window holds. */
async function ask(
  { family, model }: JudgeChoice,
  voice: Voice,
  question: string,
  questions: readonly JudgeQuestion[],
  share: number,
  context: OpContext,
): Promise<Asked> {
  // Journalled because the meter learns: a run that is taken up again must ask what it asked before.
  const { window, factor } = await context.durable('judge window', { family, model: voice.model }, async () =>
    context.meter.measure(voice),
  );
  const room = Math.floor((promptRoom(window) * share) / factor);
  let asked = questions;
  let prompt = write(asked);
  while (asked.length > 1 && (await lengthOf(prompt)) > room) {
    asked = asked.slice(0, Math.floor((asked.length * 3) / 4));
    prompt = write(asked);
  }
  const request = {
    family,
    model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: { question, domain: '', documents: [], passageLimit: 1 },
    output: judgeShape,
  };
  return { call: await callModel(request, context, { name: 'judge', quiet: true }), asked };

  function write(pairs: readonly JudgeQuestion[]): Prompt {
    return writeJudgePrompt({
      question,
      pairs: pairs.map(({ claim, passages }) => ({
        claim: claim.slice(0, longestPassage),
        passages: passages.map(({ text }) => text.slice(0, longestPassage)),
      })),
    });
  }

  async function lengthOf({ system, user }: Prompt): Promise<number> {
    const text = `${system}\n${user}`;
    const bytes = byteLength(text);
    // No tokenizer makes more tokens than there are bytes.
    return bytes <= room ? bytes : context.meter.count(text);
  }
}

const { $schema: _, ...schema } = z.toJSONSchema(
  z.object({
    verdicts: z.array(
      z.object({ number: z.number(), stance: z.enum(['supports', 'disputes', 'silent']), because: z.string() }),
    ),
  }),
  { io: 'output' },
);
const judgeShape: OutputShape = { name: 'judgements', description: 'What each answer says to each claim.', schema };

function faultOf(call: CallResult, reading: ReturnType<typeof readJudgeReply>, left: number): string | undefined {
  if (reading.fault !== undefined && call.outcome !== 'complete' && call.outcome !== 'length')
    return 'The judge declined to answer or said nothing.';
  const open = reading.unanswered.length;
  return (
    [
      reading.fault,
      reading.fault === undefined && open > 0 && `The judge left ${count(open, 'question')} open.`,
      left > 0 && `${count(left, 'question')} did not fit into its window.`,
    ]
      .filter((part) => typeof part === 'string')
      .join(' ') || undefined
  );
}
