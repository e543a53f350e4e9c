// WirePicker: chooses the other end of a wire from a list of what fits. What fits is judged when the list opens.
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { GraphNode } from '@parley/spec';
import { Command } from 'cmdk';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Ends } from '../canvas/to-edit.ts';
import { connect } from '../commands/edit-mesh.ts';
import { FamilyMark } from '../family/family-mark.tsx';
import { useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { Button } from '../ui/button.tsx';
import { NodeIcon } from '../ui/node-icon.tsx';
import { Popover } from '../ui/popover.tsx';

interface WirePickerProps {
  /** Such as "Into Brief". */
  readonly title: string;
  readonly endsOf: (other: GraphNode) => readonly Ends[];
}

export function WirePicker({ title, endsOf }: WirePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      className="p-0!"
      trigger={
        <Button variant="quiet" icon={Plus} aria-label={`Wire: ${title}`} className="-ml-2">
          Wire
        </Button>
      }
    >
      <Candidates
        endsOf={endsOf}
        onChoose={(ends) => {
          setIsOpen(false);
          connect(ends);
        }}
      />
    </Popover>
  );
}

interface CandidatesProps {
  readonly endsOf: WirePickerProps['endsOf'];
  readonly onChoose: (ends: Ends) => void;
}

function Candidates({ endsOf, onChoose }: CandidatesProps) {
  const graph = useGraph();
  const candidates = graph.nodes.flatMap((node) =>
    endsOf(node)
      .filter((ends) => explainConnection(graph, ends, nodeTypes) === undefined)
      .map((ends) => ({ node, ends })),
  );
  if (candidates.length === 0) {
    return <p className="p-3 text-[13px] text-ink-soft">Nothing in this mesh fits here yet. Add a node that does.</p>;
  }
  return (
    <Command label="What fits" loop>
      <Command.Input
        autoFocus
        placeholder="Search what fits"
        className="h-10 w-full border-b border-line bg-transparent px-3 text-[13px] outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="p-3 text-ink-soft">Nothing that fits has this name.</Command.Empty>
        {candidates.map(({ node, ends }) => {
          const { title, voice, nodeType, ports } = readNode(node);
          const input = node.id === ends.target ? ports.inputs.find(({ id }) => id === ends.targetPort) : undefined;
          return (
            <Command.Item
              key={JSON.stringify(ends)}
              value={JSON.stringify(ends)}
              keywords={[title, input?.title ?? '']}
              onSelect={() => onChoose(ends)}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 text-[13px] data-[selected=true]:bg-hover"
            >
              {voice ? <FamilyMark family={voice.family} /> : <NodeIcon name={nodeType?.icon} size={14} />}
              <span className="min-w-0 flex-1 truncate">{title}</span>
              {input && <span className="text-[12px] text-ink-faint">{input.title}</span>}
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
