// A judge of the same line as one of the voices it judges: it tends to find its own mistakes right.
import type { Diagnostic, FamilyStatus } from '@parley/spec';
import type { Rule } from '../rule.ts';
import { speakersInto } from '../speakers-into.ts';

export const judgeOnPanel: Rule = (graph) => {
  const { families } = graph.environment;
  const byId = new Map(families.map((family) => [family.id, family]));
  return graph.nodes.flatMap((view): Diagnostic[] => {
    const judge = view.config.ok ? view.nodeType?.judge?.(view.config.value) : undefined;
    const family = judge && byId.get(judge.family);
    if (!judge || family?.kind !== 'model') return [];
    const speakers = speakersInto(view, byId);
    const own = speakers.find((speaker) => speaker.family.lineage === family.lineage);
    const beside = judge.judges && byId.get(judge.judges.family);
    const besideIsOwn = beside?.kind === 'model' && beside.lineage === family.lineage;
    if (!own && !besideIsOwn) return [];
    const other = findOutsider(families, [
      ...speakers.map((speaker) => speaker.family.lineage),
      ...(beside ? [beside.lineage] : []),
    ]);
    return [
      {
        code: 'judge-on-panel',
        severity: 'warning',
        message: own
          ? `The judge of "${view.title}" sits on the panel: ${family.title} judges what "${own.view.title}" says, which is of the same family. It tends to find its own mistakes right. Choose a judge that does not speak here.`
          : `The judge of "${view.title}" is of the same family as its ${judge.judges?.as ?? 'writer'}: ${family.title} judges what ${family.title} found, and tends to find it good. Choose a judge of another family.`,
        at: { nodeId: view.node.id, path: [judge.field] },
        ...(other && {
          fix: {
            label: `Let ${other.title} judge`,
            edit: {
              type: 'set-config',
              id: view.node.id,
              config: { [judge.field]: other.id, ...(judge.modelField !== undefined && { [judge.modelField]: '' }) },
            },
          },
        }),
      },
    ];
  });
};

/** The first model that can speak now and is of none of these lines. */
function findOutsider(families: readonly FamilyStatus[], lines: readonly string[]): FamilyStatus | undefined {
  return families.find(({ kind, available, lineage }) => kind === 'model' && available && !lines.includes(lineage));
}
