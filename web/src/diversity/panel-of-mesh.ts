// Who would speak in a mesh, weighed before anything ran: by lineage, and by the workspace's history where there is one. Pure.
import { type WeighedPanel, weighPanel } from '@parley/deliberation';
import type { FamilyStatus, Graph, WorkspaceHistory } from '@parley/spec';
import { type NodeReading, readNode } from '../state/read-node.ts';
import { type WeakVoice, weakVoicesOf } from './weak-voices.ts';

/** A node with a voice, as the diversity pictures draw it. */
export interface PlacedVoice {
  readonly nodeId: string;
  readonly title: string;
  readonly family: string;
}

export interface MeshPanel {
  /** Models, in the order of the mesh. */
  readonly models: readonly PlacedVoice[];
  /** Local readers: they quote and have no opinion to repeat, so they are not weighed. */
  readonly readers: number;
  /** Undefined with fewer than two models. */
  readonly weighed: WeighedPanel | undefined;
  /** Voices that lower a plain vote they are wired into, by the history. */
  readonly weak: readonly WeakVoice[];
  /** The same by the node that decides by most votes; only nodes with a weak voice. */
  readonly weakPanels: readonly { readonly reading: NodeReading; readonly weak: readonly WeakVoice[] }[];
}

interface Known {
  readonly families: readonly FamilyStatus[];
  readonly history: WorkspaceHistory | undefined;
}

/** Reads the panel off a mesh. A family that is not known counts as a lineage of its own. */
export function panelOfMesh(graph: Graph, { families, history }: Known): MeshPanel {
  const known = new Map(families.map((family) => [family.id, family]));
  const readings = graph.nodes.map(readNode);
  const voices = readings.flatMap(({ node, title, voice }) => (voice ? [{ node, title, voice }] : []));
  const models = voices
    .filter(({ voice }) => known.get(voice.family)?.kind !== 'reader')
    .map(({ node, title, voice: { family, model } }) => ({
      nodeId: node.id,
      title,
      family,
      model: `${family}/${model || (known.get(family)?.defaultModel ?? '')}`,
      line: known.get(family)?.lineage ?? family,
    }));
  const measured = measuredPairs(history);
  const weakPanels = plainPanels(readings, graph).flatMap(({ reading, members }) => {
    const weak = weakVoicesOf(
      models.filter(({ nodeId }) => members.has(nodeId)),
      history,
    );
    return weak.length > 0 ? [{ reading, weak }] : [];
  });
  return {
    models: models.map(({ nodeId, title, family }) => ({ nodeId, title, family })),
    readers: voices.length - models.length,
    weighed:
      models.length < 2
        ? undefined
        : weighPanel(
            models.map(({ nodeId, model, line }) => ({ id: nodeId, model, line })),
            (a, b) => measured.get(pairKey(models[a]?.model ?? '', models[b]?.model ?? '')) ?? null,
          ),
    weak: uniqueVoices(weakPanels.flatMap(({ weak }) => weak)),
    weakPanels,
  };
}

/** phi and the graded decisions behind it, by pair. */
function measuredPairs(history: WorkspaceHistory | undefined) {
  return new Map(
    history?.pairs.map(({ one, other, phi, graded }) => [
      pairKey(`${one.family}/${one.model}`, `${other.family}/${other.model}`),
      { phi, items: graded },
    ]),
  );
}

function pairKey(one: string, other: string): string {
  return [one, other].toSorted().join('\n');
}

/** The nodes that decide by most votes, with the node ids wired into each. */
function plainPanels(readings: readonly NodeReading[], { edges }: Graph) {
  return readings
    .filter(({ decidesBy }) => decidesBy === 'majority')
    .map((reading) => ({
      reading,
      members: new Set(edges.filter(({ target }) => target === reading.node.id).map(({ source }) => source)),
    }));
}

function uniqueVoices(voices: readonly WeakVoice[]): WeakVoice[] {
  return [...new Map(voices.map((voice) => [voice.nodeId, voice])).values()];
}
