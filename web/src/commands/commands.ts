// Every command of the editor, in the order menus show them.
import {
  ChartColumn,
  ClipboardCopy,
  ClipboardPaste,
  Copy,
  FileCode2,
  FileInput,
  Keyboard,
  LayoutGrid,
  MessageCircleQuestion,
  Maximize,
  Pencil,
  Play,
  Plus,
  Redo2,
  RotateCw,
  Save,
  Settings2,
  Square,
  SquareDashedMousePointer,
  SunMoon,
  Trash2,
  Undo2,
  Wrench,
} from 'lucide-react';
import { lacksVoices } from '@parley/spec';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { chooseFiles, importFiles } from '../code/import-files.ts';
import { cancelRun, resumeRun, startRun } from '../run/run-commands.ts';
import { showQuestion } from '../run/show-question.ts';
import { getOpenRequests, runStore } from '../run/run-store.ts';
import { isActive } from '../run/run-stream.ts';
import { getGraph, graphStore, saveNow } from '../state/graph-store.ts';
import { createMesh } from '../state/meshes.ts';
import { setSelection, setTheme, showBottom, showRight, viewStore } from '../state/view-store.ts';
import type { Command } from './command.ts';
import { copySelection, duplicateSelection, pasteText, removeSelection, tidyUp } from './edit-mesh.ts';

const always = () => true;
const hasNodes = () => getGraph().nodes.length > 0;
const hasSelectedNodes = () => viewStore.getState().selection.nodes.length > 0;
const hasSelection = () => hasSelectedNodes() || viewStore.getState().selection.edges.length > 0;
const runStatus = () => runStore.getState().live?.status;
const isRunning = () => {
  const { live } = runStore.getState();
  return live !== undefined && isActive(live);
};

/** Runs what may fail and says so in a toast. */
function attempt(task: () => Promise<void>): void {
  task().catch((error: unknown) => toast.error(messageOf(error)));
}

