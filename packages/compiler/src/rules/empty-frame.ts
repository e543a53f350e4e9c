// A frame with fewer than two voices, or with fewer than two that can change their view: nobody there has anybody to hear.
import type { Diagnostic } from '@parley/spec';
import { hasVoice, type NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

const fewest = 2;

export const emptyFrame: Rule = ({ nodes, environment }) => {
  const readers = new Set(environment.families.filter(({ kind }) => kind === 'reader').map(({ id }) => id));
  return nodes
    .filter(({ nodeType }) => nodeType?.isContainer)
    .flatMap((view): Diagnostic[] => {
      const voices = view.inside.filter(hasVoice);
      const said = voices.length < fewest ? describeEmpty(view, voices.length) : describeReaders(view, voices, readers);
      return said ? [{ code: 'empty-frame', ...said, at: { nodeId: view.node.id } }] : [];
    });
};

function describeEmpty({ title }: NodeView, voices: number): Pick<Diagnostic, 'severity' | 'message'> {
  const message =
    voices === 0
      ? `Nobody stands in "${title}". Put at least ${fewest} agents into it.`
      : `One voice stands in "${title}", and it has nobody to hear. Put another agent into it.`;
  return { severity: 'error', message };
}

/** A reader quotes the same in every round. */
function describeReaders(
  { title }: NodeView,
  voices: readonly NodeView[],
  readers: ReadonlySet<string>,
): Pick<Diagnostic, 'severity' | 'message'> | undefined {
  const models = voices.filter(({ nodeType, config }) => {
    const voice = config.ok ? nodeType?.voice?.(config.value) : undefined;
    return voice && !readers.has(voice.family);
  });
  if (models.length >= fewest) return undefined;
  const who = models.length === 0 ? 'Only local readers stand' : 'Only one model stands among local readers';
  return {
    severity: 'warning',
    message: `${who} in "${title}". A reader quotes the same in every round, so nothing is debated. Give at least ${fewest} agents a model family.`,
  };
}
