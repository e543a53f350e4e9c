// VoiceChip: a voice by its family's mark and its title; a click selects its node on the canvas.
import type { Voice } from '@parley/spec';
import { FamilyMark } from '../family/family-mark.tsx';
import { selectNode } from '../state/graph-store.ts';

interface VoiceChipProps {
  readonly voice: Voice;
}

export function VoiceChip({ voice }: VoiceChipProps) {
  const what = voice.kind === 'reader' ? 'local reader: quotes, never writes' : voice.model;
  return (
    <button
      type="button"
      onClick={() => selectNode(voice.nodeId)}
      title={`${voice.title} (${what}${voice.domain === '' ? '' : `, ${voice.domain}`}). Show it on the canvas.`}
      className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-control px-1.5 text-[12px] leading-4 text-ink-soft transition-colors duration-150 hover:bg-hover hover:text-ink"
    >
      <FamilyMark family={voice.family} size={13} />
      <span className="truncate">{voice.title}</span>
    </button>
  );
}
