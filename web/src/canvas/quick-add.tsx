// QuickAdd: the list of node types at a spot of the canvas; filtered to what fits when a wire was dropped there.
import type { NodeType, Position } from '@parley/spec';
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { addWiredNode } from '../commands/edit-mesh.ts';
import { getGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { NodeIcon } from '../ui/node-icon.tsx';
import type { WireStart } from './connecting.ts';
import { endsFrom } from './connecting.ts';
import type { WirePort } from './node-catalogue.ts';
import { catalogue, fittingPort } from './node-catalogue.ts';

export interface QuickAddSpot {
  /** Where the list opens, in pixels of the window. */
  readonly screen: Position;
  /** Where the node goes, in graph coordinates. */
  readonly graph: Position;
  readonly wire?: WireStart;
}

interface QuickAddProps {
  readonly spot: QuickAddSpot | undefined;
  readonly onClose: () => void;
}

export function QuickAdd({ spot, onClose }: QuickAddProps) {
  if (!spot) return null;
  const { wire } = spot;
  const wirePort = wire && findPort(wire);
  const choose = (nodeType: NodeType) => {
    onClose();
    addWiredNode(nodeType.type, { position: spot.graph, pointer: spot.graph }, (nodeId) => {
      const portId = wirePort && fittingPort(nodeType, wirePort);
      return wire && portId !== undefined ? endsFrom(wire, nodeId, portId) : undefined;
    });
  };
  const groups = catalogue
    .map((group) => ({
      ...group,
      nodeTypes: group.nodeTypes.filter((nodeType) => !wirePort || fittingPort(nodeType, wirePort) !== undefined),
    }))
    .filter((group) => group.nodeTypes.length > 0);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor asChild>
        <span className="fixed size-0" style={{ left: spot.screen.x, top: spot.screen.y }} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="bottom"
          collisionPadding={8}
          aria-label="Add a node"
          className="z-50 w-80 max-w-[calc(100vw-16px)] animate-appear overflow-hidden rounded-card border border-line bg-raised text-ink shadow-lifted"
        >
          <Command label="Node types" loop>
            <Command.Input
              autoFocus
              placeholder={wire ? 'Wire to a new…' : 'Add a node…'}
              className="h-10 w-full border-b border-line bg-transparent px-3 text-[14px] outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1">
              <Command.Empty className="p-3 text-ink-soft">No kind of node has this name.</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.title}
                  heading={group.title}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
                >
                  {group.nodeTypes.map((nodeType) => (
                    <Command.Item
                      key={nodeType.type}
                      value={nodeType.type}
                      keywords={[nodeType.title, nodeType.description]}
                      onSelect={() => choose(nodeType)}
                      className="flex min-h-8 cursor-pointer items-start gap-2.5 rounded-control px-2 py-1.5 data-[selected=true]:bg-hover"
                    >
                      <span className="flex h-5 items-center text-ink-soft">
                        <NodeIcon name={nodeType.icon} />
                      </span>
                      <span className="min-w-0">
                        <span className="block font-medium">{nodeType.title}</span>
                        <span className="block text-[12px] leading-4 text-ink-faint">{nodeType.description}</span>
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function findPort({ nodeId, portId, side }: WireStart): WirePort | undefined {
  const node = getGraph().nodes.find((node) => node.id === nodeId);
  if (!node) return undefined;
  const { ports } = readNode(node);
  if (side === 'source') {
    const port = ports.outputs.find((port) => port.id === portId);
    return port && { side, port };
  }
  const port = ports.inputs.find((port) => port.id === portId);
  return port && { side, port };
}
