// The one field every node type has: what its card and every message call it.
import { z } from 'zod';

/** The `title` field with a node type's own default. */
export function titleField(title: string) {
  return z.string().trim().min(1).max(80).default(title).meta({
    title: 'Title',
    description: 'What this node is called on its card, in messages and in the result.',
  });
}
