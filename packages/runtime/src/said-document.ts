// saidDocument: what a voice said, as a document: so it can be quoted from and fitted to a window like any other.
import type { Document } from '@parley/spec';
import { contentId } from './content-id.ts';

/** Named by its content, so that two voices quoting the same earlier words are seen to rest on the same. */
export function saidDocument({ title, text }: { readonly title: string; readonly text: string }): Document {
  return { id: contentId(text), title, mediaType: 'text/markdown', characters: text.length, text, pageStarts: [] };
}
