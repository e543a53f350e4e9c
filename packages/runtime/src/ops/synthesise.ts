// synthesise: one report out of several answers. Without a writer they are joined; with one, the best-supported answer is edited and
// each sentence is traced to the voices it cites. Whoever stands against it has the last word.
import { createClaimMatrix } from '@parley/deliberation';
import {
  type Answer,
  AppError,
  type Dissent,
  type MissingVoice,
  type Report,
  type ReportPart,
  type Verdict,
  type Voice,
} from '@parley/spec';
import { callModel, type CallResult } from '../call-model.ts';
import { chooseBase } from '../choose-base.ts';
import { compareAnswers } from '../deliberate/compare-answers.ts';
import { countStances } from '../deliberate/count-stances.ts';
import { gatherDissent } from '../deliberate/gather-dissent.ts';
import { makeClaimTable } from '../deliberate/make-claim-table.ts';
import { dissentWords } from '../describe-claims.ts';
import { findVoice } from '../find-voice.ts';
import { askCloser } from '../fit/ask-closer.ts';
import { fitPrompt } from '../fit/fit-prompt.ts';
import { type FittedText, gapMark } from '../fit/material-pieces.ts';
import { joinAnswers } from '../join-answers.ts';
import { measureSway } from '../measure-sway.ts';
import { markMinority, minorityHeading, untoldDissent, writeMinority } from '../minority-report.ts';
import type { SynthesiseArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { writeReportPrompt } from '../prompt.ts';
import { saidDocument } from '../said-document.ts';
import { splitReport } from '../split-report.ts';

/**
 * Ports `voices` and `verdict`. What the voices said is fitted to the writer's window first. When the writer declines or says nothing the
 * answers are joined instead and the writer is listed as missing. AppError `user/no-voice` when nobody
 * spoke, `user/unknown-family` for a reader as writer.
 */
export async function synthesise(args: SynthesiseArguments, inputs: OpInputs, context: OpContext): Promise<Report> {
  const heard = hearVoices(inputs, 'voices', context.title);
  const [verdict] = valuesAt(inputs, 'verdict', 'verdict');
  const { answers, missing } = heard;
  const base = {
    kind: 'report' as const,
    question: [...new Set(answers.map(({ question }) => question))].join('\n\n'),
    voices: answers.map(({ voice }) => voice),
    ...(verdict && { verdict }),
  };
  const { dissent, base: chosen } = await weighAnswers(answers, verdict, context);
  const sources = verdict ? [...answers, verdict] : answers;

  if (args.family !== '') {
    const writer = await findWriter(args, context);
    const task = {
      args,
      writer,
      question: base.question,
      ...heard,
      verdict,
      dissent,
      base: chosen?.voice,
    };
    const written = await write(task, context);
    const closure = joinClosures(sources, `${writer.family}/${writer.model}`);
    if (written.parts) {
      const sway = measureSway(writer, answers, written.parts);
      const { text, parts } = written;
      return { ...base, text, parts, missing, writer, ...(chosen && { base: chosen }), sway, closure };
    }
    missing.push({ nodeId: writer.nodeId, title: writer.title, reason: written.reason });
  }

  const parts = joinAnswers(answers, missing, verdict, { base: chosen?.voice, dissent });
  const text = renderParts(parts);
  context.signalStep({ type: 'text', text });
  return { ...base, text, parts, missing, ...(chosen && { base: chosen }), closure: joinClosures(sources) };
}

/** Who stands against what, and which answer is best supported: from the verdict, and from the answers where it does not say. */
async function weighAnswers(
  answers: readonly Answer[],
  verdict: Verdict | undefined,
  { signal }: OpContext,
): Promise<{ dissent: Dissent[]; base: Report['base'] }> {
  const tally = verdict?.tally ?? countStances(answers);
  const [first, second] = tally;
  const lead = first && first.voices.length > (second?.voices.length ?? 0) ? first.stance : undefined;
  const winner = verdict ? verdict.stance : lead;
  const decision = winner === undefined ? undefined : { stance: winner, isVerdict: verdict !== undefined };
  if (verdict?.claims && verdict.dissent) {
    return { dissent: verdict.dissent, base: chooseBase(answers, verdict.claims, decision) };
  }
  const compared = await compareAnswers(answers, signal);
  const matrix = createClaimMatrix(compared.spoken, compared.related);
  return {
    dissent: gatherDissent({ matrix, compared, tally, winner }),
    base: chooseBase(answers, makeClaimTable(matrix, compared, undefined), decision),
  };
}

async function findWriter({ family, model }: SynthesiseArguments, context: OpContext): Promise<Voice> {
  const writer = await findVoice({ family, model, domain: '' }, context);
  if (writer.kind === 'model') return writer;
  throw new AppError(
    'user/unknown-family',
    `"${context.title}" has a local reader as its writer, but a reader quotes and never writes. The answers are kept. Choose a model family, or no writer, and run again.`,
    { path: ['family'] },
  );
}

type Written =
  | { readonly parts: ReportPart[]; readonly text: string }
  | { readonly parts?: never; readonly reason: string };

interface WriteTask {
  readonly args: SynthesiseArguments;
  readonly writer: Voice;
  readonly question: string;
  readonly answers: readonly Answer[];
  readonly missing: readonly MissingVoice[];
  readonly verdict: Verdict | undefined;
  readonly dissent: readonly Dissent[];
  /** The node id of the voice whose answer is edited. */
  readonly base: string | undefined;
}

async function write(task: WriteTask, context: OpContext): Promise<Written> {
  const call = await askCloser(task.args.fit ?? 'trim', (share) => ask(task, share, context));
  const voices = task.answers.map(({ voice }) => voice);
  switch (call.outcome) {
    case 'refusal':
      return { reason: 'The writer declined to write, so the answers were joined without it.' };
    case 'filtered':
      return { reason: "The provider's filter held the report back, so the answers were joined without a writer." };
    case 'empty':
      return { reason: 'The writer wrote nothing, so the answers were joined without it.' };
    case 'complete':
    case 'length': {
      const cut = call.outcome === 'length' ? '\n\n*The report stops here: the writer reached its limit.*' : '';
      const key = `${cut}\n\n## Voices\n\n${voices.map(({ title, domain }, index) => `- [${index + 1}] ${domain === '' ? title : `${title} (${domain})`}`).join('\n')}\n`;
      const ids = voices.map(({ nodeId }) => nodeId);
      const written = markMinority(splitReport(call.text, ids));
      const added = writeMinority(untoldDissent(written, task.dissent), voices, task.verdict?.voices);
      const minority = added.length === 0 ? '' : `\n\n${renderParts(added)}`;
      context.signalStep({ type: 'text', text: minority + key });
      return { parts: [...written, ...added], text: call.text.trimEnd() + minority + key };
    }
  }
}

/** Fits what the voices said to this share of the writer's window and asks. */
async function ask(task: WriteTask, share: number, context: OpContext): Promise<CallResult> {
  const { args, writer, question, answers, verdict } = task;
  const base = answers.findIndex(({ voice }) => voice.nodeId === task.base);
  // The writer knows voices by number only.
  const numbered = answers.map(({ voice }, index) => ({ ...voice, title: `[${index + 1}]` }));
  const positions = task.dissent.map((dissent) => dissentWords(dissent, [...numbered, ...(verdict?.voices ?? [])]));
  const material = answers.map((answer) =>
    saidDocument({ title: `What "${answer.voice.title}" said`, text: wholeText(answer) }),
  );
  const evenShare = material.reduce((sum, { text }) => sum + text.length, 0) / material.length;
  const write = (texts: readonly FittedText[], partial: boolean) =>
    writeReportPrompt({
      question,
      instructions: args.instructions,
      partial,
      // A voice of which nothing is shown keeps its place: the others are cited by their numbers.
      voices: answers.map(({ voice }, index) => {
        const shown = texts.find(({ source }) => source === index);
        const title = shown?.condensed ? `${voice.domain} (condensed)`.trim() : voice.domain;
        return { kind: 'voice', title, text: shown?.text ?? gapMark };
      }),
      verdict: verdict?.text,
      missing: task.missing.map(({ title }) => title),
      base: base === -1 ? undefined : base + 1,
      minority: positions.length === 0 ? undefined : { heading: minorityHeading, positions },
    });
  const prompt = await fitPrompt(
    {
      strategy: args.fit ?? 'trim',
      voice: writer,
      question,
      domain: '',
      material,
      share,
      // A voice that says it in few words is not left out for the many words of another.
      isFavoured: (source) => (material[source]?.text.length ?? 0) <= evenShare / 2,
      write,
    },
    context,
  );
  const request = {
    family: args.family,
    model: args.model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: { question, domain: '', documents: [], passageLimit: 1 },
  };
  const call = await callModel(request, context);
  prompt.learn(call.usage);
  return call;
}

/** What a voice said, what it claims one by one, and what it chose. */
function wholeText({ text, claims = [], stance, ranking = [] }: Answer): string {
  const list = claims.map((claim) => `- ${claim.text}`).join('\n');
  const choice = ranking.length > 1 ? `Ranking: ${ranking.join(' > ')}` : stance !== undefined && `Stance: ${stance}`;
  return [text, list && `Claims:\n${list}`, choice].filter((part) => part !== false && part !== '').join('\n\n');
}

function renderParts(parts: readonly ReportPart[]): string {
  const blocks: string[] = [];
  let heading = '';
  for (const part of parts) {
    if (part.heading !== heading) blocks.push(`## ${part.heading}`);
    heading = part.heading;
    blocks.push(part.text);
  }
  return blocks.join('\n\n');
}
