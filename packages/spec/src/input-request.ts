// What a run asks of a person, and what a person may answer. It knows no step and no screen.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';

/** One answer that is offered; its title is what a button says. */
const inputOptionSchema = z.strictObject({ id: z.string(), title: z.string() });

/** A question with its answers: options to choose from, words of one's own where `freeText` is there, or both. */
export const inputQuestionSchema = z.strictObject({
  /** What happened or what is needed, in plain sentences. */
  message: z.string(),
  options: z.array(inputOptionSchema),
  freeText: z
    .strictObject({
      label: z.string(),
      /** What the button says that sends the words alone; "Send" unless told. */
      action: z.string().optional(),
    })
    .optional(),
});
export type InputQuestion = z.infer<typeof inputQuestionSchema>;

export const inputRequestSchema = z.strictObject({
  /** Unique in the run and never used again: the journal's key of the answer. */
  requestId: z.string(),
  /** `failure`: a step failed and its policy is to ask. `question`: a step asks while it works. */
  kind: z.enum(['failure', 'question']),
  ...inputQuestionSchema.shape,
  /** Of a `failure`: what went wrong. */
  fault: faultSchema.optional(),
});
export type InputRequest = z.infer<typeof inputRequestSchema>;

export const inputAnswerSchema = z.strictObject({
  /** Id of the option that was chosen. */
  option: z.string().max(80).optional(),
  text: z.string().trim().min(1).max(20_000).optional(),
});
export type InputAnswer = z.infer<typeof inputAnswerSchema>;

/** Why this is no answer to that question, as a sentence; undefined when it is one. */
export function explainAnswer(question: InputQuestion, { option, text }: InputAnswer): string | undefined {
  const offered = question.options.map(({ id }) => `"${id}"`).join(', ');
  if (option !== undefined && !question.options.some(({ id }) => id === option)) {
    return offered === ''
      ? 'This question offers nothing to choose from: answer it in words.'
      : `This question does not offer "${option}". Choose one of ${offered}.`;
  }
  if (text !== undefined && !question.freeText) return `This question takes no words. Choose one of ${offered}.`;
  if (option !== undefined || text !== undefined) return undefined;
  return question.freeText ? 'The answer is empty.' : `The answer is empty. Choose one of ${offered}.`;
}
