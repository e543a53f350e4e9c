// synthesise: one report out of several answers. Without a writer they are joined; with one, each sentence is traced
// to the voices it cites.
import { type Answer, AppError, type MissingVoice, type Report, type ReportPart, type Voice } from '@parley/spec';
import { callModel, type CallResult } from '../call-model.ts';
import { findVoice } from '../find-voice.ts';
import { askCloser } from '../fit/ask-closer.ts';
import { fitPrompt } from '../fit/fit-prompt.ts';
import { type FittedText, gapMark } from '../fit/material-pieces.ts';
import { joinAnswers } from '../join-answers.ts';
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
  const sources = verdict ? [...answers, verdict] : answers;

  if (args.family !== '') {
    const writer = await findWriter(args, context);
    const task = { args, writer, question: base.question, ...heard, verdict: verdict?.text };
    const written = await write(task, context);
    const closure = joinClosures(sources, `${writer.family}/${writer.model}`);
    if (written.parts) return { ...base, text: written.text, parts: written.parts, missing, writer, closure };
    missing.push({ nodeId: writer.nodeId, title: writer.title, reason: written.reason });
  }

  const parts = joinAnswers(answers, missing, verdict);
  const text = renderParts(parts);
  context.signalStep({ type: 'text', text });
  return { ...base, text, parts, missing, closure: joinClosures(sources) };
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
  readonly verdict: string | undefined;
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
      context.signalStep({ type: 'text', text: key });
      const ids = voices.map(({ nodeId }) => nodeId);
      return { parts: splitReport(call.text, ids), text: call.text.trimEnd() + key };
    }
  }
}

/** Fits what the voices said to this share of the writer's window and asks. */
async function ask(task: WriteTask, share: number, context: OpContext): Promise<CallResult> {
  const { args, writer, question, answers, verdict } = task;
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
      verdict,
      missing: task.missing.map(({ title }) => title),
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
function wholeText({ text, claims = [], stance }: Answer): string {
  const list = claims.map((claim) => `- ${claim.text}`).join('\n');
  return [text, list && `Claims:\n${list}`, stance !== undefined && `Stance: ${stance}`]
    .filter((part) => part !== false && part !== '')
    .join('\n\n');
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
