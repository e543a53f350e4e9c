// placeholderReplies: what stands in replies.json for a mesh that has not been run. It says of itself that nobody said it.
import type { Replies } from '@parley/models';
import type { Step } from '@parley/spec';

/** One reply for each step that calls a model. */
export function placeholderReplies(steps: readonly Step[]): Replies {
  const replies = new Map<string, Replies[string]>();
  for (const { title, op, args } of steps) {
    const families = [args['family'], judgeOf(args)].filter((family) => typeof family === 'string' && family !== '');
    if (families.every((family) => String(family).startsWith('reader-'))) continue;
    const stances = Array.isArray(args['stances']) ? args['stances'].map(String) : [];
    const [stance] = stances;
    const said = `Placeholder for "${title}". No model has said this.`;
    const text = stance === undefined ? said : `${said}\n\nSTANCE: ${stance}\nCONFIDENCE: 0.5`;
    const reply = { text: op === 'intersect' ? idea(said) : text };
    replies.set(title, [...(replies.get(title) ?? []), reply]);
  }
  return Object.fromEntries(replies);
}

/** In the form in which an explorer is asked for ideas. */
function idea(said: string): string {
  return JSON.stringify({ ideas: [{ idea: said, because: said, claims: ['A1', 'B1'] }], verdicts: [] });
}

function judgeOf({ judge }: Step['args']): unknown {
  return typeof judge === 'object' && judge !== null && 'family' in judge ? judge['family'] : undefined;
}
