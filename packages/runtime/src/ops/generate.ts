// generate: one voice answers. It is shown its briefs and what is wired into it, and nothing else of the run.
import { createHash } from 'node:crypto';
import type { Answer, Document, DocumentRef } from '@parley/spec';
import { callModel } from '../call-model.ts';
import { createStanceHold } from '../create-stance-hold.ts';
import { findQuotations } from '../find-quotations.ts';
import { findVoice } from '../find-voice.ts';
import type { GenerateArguments } from '../op-arguments.ts';
import { joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { type QuotedText, writeAnswerPrompt } from '../prompt.ts';
import { readStance } from '../read-stance.ts';

/**
 * Ports `brief` and `context`. Briefs are merged in edge order. A reader quotes from the documents and from what was
 * said before; a model's quotations count as passages only when they stand in a document to the letter.
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
  const { domain, instructions } = args;
  const prompt = writeAnswerPrompt({ question, domain, instructions, stances, documents, earlier });
  const call = await callModel(
    {
      family: args.family,
      model: args.model,
      system: prompt.system,
      messages: [{ role: 'user', text: prompt.user }],
      material: {
        question,
        domain,
        documents: isReader ? [...documents, ...earlier.map(toDocument)] : documents,
        passageLimit: args.passages,
      },
    },
    context,
    stances.length > 0 ? createStanceHold(stances) : undefined,
  );
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
