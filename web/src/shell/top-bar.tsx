// TopBar: which mesh, whether it is saved, who takes part, and Run.
import {
  Ellipsis,
  FileCode2,
  FolderOpen,
  Keyboard,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Redo2,
  Settings2,
  SunMoon,
  TriangleAlert,
  Undo2,
  Wrench,
} from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { shortcutWords } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { MeshName } from '../inspector/mesh-name.tsx';
import { RunControls } from '../run/run-controls.tsx';
import { useDiagnostics } from '../state/check-store.ts';
import { graphStore, useGraph } from '../state/graph-store.ts';
import { setPanel, showBottom, useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';
import { FamilyStrip } from './family-strip.tsx';
import { MeshesDialog } from './meshes-dialog.tsx';
import { SaveState } from './save-state.tsx';

/** `narrow` leaves out what a phone has no room for. */
export function TopBar({ narrow }: { readonly narrow: boolean }) {
  const [isListOpen, setIsListOpen] = useState(false);
  return (
    <header className="relative z-10 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-panel px-2">
      {!narrow && <Logo />}
      <IconButton label="Meshes" icon={FolderOpen} onClick={() => setIsListOpen(true)} />
      <MeshName
        aria-label="Name of the mesh"
        className={classNames(
          'border-transparent! bg-transparent! font-semibold hover:bg-hover!',
          narrow ? 'min-w-0 flex-1 px-1!' : 'w-auto! max-w-72 min-w-20 shrink field-sizing-content',
        )}
      />
      {!narrow && (
        <>
          <span className="flex max-w-56 min-w-12">
            <SaveState />
          </span>
          <ProblemsButton />
          <span className="flex min-w-0 flex-1 justify-center overflow-hidden">
            <FamilyStrip />
          </span>
          <HistoryButtons />
          <PanelButtons />
          <span className="h-6 border-l border-line" />
        </>
      )}
      {narrow && <NarrowMenu />}
      <RunControls />
      <MeshesDialog open={isListOpen} onOpenChange={setIsListOpen} />
    </header>
  );
}

function Logo() {
  return (
    <span className="flex items-center gap-2 pl-1">
      <img src="/mark.svg" alt="" className="size-6" />
      <span className="font-semibold max-lg:hidden">Parley</span>
    </span>
  );
}

function HistoryButtons() {
  const past = useStore(graphStore, (state) => state.past.at(-1)?.label);
  const future = useStore(graphStore, (state) => state.future[0]?.label);
  return (
    <>
      <IconButton
        label={past === undefined ? 'Nothing to undo' : `Undo: ${past}`}
        icon={Undo2}
        shortcut={shortcutWords(commands.undo)}
        disabled={past === undefined}
        onClick={commands.undo.run}
      />
      <IconButton
        label={future === undefined ? 'Nothing to redo' : `Redo: ${future}`}
        icon={Redo2}
        shortcut={shortcutWords(commands.redo)}
        disabled={future === undefined}
        onClick={commands.redo.run}
      />
    </>
  );
}

function PanelButtons() {
  const panels = useView((view) => view.panels);
  return (
    <>
      <span className="h-6 border-l border-line" />
      <IconButton
        label="Palette"
        icon={PanelLeft}
        pressed={panels.left}
        onClick={() => setPanel('left', !panels.left)}
      />
      <IconButton
        label="Timeline, problems, outline, code"
        icon={PanelBottom}
        pressed={panels.bottom}
        onClick={() => setPanel('bottom', !panels.bottom)}
      />
      <IconButton
        label="Settings and results"
        icon={PanelRight}
        pressed={panels.right}
        onClick={() => setPanel('right', !panels.right)}
      />
      <span className="h-6 border-l border-line" />
      <Button variant="quiet" icon={Settings2} onClick={commands.models.run}>
        Models
      </Button>
      <IconButton
        label={commands.exportCode.label}
        shortcut={shortcutWords(commands.exportCode)}
        icon={FileCode2}
        disabled={useGraph().nodes.length === 0}
        onClick={commands.exportCode.run}
      />
      <IconButton label="Tools" icon={Wrench} onClick={commands.tools.run} />
      <IconButton label={commands.theme.label} icon={SunMoon} onClick={commands.theme.run} />
      <IconButton
        label="All commands"
        icon={Keyboard}
        shortcut={shortcutWords(commands.commandList)}
        onClick={commands.commandList.run}
      />
    </>
  );
}

/** How many problems there are; opens the list. Nothing while there are none. */
function ProblemsButton() {
  const { length } = useDiagnostics();
  const isEmpty = useGraph().nodes.length === 0;
  if (length === 0 || isEmpty) return null;
  return (
    <Button variant="quiet" icon={TriangleAlert} className="text-warning!" onClick={() => showBottom('problems')}>
      {length} {length === 1 ? 'problem' : 'problems'}
    </Button>
  );
}

function NarrowMenu() {
  const items: MenuItem[] = [
    commands.undo,
    commands.redo,
    commands.tidyUp,
    commands.models,
    commands.tools,
    commands.history,
    commands.importMesh,
    commands.theme,
  ].map((command) => ({
    id: command.id,
    label: command.label,
    icon: command.icon,
    disabled: !command.isEnabled(),
    onSelect: command.run,
  }));
  return <Menu align="end" trigger={<IconButton label="More" icon={Ellipsis} />} items={items} />;
}
