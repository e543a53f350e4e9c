// Documents for tests.
import type { Document } from '@parley/spec';

/** A plain text without pages, unless told otherwise; its id is its title. */
export function sampleDocument(text: string, changes: Partial<Omit<Document, 'text'>> = {}): Document {
  const title = changes.title ?? 'Survey';
  return { id: title, title, mediaType: 'text/plain', characters: text.length, text, pageStarts: [], ...changes };
}
