// generate: one voice answers. It is shown its briefs and what is wired into it, and nothing else of the run.
import { createHash } from 'node:crypto';
import { type Answer, AppError, type Document, type DocumentRef, type Voice } from '@parley/spec';
import { callModel, type CallResult } from '../call-model.ts';
import { createStanceHold } from '../create-stance-hold.ts';
import { findQuotations } from '../find-quotations.ts';
import { findVoice } from '../find-voice.ts';
import { fitMaterial } from '../fit/fit-material.ts';
import type { FittedText } from '../fit/material-pieces.ts';
import type { GenerateArguments } from '../op-arguments.ts';
import { joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { type QuotedText, writeAnswerPrompt } from '../prompt.ts';
import { readStance } from '../read-stance.ts';

/**
 * Ports `brief` and `context`. Briefs are merged in edge order. A reader quotes from the documents and from what was
 * said before; a model's quotations count as passages only when they stand in a document to the letter. What a model is
 * shown is fitted to its window first, and a passage always has its place in the whole document.
 */
export async function generate(args: GenerateArguments, inputs: OpInputs, context: OpContext): Promise<Answer> {
  const briefs = valuesAt(inputs, 'brief', 'brief');
  const question = [...new Set(briefs.map(({ question }) => question))].join('\n\n');
  const refs = new Map(briefs.flatMap(({ documents }) => documents).map((ref) => [ref.id, ref]));
  const [voice, documents] = await Promise.all([
    findVoice(args, context),
    Promise.all([...refs.values()].map((ref) => readDocument(ref, context))),
  ]);
  const earlier = readEarlier(inputs);
  const isReader = voice.kind === 'reader';
  const stances = isReader ? [] : args.stances;
  const call = await askWithin({ args, voice, question, documents, earlier, stances }, context);
  const said = readStance(call.text, stances);
  return {
    kind: 'answer',
    question,
    ...said,
    outcome: call.outcome,
    passages: isReader ? [...call.passages] : findQuotations(said.text, documents),
    voice,
    closure: joinClosures(contextValues(inputs), `${voice.family}/${voice.model}`),
  };
}

interface AskTask {
  readonly args: GenerateArguments;
  readonly voice: Voice;
  readonly question: string;
  readonly documents: readonly Document[];
  readonly earlier: readonly QuotedText[];
  readonly stances: readonly string[];
}

/** Parts of the window to fill: the less, the surer. */
const shares = [1, 0.7, 0.4] as const;

/** Fits the material to the model's window and asks; when the provider still finds the prompt too long, fits it closer. */
async function askWithin(task: AskTask, context: OpContext): Promise<CallResult> {
  let tooLong: AppError | undefined;
  for (const share of shares) {
    try {
      return await ask(task, share, context);
    } catch (error) {
      const canFitCloser = error instanceof AppError && error.code === 'limit/context' && task.args.fit !== 'whole';
      if (!canFitCloser) throw error;
      tooLong ??= error;
    }
  }
  throw tooLong ?? new AppError('internal/bug', 'The list of shares is empty.');
}

async function ask(task: AskTask, share: number, context: OpContext): Promise<CallResult> {
  const { args, voice, question, documents, earlier, stances } = task;
  const { domain, instructions } = args;
  const material = [...documents, ...earlier.map(toDocument)];
  const prompt = (texts: readonly FittedText[], partial: boolean) =>
    writeAnswerPrompt({
      question,
      domain,
      instructions,
      stances,
      partial,
      documents: texts.flatMap(({ source, text, condensed }) => {
        const document = documents[source];
        return document ? [{ ...document, text, title: nameText(document.title, condensed) }] : [];
      }),
      earlier: texts.flatMap(({ source, text, condensed }) => {
        const said = earlier[source - documents.length];
        return said ? [{ ...said, text, title: nameText(said.title, condensed) }] : [];
      }),
    });
  const fitted = await fitMaterial(
    {
      strategy: args.fit,
      voice,
      question,
      domain,
      material,
      share,
      // What was said before is short and was made for this question.
      isFavoured: (source) => source >= documents.length,
      render: (texts, partial) => {
        const { system, user } = prompt(texts, partial);
        return `${system}\n${user}`;
      },
    },
    context,
  );
  if (fitted.fit) context.signalStep({ type: 'context-fit', fit: fitted.fit });
  const { system, user } = prompt(fitted.texts, fitted.partial);
  const request = {
    family: args.family,
    model: args.model,
    system,
    messages: [{ role: 'user' as const, text: user }],
    material: {
      question,
      domain,
      documents: voice.kind === 'reader' ? material : documents,
      passageLimit: args.passages,
    },
  };
  const call = await callModel(request, context, {
    hold: stances.length > 0 ? createStanceHold(stances) : undefined,
  });
  if (fitted.counted !== undefined && call.usage) {
    context.meter.learn(voice.family, fitted.counted, call.usage.inputTokens);
  }
  return call;
}

function nameText(title: string, condensed: boolean): string {
  return condensed ? `${title} (condensed)` : title;
}

/** Pasted text lives in its reference; everything else in the store. */
async function readDocument(ref: DocumentRef, { documents }: OpContext): Promise<Document> {
  if (ref.text !== undefined) return { ...ref, text: ref.text, pageStarts: [] };
  return { ...(await documents.read(ref)), title: ref.title };
}

function contextValues(inputs: OpInputs) {
  return (inputs['context'] ?? []).filter(
    (value) => value.kind === 'answer' || value.kind === 'verdict' || value.kind === 'report',
  );
}

function readEarlier(inputs: OpInputs): QuotedText[] {
  return contextValues(inputs)
    .filter(({ text }) => text.trim() !== '')
    .map((value) => ({
      kind: 'earlier',
      title:
        value.kind === 'answer'
          ? `What "${value.voice.title}" said`
          : value.kind === 'verdict'
            ? 'A comparison of earlier voices'
            : 'An earlier report',
      text: value.text,
    }));
}

/** Named by its content, so that two voices quoting the same earlier words are seen to rest on the same. */
function toDocument({ title, text }: QuotedText): Document {
  const id = createHash('sha256').update(text).digest('hex');
  return { id, title, mediaType: 'text/markdown', characters: text.length, text, pageStarts: [] };
}
