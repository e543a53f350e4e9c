// Asks the person at the terminal what a run asks, and takes only what is an answer to it.
import { explainAnswer, type InputAnswer, type InputQuestion } from '@parley/spec';
import { cleanLine } from '../terminal/clean-text.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';

/** Shows the question on standard error and waits for an answer that fits it; undefined when the person leaves. */
export async function askPerson(question: InputQuestion, terminal: Terminal): Promise<InputAnswer | undefined> {
  const { err } = terminal;
  err.line();
  err.line(styled('bold', '? '), question.message);
  question.options.forEach(({ title }, index) => err.line(`  ${index + 1}  ${cleanLine(title)}`));
  for (;;) {
    const label = question.freeText ? cleanLine(question.freeText.label, 80) : 'Number';
    const line = await terminal.readLine(`  ${label}: `);
    if (line === undefined) return undefined;
    const answer = readAnswer(question, line.trim());
    const fault = explainAnswer(question, answer);
    if (fault === undefined) return answer;
    err.line(styled('yellow', `  ${fault}`));
  }
}

/** A number or an id chooses an option; anything else is an answer in words. */
export function readAnswer({ options }: InputQuestion, words: string): InputAnswer {
  const byNumber = /^\d+$/u.test(words) ? options[Number(words) - 1] : undefined;
  const chosen =
    byNumber ?? options.find(({ id, title }) => id === words || title.toLowerCase() === words.toLowerCase());
  if (chosen) return { option: chosen.id };
  return words === '' ? {} : { text: words };
}
