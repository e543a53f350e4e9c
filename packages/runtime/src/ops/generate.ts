// generate: one voice answers. It is shown its briefs and what is wired into it, and nothing else of the run.
import type { Answer, Document, DocumentRef, Passage, Voice } from '@parley/spec';
import { claimsShape } from '../claims-form.ts';
import { type Conversation, converse } from '../converse.ts';
import { createAnswerHold } from '../create-answer-hold.ts';
import { createStanceHold } from '../create-stance-hold.ts';
import { quoteRound } from '../debate/quote-round.ts';
import { findQuotations } from '../find-quotations.ts';
import { findVoice } from '../find-voice.ts';
import { askCloser } from '../fit/ask-closer.ts';
import { fitPrompt } from '../fit/fit-prompt.ts';
import type { FittedText } from '../fit/material-pieces.ts';
import { promptRoom } from '../fit/prompt-room.ts';
import { type GenerateArguments, usualRounds } from '../op-arguments.ts';
import { joinBriefs } from '../join-briefs.ts';
import { joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { type OpenTools, openTools } from '../open-tools.ts';
import { saidDocument } from '../said-document.ts';
import { type QuotedText, writeAnswerPrompt } from '../prompt.ts';
import { readAnswerText, readClaims } from '../read-claims.ts';
import { readStance } from '../read-stance.ts';

/**
 * Ports `brief`, `context` and, in a further round of a debate, `before`. Briefs are merged in edge order. A reader quotes from the documents and from what was
 * said before; a model's quotations count as passages only when they stand in a document to the letter. What a model is
 * shown is fitted to its window first, and a passage always has its place in the whole document. A reader calls no tools
 * and is asked for no claims, and shown no other answers of its debate: it has no view to change. Tools that cannot be used are named in the answer.
 */
export async function generate(args: GenerateArguments, inputs: OpInputs, context: OpContext): Promise<Answer> {
  const { question, documents: refs } = joinBriefs(valuesAt(inputs, 'brief', 'brief'));
  const [voice, documents] = await Promise.all([
    findVoice(args, context),
    Promise.all(refs.map((ref) => readDocument(ref, context))),
  ]);
  const isReader = voice.kind === 'reader';
  const [round] = isReader ? [] : valuesAt(inputs, 'before', 'round');
  const earlier = [...readEarlier(inputs), ...(round ? quoteRound(round, question, context) : [])];
  const stances = isReader ? [] : args.stances;
  const asClaims = !isReader && args.form === 'claims';
  const tools = await openTools(isReader ? [] : (args.tools ?? []), context);
  const task = { args, voice, question, documents, earlier, stances, asClaims, tools, told: new Set<string>() };
  const { last, closure } = await askCloser(args.fit, (share) => ask(task, share, context));
  const said = asClaims
    ? await readClaims(last, { voice, question, stances, choice: args.choice, documents }, context)
    : readStance(last.text, stances, args.choice);
  const claimed = 'claims' in said ? (said.claims ?? []).flatMap(({ passage }) => passage ?? []) : [];
  return {
    kind: 'answer',
    question,
    ...said,
    outcome: last.outcome,
    ...(tools.missing.length > 0 && { missingTools: [...tools.missing] }),
    passages: isReader ? [...last.passages] : onceEach([...findQuotations(said.text, documents), ...claimed]),
    voice,
    closure: joinClosures(
      [...contextValues(inputs), ...(round?.answers ?? []), { closure }],
      `${voice.family}/${voice.model}`,
    ),
  };
}

function onceEach(passages: readonly Passage[]): Passage[] {
  const places = new Map<string, Passage>();
  for (const passage of passages) {
    const place = `${passage.documentId} ${passage.start} ${passage.end}`;
    if (!places.has(place)) places.set(place, passage);
  }
  return [...places.values()];
}

interface AskTask {
  readonly args: GenerateArguments;
  readonly voice: Voice;
  readonly question: string;
  readonly documents: readonly Document[];
  readonly earlier: readonly QuotedText[];
  readonly stances: readonly string[];
  readonly asClaims: boolean;
  readonly tools: OpenTools;
  /** Ids of the calls of tools that were told of. */
  readonly told: Set<string>;
}

/** The part of the room for a prompt that is kept free for what tools give, and characters of a token, on the safe side. */
const shareOfTools = 0.3;
const charactersOfToken = 3;

/** Fits the material to this share of the model's window and asks. */
async function ask(task: AskTask, share: number, context: OpContext): Promise<Conversation> {
  const { args, voice, question, documents, earlier, stances, asClaims, tools } = task;
  const forTools = tools.offered.length > 0 ? share * shareOfTools : 0;
  const { domain, instructions } = args;
  const material = [...documents, ...earlier.map(saidDocument)];
  const write = (texts: readonly FittedText[], partial: boolean) =>
    writeAnswerPrompt({
      question,
      domain,
      instructions,
      stances,
      choice: args.choice,
      partial,
      claims: asClaims,
      tools: tools.offered.length > 0,
      documents: texts.flatMap(({ source, text, condensed }) => {
        const document = documents[source];
        return document ? [{ ...document, text, title: nameText(document.title, condensed) }] : [];
      }),
      earlier: texts.flatMap(({ source, text, condensed }) => {
        const said = earlier[source - documents.length];
        return said ? [{ ...said, text, title: nameText(said.title, condensed) }] : [];
      }),
    });
  const prompt = await fitPrompt(
    {
      strategy: args.fit,
      voice,
      question,
      domain,
      material,
      share: share - forTools,
      // What was said before is short and was made for this question.
      isFavoured: (source) => source >= documents.length,
      write,
    },
    context,
  );
  const request = {
    family: args.family,
    model: args.model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: {
      question,
      domain,
      documents: voice.kind === 'reader' ? material : documents,
      passageLimit: args.passages,
    },
  };
  const room = promptRoom(context.meter.measure(voice).window) * forTools * charactersOfToken;
  const hold = asClaims
    ? createAnswerHold(readAnswerText)
    : stances.length > 0
      ? createStanceHold(stances, args.choice)
      : undefined;
  const conversation = await converse(
    { ...request, ...(asClaims && { output: claimsShape(stances, args.choice) }) },
    { tools, rounds: args.toolRounds ?? usualRounds, documents, room, told: task.told },
    context,
    { hold },
  );
  prompt.learn(conversation.first.usage);
  return conversation;
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
    (value) =>
      value.kind === 'answer' || value.kind === 'verdict' || value.kind === 'report' || value.kind === 'findings',
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
            : value.kind === 'report'
              ? 'An earlier report'
              : 'What was found between the fields of earlier voices',
      text: value.text,
    }));
}
