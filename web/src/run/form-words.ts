// In what form an answer came that was asked for as claims, where a person should know. Pure.
import type { Answer } from '@parley/spec';

/** Undefined when the answer came as it was asked for, or not at all. */
export function formWords({ form, text }: Pick<Answer, 'form' | 'text'>): string | undefined {
  if (form === 'repaired') {
    return 'It did not answer in the form it was asked for, so its reply was put into that form. Read the claims with that in mind.';
  }
  if (form === 'plain' && text.trim() !== '') {
    return 'It did not answer in the form it was asked for, so its claims are not listed. What it wrote is shown as it came.';
  }
  return undefined;
}

/** The same, as short as the beginning of a card. */
export function formMark({ form, text }: Pick<Answer, 'form' | 'text'>): string | undefined {
  return form === 'plain' && text.trim() !== '' ? 'No claims listed.' : undefined;
}
