// Many voices of one lineage compared with each other: they fail together, so their agreement says little.
import type { Diagnostic, FamilyStatus, VoiceConfig } from '@parley/spec';
import { type GraphView, isSound, type NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

/** Two agree by chance and by habit alike; from three on a person begins to count heads. */
const fewest = 3;

interface Speaker {
  readonly view: NodeView;
  readonly voice: VoiceConfig;
  readonly family: FamilyStatus;
}

export const oneMind: Rule = (graph) => {
  const families = new Map(graph.environment.families.map((family) => [family.id, family]));
  return graph.nodes.flatMap((view): Diagnostic[] => {
    const speakers = speakersInto(view, families);
    const lineages = new Set(speakers.map(({ family }) => family.lineage));
    const last = speakers.at(-1);
    if (speakers.length < fewest || lineages.size > 1 || !last) return [];
    const fix = otherFamily(last, graph);
    return [
      {
        code: 'one-mind',
        severity: 'warning',
        message: `"${view.title}" hears ${speakers.length} agents of 1 family (${last.family.title}): one engine wearing ${speakers.length} masks. They tend to make the same mistakes, so their agreement says little. Give some of them another family.`,
        at: { nodeId: view.node.id },
        ...(fix && { fix }),
      },
    ];
  });
};

/** The models whose answers meet in this node; readers quote and have no opinion to repeat. */
function speakersInto(view: NodeView, families: ReadonlyMap<string, FamilyStatus>): Speaker[] {
  return view.incoming
    .filter((edge) => isSound(edge) && edge.input?.many === true && edge.output?.type === 'answer')
    .flatMap(({ source }) => {
      const voice = source?.config.ok ? source.nodeType?.voice?.(source.config.value) : undefined;
      const family = voice && families.get(voice.family);
      return source && voice && family?.kind === 'model' ? [{ view: source, voice, family }] : [];
    });
}

/** Lets the last of them speak through another lineage that can speak now. */
function otherFamily({ view, voice, family }: Speaker, { environment }: GraphView): Diagnostic['fix'] {
  const other = environment.families.find(
    ({ kind, available, lineage }) => kind === 'model' && available && lineage !== family.lineage,
  );
  // A node type may keep its voice's family under another name.
  if (!other || view.node.config['family'] !== voice.family) return undefined;
  return {
    label: `Let "${view.title}" speak through ${other.title}`,
    edit: { type: 'set-config', id: view.node.id, config: { family: other.id, model: '' } },
  };
}