export const commands = {
  run: {
    id: 'run',
    label: 'Run',
    icon: Play,
    shortcuts: ['Mod+Enter'],
    inFields: true,
    isEnabled: () => hasNodes() && !isRunning(),
    run: () => attempt(startRun),
  },
  cancel: { id: 'cancel', label: 'Stop the run', icon: Square, isEnabled: isRunning, run: () => attempt(cancelRun) },
  resume: {
    id: 'resume',
    label: 'Go on with the run',
    icon: RotateCw,
    isEnabled: () => runStatus() === 'failed' || runStatus() === 'cancelled',
    run: () => attempt(resumeRun),
  },
  askAgain: {
    id: 'ask-again',
    label: 'Ask the missing voices again',
    icon: RotateCw,
    isEnabled: () => {
      const { live } = runStore.getState();
      return live?.status === 'done' && lacksVoices(live);
    },
    run: () => attempt(resumeRun),
  },
  showQuestion: {
    id: 'show-question',
    label: 'Show what waits for me',
    icon: MessageCircleQuestion,
    isEnabled: () => getOpenRequests().length > 0,
    run: () => showQuestion(),
  },
  undo: {
    id: 'undo',
    label: 'Undo',
    icon: Undo2,
    shortcuts: ['Mod+Z'],
    isEnabled: () => graphStore.getState().past.length > 0,
    run: graphStore.undo,
  },
  redo: {
    id: 'redo',
    label: 'Redo',
    icon: Redo2,
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: () => graphStore.getState().future.length > 0,
    run: graphStore.redo,
  },
  quickAdd: {
    id: 'quick-add',
    label: 'Add a node…',
    icon: Plus,
    shortcuts: ['/'],
    isEnabled: always,
    run: () => getCanvasHandle()?.quickAdd(),
  },
  duplicate: {
    id: 'duplicate',
    label: 'Duplicate',
    icon: Copy,
    shortcuts: ['Mod+D'],
    isEnabled: hasSelectedNodes,
    run: duplicateSelection,
  },
  copy: {
    id: 'copy',
    label: 'Copy as text',
    icon: ClipboardCopy,
    isEnabled: hasSelectedNodes,
    run: () => {
      const text = copySelection();
      if (text !== undefined) attempt(() => navigator.clipboard.writeText(text));
    },
  },
  paste: {
    id: 'paste',
    label: 'Paste',
    icon: ClipboardPaste,
    isEnabled: always,
    run: () => attempt(async () => pasteText(await navigator.clipboard.readText())),
  },
  remove: {
    id: 'delete',
    label: 'Delete',
    icon: Trash2,
    shortcuts: ['Delete', 'Backspace'],
    isEnabled: hasSelection,
    run: removeSelection,
  },
  rename: {
    id: 'rename',
    label: 'Rename',
    icon: Pencil,
    shortcuts: ['F2'],
    isEnabled: () => viewStore.getState().selection.nodes.length === 1,
    run: () => {
      showRight('settings');
      // The field is drawn by the render that follows.
      setTimeout(() => document.querySelector<HTMLInputElement>('[data-field="title"] input')?.select());
    },
  },
  selectAll: {
    id: 'select-all',
    label: 'Select all',
    icon: SquareDashedMousePointer,
    shortcuts: ['Mod+A'],
    isEnabled: hasNodes,
    run: () => {
      const { nodes, edges } = getGraph();
      setSelection({ nodes: nodes.map((node) => node.id), edges: edges.map((edge) => edge.id) });
    },
  },
  tidyUp: {
    id: 'tidy-up',
    label: 'Tidy up',
    icon: LayoutGrid,
    shortcuts: ['Shift+T'],
    isEnabled: hasNodes,
    run: tidyUp,
  },
  fitView: {
    id: 'fit-view',
    label: 'Show everything',
    icon: Maximize,
    shortcuts: ['Shift+1'],
    isEnabled: hasNodes,
    run: () => getCanvasHandle()?.fitView(),
  },
  save: {
    id: 'save',
    label: 'Save now',
    icon: Save,
    shortcuts: ['Mod+S'],
    inFields: true,
    isEnabled: always,
    run: () => attempt(saveNow),
  },
  newMesh: {
    id: 'new-mesh',
    label: 'New mesh',
    icon: Plus,
    isEnabled: always,
    run: () => attempt(createMesh),
  },
  exportCode: {
    id: 'export-code',
    label: 'Export as TypeScript',
    icon: FileCode2,
    shortcuts: ['Mod+E'],
    inFields: true,
    isEnabled: hasNodes,
    run: () => showBottom('code'),
  },
  importMesh: {
    id: 'import-mesh',
    label: 'Import…',
    icon: FileInput,
    isEnabled: always,
    run: () => chooseFiles((files) => attempt(() => importFiles(files))),
  },
  models: {
    id: 'models',
    label: 'Models and keys',
    icon: Settings2,
    isEnabled: always,
    run: () => viewStore.setState({ modelsOpen: true }),
  },
  tools: {
    id: 'tools',
    label: 'Tools and tool servers',
    icon: Wrench,
    isEnabled: always,
    run: () => viewStore.setState({ toolsOpen: true }),
  },
  history: {
    id: 'history',
    label: 'History of your voices',
    icon: ChartColumn,
    isEnabled: always,
    run: () => viewStore.setState({ historyOpen: true }),
  },
  theme: {
    id: 'theme',
    label: 'Switch between light and dark',
    icon: SunMoon,
    isEnabled: always,
    run: () => setTheme(isDark() ? 'light' : 'dark'),
  },
  commandList: {
    id: 'command-list',
    label: 'All commands…',
    icon: Keyboard,
    shortcuts: ['Mod+K'],
    inFields: true,
    isEnabled: always,
    run: () => viewStore.setState({ commandsOpen: true }),
  },
} satisfies Record<string, Command>;

export const allCommands: readonly Command[] = Object.values(commands);

function isDark(): boolean {
  const { theme } = viewStore.getState();
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
