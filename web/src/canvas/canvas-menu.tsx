// CanvasMenu: the context menu of the canvas and of what is selected on it, drawn from commands.
import type { Graph } from '@parley/spec';
import { LogIn, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Command } from '../commands/command.ts';
import { shortcutWords } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { standIn } from '../commands/edit-frame.ts';
import { useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { useView } from '../state/view-store.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { ContextMenu } from '../ui/menu.tsx';
import { standEdit } from './frame-edit.ts';
import { framesOf } from './frame-place.ts';

const ofSelection: readonly (Command | 'line')[] = [
  commands.rename,
  commands.duplicate,
  commands.copy,
  'line',
  commands.remove,
];
const ofCanvas: readonly (Command | 'line')[] = [
  commands.quickAdd,
  commands.paste,
  commands.selectAll,
  'line',
  commands.tidyUp,
  commands.fitView,
];

/** The child is what is right-clicked. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const selection = useView((view) => view.selection);
  const graph = useGraph();
  const hasSelection = selection.nodes.length + selection.edges.length > 0;
  const items = hasSelection ? [...toItems(ofSelection), ...frameItems(graph, selection.nodes)] : toItems(ofCanvas);
  return <ContextMenu items={items}>{children}</ContextMenu>;
}

/** Into each frame that would take some of what is selected, and out of theirs. */
function frameItems(graph: Graph, ids: readonly string[]): MenuItem[] {
  const into = framesOf(graph).filter((frame) => standEdit(graph, ids, frame) !== undefined);
  const actions = into.map((frame) => ({
    id: `into-${frame.id}`,
    label: `Move into ${readNode(frame).title}`,
    icon: LogIn,
    onSelect: () => standIn(ids, frame.id),
  }));
  const out = standEdit(graph, ids, undefined) !== undefined;
  const leave = { id: 'out', label: 'Move out of the frame', icon: LogOut, onSelect: () => standIn(ids, undefined) };
  if (actions.length === 0 && !out) return [];
  return [{ id: 'line-frames', separator: true }, ...actions, ...(out ? [leave] : [])];
}

function toItems(entries: readonly (Command | 'line')[]): MenuItem[] {
  return entries.map((entry, index) =>
    entry === 'line'
      ? { id: `line-${index}`, separator: true }
      : {
          id: entry.id,
          label: entry.label,
          shortcut: shortcutWords(entry),
          disabled: !entry.isEnabled(),
          danger: entry.id === 'delete',
          onSelect: entry.run,
          ...(entry.icon && { icon: entry.icon }),
        },
  );
}
