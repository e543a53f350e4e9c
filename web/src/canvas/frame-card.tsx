// FrameCard: a container as a frame behind the cards that stand in it: what goes in and out of the whole, its rounds, and
// what it came to. It is drawn again only when its own node or its size changes; what streams subscribes for itself.
import type { NodeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { addVoices, voiceType } from '../commands/edit-frame.ts';
import { LiveBody } from '../run/live-body.tsx';
import { LiveFoot } from '../run/live-foot.tsx';
import { RoundTabs } from '../run/round-tabs.tsx';
import { roundWords } from '../run/rounds.ts';
import { useRounds, useStep } from '../run/run-store.ts';
import { useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { NodeIcon } from '../ui/node-icon.tsx';
import type { CardNode } from './derive-flow.ts';
import { DiagnosticsBadge } from './diagnostics-badge.tsx';
import { useIsDropTarget } from './drop-target.ts';
import { nodesInside } from './frame-place.ts';
import { FRAME_FOOT, FRAME_LEAD, FRAME_ROUNDS } from './frame-size.ts';
import { groupTitles } from './node-catalogue.ts';
import { NodePorts } from './node-ports.tsx';

export const FrameCard = memo(function FrameCard({ id, data, selected, width, height }: NodeProps<CardNode>) {
  const reading = readNode(data.node);
  const { title, nodeType } = reading;
  const isTarget = useIsDropTarget(id);
  if (!nodeType) return null;
  return (
    <div
      data-drop-target={isTarget}
      className={classNames(
        'frame relative flex flex-col rounded-panel border bg-panel',
        isTarget ? 'border-dashed border-accent ring-2 ring-accent' : 'border-line-strong/60',
        selected && 'ring-2 ring-accent',
      )}
      style={{ width, height }}
    >
      <header className="flex h-16 shrink-0 items-center gap-3 px-3.5">
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <div className="flex min-w-0 items-center gap-2">
            <NodeIcon name={nodeType.icon} />
            <h3 className="min-w-0 truncate font-semibold">{title}</h3>
            <DiagnosticsBadge nodeId={id} />
          </div>
          <span className="truncate pl-6 text-[12px] leading-4 text-ink-soft">
            {nodeType.title === title ? groupTitles[nodeType.group] : nodeType.title}
          </span>
        </div>
        {voiceType && (
          <Button
            variant="quiet"
            icon={Plus}
            className="nodrag nopan"
            aria-label={`Add an ${voiceType.title.toLowerCase()} to ${title}`}
            onClick={() => addVoices(id, 1)}
          >
            {voiceType.title}
          </Button>
        )}
      </header>
      <div className="relative shrink-0" style={{ minHeight: FRAME_LEAD }}>
        <NodePorts reading={reading} />
        <div className="absolute inset-x-28 top-0 h-20 overflow-hidden text-[12px] leading-4">
          <FrameLead nodeId={id} summary={reading.summary} />
        </div>
      </div>
      <div className="flex shrink-0 items-center border-b border-line px-2.5" style={{ height: FRAME_ROUNDS }}>
        <FrameRounds nodeId={id} title={title} />
      </div>
      <div data-frame-inside className="relative min-h-0 flex-1 rounded-b-panel bg-ground/60">
        <EmptyFrame nodeId={id} title={title} />
      </div>
      <footer
        className="flex shrink-0 items-center border-t border-line px-3.5 text-[12px] text-ink-faint *:min-w-0 *:flex-1"
        style={{ height: FRAME_FOOT }}
      >
        <FrameFoot nodeId={id} />
      </footer>
    </div>
  );
});

function FrameLead({ nodeId, summary }: { readonly nodeId: string; readonly summary: string }) {
  const step = useStep(nodeId);
  const { all } = useRounds(step?.stepId);
  const latest = all.at(-1);
  if (!step) return <p className="line-clamp-5 text-ink-soft">{summary}</p>;
  if (step.status === 'running' && latest) return <p className="text-ink-soft">{roundWords(latest)}</p>;
  return <LiveBody nodeId={nodeId} />;
}

function FrameRounds({ nodeId, title }: { readonly nodeId: string; readonly title: string }) {
  const step = useStep(nodeId);
  const { all } = useRounds(step?.stepId);
  if (!step || all.length === 0) {
    return <p className="truncate px-1 text-[12px] text-ink-faint">Its rounds appear here when the mesh runs.</p>;
  }
  return <RoundTabs stepId={step.stepId} title={title} />;
}

function FrameFoot({ nodeId }: { readonly nodeId: string }) {
  const hasRun = useStep(nodeId) !== undefined;
  return hasRun ? <LiveFoot nodeId={nodeId} /> : <span>Not run yet</span>;
}

function EmptyFrame({ nodeId, title }: { readonly nodeId: string; readonly title: string }) {
  const isEmpty = nodesInside(useGraph(), nodeId).length === 0;
  if (!isEmpty || !voiceType) return null;
  const word = `${voiceType.title.toLowerCase()}s`;
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="max-w-sm text-ink-soft">
        Drop {word} here. Each reads the frame’s brief by itself; in every further round they read what the others said,
        without names, and answer again.
      </p>
      <Button icon={Plus} className="nodrag nopan" onClick={() => addVoices(nodeId, 2)}>
        Add two {word}
        <span className="sr-only"> to {title}</span>
      </Button>
    </div>
  );
}
