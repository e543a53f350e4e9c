// joinBriefs: several briefs as the one they ask for together.
import { AppError, type Brief } from '@parley/spec';

/** Questions in edge order, each once; documents by id. AppError `internal/bug` for none. */
export function joinBriefs(briefs: readonly Brief[]): Brief {
  const [first] = briefs;
  if (!first) throw new AppError('internal/bug', 'There is no brief to join');
  return {
    kind: 'brief',
    question: [...new Set(briefs.map(({ question }) => question))].join('\n\n'),
    documents: [...new Map(briefs.flatMap(({ documents }) => documents).map((ref) => [ref.id, ref])).values()],
  };
}
