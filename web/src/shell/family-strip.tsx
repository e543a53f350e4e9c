// FamilyStrip: who takes part: one mark a voice, those of one lineage together, and what they count as. A press selects the voice.
import { useMemo } from 'react';
import { DiversityMeter } from '../diversity/diversity-meter.tsx';
import { FamilyMark } from '../family/family-mark.tsx';
import { useFamilies } from '../state/families.ts';
import { selectNode, useGraph } from '../state/graph-store.ts';
import type { NodeReading } from '../state/read-node.ts';
import { readNode } from '../state/read-node.ts';
import { Tooltip } from '../ui/tooltip.tsx';

export function FamilyStrip() {
  const graph = useGraph();
  const families = useFamilies();
  const lineageOf = (family: string) => families.find(({ id }) => id === family)?.lineage ?? family;
  const voices = useMemo(
    () => graph.nodes.map(readNode).filter((reading) => reading.voice !== undefined),
    [graph.nodes],
  );
  const lineages = Map.groupBy(voices, ({ voice }) => lineageOf(voice?.family ?? ''));
  if (voices.length === 0) return null;
  const words = `${count(voices.length, 'voice')}, ${count(lineages.size, 'lineage')}`;
  return (
    <div role="group" aria-label={words} className="flex min-w-0 items-center gap-1.5">
      {/* Where there is no room for every mark, the marks give way: what they count as is what matters. */}
      <div className="flex min-w-0 items-center gap-1.5 overflow-hidden">
        {[...lineages].map(([lineage, members]) => (
          <span key={lineage} className="flex shrink-0 items-center rounded-full border border-line bg-raised">
            {members.slice(0, 6).map((reading) => (
              <VoiceMark key={reading.node.id} reading={reading} />
            ))}
            {members.length > 6 && <span className="px-1 text-[12px] text-ink-soft">+{members.length - 6}</span>}
          </span>
        ))}
      </div>
      <DiversityMeter />
    </div>
  );
}

function VoiceMark({ reading: { node, title, voice } }: { readonly reading: NodeReading }) {
  const families = useFamilies();
  if (!voice) return null;
  const family = families.find(({ id }) => id === voice.family);
  const words = [title, family?.title ?? voice.family, voice.domain].filter((word) => word !== '').join(' · ');
  return (
    <Tooltip content={words}>
      <button
        type="button"
        aria-label={words}
        onClick={() => selectNode(node.id)}
        className="flex size-8 items-center justify-center rounded-full hover:bg-hover"
      >
        <FamilyMark family={voice.family} />
      </button>
    </Tooltip>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
