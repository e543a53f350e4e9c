// The lint "a weak voice lowers a plain vote": it needs the workspace's grades, so it is found here and not by the compiler. Pure.
import type { Diagnostic, FamilyStatus, Graph, WorkspaceHistory } from '@parley/spec';
import { weakVoiceWords } from '../history-page/history-words.ts';
import type { NodeReading } from '../state/read-node.ts';
import { panelOfMesh } from './panel-of-mesh.ts';
import type { WeakVoice } from './weak-voices.ts';

/** From how many graded decisions on "weighted" weighs voices by their record (see `panelWeights`). */
const enoughToWeigh = 30;

/** One warning for each weak voice at each node that decides by most votes; none without a history. */
export function findWeakVoiceFaults(
  graph: Graph,
  known: { readonly families: readonly FamilyStatus[]; readonly history: WorkspaceHistory | undefined },
): Diagnostic[] {
  if (!known.history || known.history.graded === 0) return [];
  return panelOfMesh(graph, known).weakPanels.flatMap(({ reading, weak }) =>
    weak.map((voice): Diagnostic => {
      const fix = weighInstead(reading, voice);
      return {
        code: 'weak-voice',
        severity: 'warning',
        message: `"${reading.title}": ${weakVoiceWords(`"${voice.title}"`, voice.right)}`,
        at: { nodeId: reading.node.id },
        ...(fix && { fix }),
      };
    }),
  );
}

/** Offered only where it would change something, and where the node type takes it. */
function weighInstead({ node, nodeType }: NodeReading, { right }: WeakVoice): Diagnostic['fix'] {
  const config = { rule: 'weighted' };
  const parsed = nodeType?.config.safeParse({ ...node.config, ...config });
  if (right.of < enoughToWeigh || !parsed?.success || nodeType?.decidesBy?.(parsed.data) !== 'weighted')
    return undefined;
  return {
    label: 'Let each voice weigh by its record',
    edit: { type: 'set-config', id: node.id, config },
  };
}
