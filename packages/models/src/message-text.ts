// The words of a message, whoever said them: for measuring a conversation and for looking into one.
import type { Message } from './provider.ts';

/** Its text; of a message with results, their texts, a blank line apart. */
export function messageText(message: Message | undefined): string {
  if (!message) return '';
  return message.role === 'tool' ? message.results.map(({ text }) => text).join('\n\n') : message.text;
}
