// DiversityMeter: how many voices are placed and how many they count as, before anything ran.
import type { FamilyStatus } from '@parley/spec';
import { useMemo, useState } from 'react';
import { useFamilies } from '../state/families.ts';
import { useGraph } from '../state/graph-store.ts';
import { useHistory } from '../state/history.ts';
import { viewStore } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { basisWords, weightWords } from './diversity-words.ts';
import { FusedDots } from './fused-dots.tsx';
import { panelOfMesh } from './panel-of-mesh.ts';
import { WeakVoiceNote } from './weak-voice-note.tsx';

/** Nothing before it is known which families are readers: a large mesh of them would be weighed as models, and freeze the page. */
export function DiversityMeter() {
  const families = useFamilies();
  return families.length === 0 ? null : <KnownMeter families={families} />;
}

function KnownMeter({ families }: { readonly families: readonly FamilyStatus[] }) {
  const graph = useGraph();
  const history = useHistory();
  const [isOpen, setIsOpen] = useState(false);
  const { models, readers, weighed, weak } = useMemo(
    () => panelOfMesh(graph, { families, history }),
    [graph, families, history],
  );
  if (!weighed) return null;
  const { effective, basis, items, groups } = weighed;
  const words = weightWords({ placed: models.length, effective });
  return (
    <Popover
      align="center"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          aria-label={`${words}. Show why`}
          className="h-8 shrink-0 rounded-control px-2 text-[12px] whitespace-nowrap text-ink-soft tabular-nums hover:bg-hover"
        >
          {models.length} ≈ {effective.toFixed(1)}
          <span className="text-ink-faint max-2xl:hidden"> voices</span>
        </button>
      }
    >
      <div className="flex flex-col gap-3 text-[13px] leading-5">
        <p className="font-semibold">{words}.</p>
        <FusedDots
          voices={models}
          groups={groups}
          centre={effective.toFixed(1)}
          words={words}
          note={basisWords({ basis, graded: items })}
        />
        <p className="text-ink-soft">{basisWords({ basis, graded: items })}</p>
        <WeakVoiceNote weak={weak} />
        <p className="text-ink-soft">
          Voices on one band repeat each other most: when one of them is wrong, the others tend to be wrong the same
          way. More agents of a family you already have add little; a good model of another family adds more.
        </p>
        {readers > 0 && (
          <p className="text-ink-soft">
            {readers === 1 ? '1 local reader is' : `${readers} local readers are`} not counted: a reader quotes and has
            no opinion.
          </p>
        )}
        <Button
          className="self-start"
          onClick={() => {
            setIsOpen(false);
            viewStore.setState({ historyOpen: true });
          }}
        >
          See your history
        </Button>
      </div>
    </Popover>
  );
}
