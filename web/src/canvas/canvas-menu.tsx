// CanvasMenu: the context menu of the canvas and of what is selected on it, drawn from commands.
import type { ReactNode } from 'react';
import type { Command } from '../commands/command.ts';
import { shortcutWords } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { useView } from '../state/view-store.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { ContextMenu } from '../ui/menu.tsx';

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
  const hasSelection = useView(({ selection }) => selection.nodes.length + selection.edges.length > 0);
  return <ContextMenu items={toItems(hasSelection ? ofSelection : ofCanvas)}>{children}</ContextMenu>;
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
