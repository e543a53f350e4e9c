// brief: the question and the material of a run, with what the person gave for this run in place of what the Graph says.
import { AppError, type Brief, type DocumentRef } from '@parley/spec';
import type { BriefArguments } from '../op-arguments.ts';
import type { OpContext, OpInputs } from '../op.ts';

/** Each field of the run's input replaces its argument. AppError `user/no-question` when no question is left. */
export async function brief(args: BriefArguments, _inputs: OpInputs, context: OpContext): Promise<Brief> {
  const { runInput, nodeId, title } = context;
  const question = (runInput?.question ?? args.question).trim();
  if (question === '') {
    throw new AppError(
      'user/no-question',
      `"${title}" has no question, so nobody was asked anything. Write the question and run again.`,
      { path: ['question'] },
    );
  }
  const text = runInput?.text ?? args.text;
  const documents: DocumentRef[] = [...(runInput?.documents ?? args.documents)];
  if (text.trim() !== '') {
    // Unique in the whole run, so that briefs can be merged.
    const id = `pasted-${nodeId}`;
    documents.push({ id, title: 'Pasted text', mediaType: 'text/plain', characters: text.length, text });
  }
  return { kind: 'brief', question, documents };
}
