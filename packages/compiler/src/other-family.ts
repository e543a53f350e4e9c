// otherFamily: the repair that lets an agent speak through a family that is not there yet. Knows no rule.
import type { Diagnostic } from '@parley/spec';
import type { GraphView } from './graph-view.ts';
import type { Speaker } from './speakers-into.ts';

/** Lets it speak through the first lineage that can speak now and is none of these; undefined where there is none. */
export function otherFamily(
  { view, voice }: Speaker,
  lineages: ReadonlySet<string>,
  { environment }: GraphView,
): Diagnostic['fix'] {
  const other = environment.families.find(
    ({ kind, available, lineage }) => kind === 'model' && available && !lineages.has(lineage),
  );
  // A node type may keep its voice's family under another name.
  if (!other || view.node.config['family'] !== voice.family) return undefined;
  return {
    label: `Let "${view.title}" speak through ${other.title}`,
    edit: { type: 'set-config', id: view.node.id, config: { family: other.id, model: '' } },
  };
}
