// Who would speak in a mesh, weighed before anything ran: lineages only. Pure.
import { type WeighedPanel, weighPanel } from '@parley/deliberation';
import type { FamilyStatus } from '@parley/spec';
import type { NodeReading } from '../state/read-node.ts';

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
}

/** Reads the panel off a mesh. A family that is not known counts as a lineage of its own. */
export function panelOfMesh(readings: readonly NodeReading[], families: readonly FamilyStatus[]): MeshPanel {
  const known = new Map(families.map((family) => [family.id, family]));
  const voices = readings.flatMap(({ node, title, voice }) => (voice ? [{ node, title, voice }] : []));
  const models = voices.filter(({ voice }) => known.get(voice.family)?.kind !== 'reader');
  const weighed =
    models.length < 2
      ? undefined
      : weighPanel(
          models.map(({ node, voice: { family, model } }) => ({
            id: node.id,
            model: `${family}/${model || (known.get(family)?.defaultModel ?? '')}`,
            line: known.get(family)?.lineage ?? family,
          })),
        );
  return {
    models: models.map(({ node, title, voice }) => ({ nodeId: node.id, title, family: voice.family })),
    readers: voices.length - models.length,
    weighed,
  };
}
