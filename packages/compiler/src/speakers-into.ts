// speakersInto: the models whose answers meet in a node. Knows no rule.
import type { FamilyStatus, VoiceConfig } from '@parley/spec';
import { isSound, type NodeView } from './graph-view.ts';

export interface Speaker {
  readonly view: NodeView;
  readonly voice: VoiceConfig;
  readonly family: FamilyStatus;
}

/** In edge order, in a container in the order of the Graph; readers quote and have no opinion to repeat. */
export function speakersInto(view: NodeView, families: ReadonlyMap<string, FamilyStatus>): Speaker[] {
  const wired = view.incoming
    .filter((edge) => isSound(edge) && edge.input?.many === true && edge.output?.type === 'answer')
    .flatMap(({ source }) => source ?? []);
  return (view.nodeType?.isContainer ? view.inside : wired).flatMap((source) => {
    const voice = source.config.ok ? source.nodeType?.voice?.(source.config.value) : undefined;
    const family = voice && families.get(voice.family);
    return voice && family?.kind === 'model' ? [{ view: source, voice, family }] : [];
  });
}
