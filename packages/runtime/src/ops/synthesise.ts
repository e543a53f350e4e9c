// synthesise: one report out of several answers. Without a writer they are joined; with one, each sentence is traced
// to the voices it cites.
import { AppError, type Report, type ReportPart, type Voice } from '@parley/spec';
import { callModel } from '../call-model.ts';
import { findVoice } from '../find-voice.ts';
import { joinAnswers } from '../join-answers.ts';
import type { SynthesiseArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { writeReportPrompt } from '../prompt.ts';
import { splitReport } from '../split-report.ts';

/**
 * Ports `voices` and `verdict`. When the writer declines or says nothing the
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
    const written = await write(args, base, heard, verdict?.text, context);
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

async function write(
  args: SynthesiseArguments,
  { question, voices }: Pick<Report, 'question' | 'voices'>,
  { answers, missing }: ReturnType<typeof hearVoices>,
  verdict: string | undefined,
  context: OpContext,
): Promise<Written> {
  const prompt = writeReportPrompt({
    question,
    instructions: args.instructions,
    voices: answers.map(({ text, voice, stance }) => ({
      kind: 'voice',
      title: voice.domain,
      text: stance === undefined ? text : `${text}\n\nStance: ${stance}`,
    })),
    verdict,
    missing: missing.map(({ title }) => title),
  });
  const request = {
    family: args.family,
    model: args.model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: { question, domain: '', documents: [], passageLimit: 1 },
  };
  const call = await callModel(request, context);
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
