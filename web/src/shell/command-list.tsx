// CommandList: every command, every node to go to, every kind to add, in one searched list.
import { nodeTypes } from '@parley/nodes';
import type { GraphNode } from '@parley/spec';
import { Command, defaultFilter } from 'cmdk';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { frameOf } from '../canvas/frame-place.ts';
import { shortcutWords } from '../commands/command.ts';
import { allCommands } from '../commands/commands.ts';
import { addNode } from '../commands/edit-mesh.ts';
import { FamilyMark } from '../family/family-mark.tsx';
import { selectNode, useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { useView, viewStore } from '../state/view-store.ts';
import { NodeIcon } from '../ui/node-icon.tsx';

/** Above this many nodes the list shows those that fit what was typed, and no more of them than this. */
const MOST_NODES = 200;

export function CommandList() {
  const isOpen = useView((view) => view.commandsOpen);
  const setOpen = (commandsOpen: boolean) => viewStore.setState({ commandsOpen });
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(20_18_14/30%)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-lg -translate-x-1/2 animate-appear overflow-hidden rounded-panel border border-line bg-raised text-ink shadow-lifted"
        >
          <Dialog.Title className="sr-only">All commands</Dialog.Title>
          <Choices onChoose={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onChoose }: { readonly onChoose: () => void }) {
  const graph = useGraph();
  const { nodes } = graph;
  const [search, setSearch] = useState('');
  // After the list is gone: a command may put the focus somewhere itself.
  const choose = (run: () => void) => {
    onChoose();
    setTimeout(run);
  };
  return (
    <Command label="All commands" loop>
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder="Do something, or go to a node…"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-[15px] outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-96 overflow-y-auto p-1.5">
        <Command.Empty className="p-3 text-ink-soft">Nothing here has this name.</Command.Empty>
        <Group heading="Commands">
          {allCommands
            .filter((command) => command.id !== 'command-list' && command.isEnabled())
            .map((command) => (
              <Choice
                key={command.id}
                value={command.label}
                mark={command.icon && <command.icon size={16} aria-hidden />}
                end={shortcutWords(command)}
                onSelect={() => choose(command.run)}
              />
            ))}
        </Group>
        <Group heading="Go to">
          {nodes.length > MOST_NODES && search === '' && (
            <p className="px-2 py-1.5 text-ink-soft">{nodes.length} nodes. Type a part of a name to find one.</p>
          )}
          {nodesToShow(nodes, search).map((node) => {
            const { title, nodeType, voice } = readNode(node);
            const frame = frameOf(graph, node);
            return (
              <Choice
                key={node.id}
                value={title}
                id={node.id}
                mark={voice ? <FamilyMark family={voice.family} /> : <NodeIcon name={nodeType?.icon} />}
                end={frame ? `in ${readNode(frame).title}` : nodeType?.title}
                onSelect={() =>
                  choose(() => {
                    selectNode(node.id);
                    getCanvasHandle()?.centreOn(node.id);
                  })
                }
              />
            );
          })}
        </Group>
        <Group heading="Add">
          {[...nodeTypes.values()].map(({ type, title, icon }) => (
            <Choice
              key={type}
              value={`Add ${title}`}
              mark={<NodeIcon name={icon} />}
              onSelect={() => choose(() => addNode(type))}
            />
          ))}
        </Group>
      </Command.List>
    </Command>
  );
}

/** In the order of the mesh when all are shown, else the best matches first, by the rule the list itself goes by. */
function nodesToShow(nodes: readonly GraphNode[], search: string): readonly GraphNode[] {
  if (nodes.length <= MOST_NODES) return nodes;
  if (search === '') return [];
  return nodes
    .map((node) => ({ node, score: defaultFilter(nameInList(readNode(node).title, node.id), search) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_NODES)
    .map(({ node }) => node);
}

/** What the search looks at; the id tells apart choices of one name. */
function nameInList(name: string, id = ''): string {
  return `${name} ${id}`;
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  );
}

interface ChoiceProps {
  readonly value: string;
  /** Tells apart choices of one name. */
  readonly id?: string | undefined;
  readonly mark: ReactNode;
  readonly end?: string | undefined;
  readonly onSelect: () => void;
}

function Choice({ value, id, mark, end, onSelect }: ChoiceProps) {
  return (
    <Command.Item
      value={nameInList(value, id)}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 data-[selected=true]:bg-hover"
    >
      <span className="flex w-4 justify-center text-ink-soft">{mark}</span>
      <span className="min-w-0 flex-1 truncate">{value}</span>
      {end !== undefined && <span className="text-[12px] text-ink-faint">{end}</span>}
    </Command.Item>
  );
}
