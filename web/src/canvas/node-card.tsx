// NodeCard: the frame of every card, drawn from its node type. It is drawn again only when its own node changes;
// what streams is drawn by the slots inside it, which subscribe for themselves.
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { hueColour, lookOfFamily } from '../family/family-look.ts';
import { FamilyMark } from '../family/family-mark.tsx';
import { LiveBody } from '../run/live-body.tsx';
import { LiveFoot } from '../run/live-foot.tsx';
import { useStep } from '../run/run-store.ts';
import { useFamily } from '../state/families.ts';
import type { NodeReading } from '../state/read-node.ts';
import { readNode } from '../state/read-node.ts';
import { Chip } from '../ui/chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { NodeIcon } from '../ui/node-icon.tsx';
import { BODY, CARD_WIDTH, cardHeight } from './card-size.ts';
import type { CardNode } from './derive-flow.ts';
import { DiagnosticsBadge } from './diagnostics-badge.tsx';
import { groupTitles } from './node-catalogue.ts';
import { NodePorts } from './node-ports.tsx';
import { UnknownCard } from './unknown-card.tsx';

export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const reading = readNode(data.node);
  const { title, nodeType, ports, voice } = reading;
  const family = useFamily(voice?.family ?? '');
  const isMissing = voice !== undefined && family?.available === false;
  if (!nodeType) return <UnknownCard reading={reading} selected={selected} />;
  return (
    <div
      className={classNames(
        'card relative flex flex-col overflow-visible rounded-card border bg-raised',
        isMissing ? 'border-dashed border-line-strong' : 'border-line-strong/60',
        selected ? 'shadow-lifted ring-2 ring-accent' : 'shadow-card',
      )}
      style={{ width: CARD_WIDTH, height: cardHeight(ports) }}
    >
      {voice && (
        <span
          aria-hidden
          className="absolute inset-y-[-1px] left-[-1px] w-1.5 rounded-l-card"
          style={{ background: hueColour(lookOfFamily(voice.family, family?.lineage).hue) }}
        />
      )}
      <header className="flex h-16 shrink-0 flex-col justify-center gap-0.5 pr-2.5 pl-3.5">
        <div className="flex min-w-0 items-center gap-2">
          {voice ? <FamilyMark family={voice.family} size={16} /> : <NodeIcon name={nodeType.icon} />}
          <h3 className="min-w-0 flex-1 truncate font-semibold">{title}</h3>
          <DiagnosticsBadge nodeId={id} />
        </div>
        <div className="flex min-w-0 items-center gap-2 pl-6 text-[12px] leading-4 text-ink-soft">
          {voice ? (
            <>
              <span className="min-w-0 flex-1 truncate">
                {family?.title ?? voice.family}
                {voice.model !== '' && ` · ${voice.model}`}
              </span>
              {voice.domain !== '' && (
                <span className="flex max-w-[60%] shrink-0">
                  <Chip>{voice.domain}</Chip>
                </span>
              )}
            </>
          ) : (
            <span className="truncate">{nodeType.title === title ? groupTitles[nodeType.group] : nodeType.title}</span>
          )}
        </div>
      </header>
      <NodePorts reading={reading} />
      <div className="shrink-0 overflow-hidden px-3.5 py-2" style={{ height: BODY }}>
        <CardBody nodeId={id} reading={reading} />
      </div>
      <footer className="flex h-8 shrink-0 items-center border-t border-line px-3.5 text-[12px] text-ink-faint *:min-w-0 *:flex-1">
        <CardFoot nodeId={id} />
      </footer>
    </div>
  );
});

interface SlotProps {
  readonly nodeId: string;
  readonly reading: NodeReading;
}

function CardBody({ nodeId, reading: { summary, voice, nodeType } }: SlotProps) {
  const hasRun = useStep(nodeId) !== undefined;
  if (hasRun) return <LiveBody nodeId={nodeId} />;
  return (
    <p className={classNames('line-clamp-5 text-[12px] leading-4', voice ? 'text-ink-faint' : 'text-ink-soft')}>
      {voice ? 'Its words appear here when the mesh runs.' : summary || nodeType?.description}
    </p>
  );
}

function CardFoot({ nodeId }: { readonly nodeId: string }) {
  const hasRun = useStep(nodeId) !== undefined;
  return hasRun ? <LiveFoot nodeId={nodeId} /> : <span>Not run yet</span>;
}
