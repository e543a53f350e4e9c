// Keys to commands, and the browser's own copy, cut and paste to nodes. Text fields keep their keys.
import { useEffect } from 'react';
import { panelNames, setPanel, setSelection, viewStore } from '../state/view-store.ts';
import { matchesShortcut } from './command.ts';
import { allCommands } from './commands.ts';
import { copySelection, pasteText, removeSelection } from './edit-mesh.ts';

/** Listens as long as the component that calls it is mounted. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || isInOverlay(event.target)) return;
  if (event.key === 'Escape') return escape(event.target);
  const inField = isField(event.target);
  const command = allCommands.find(
    ({ shortcuts, inFields }) =>
      (!inField || inFields === true) && shortcuts?.some((shortcut) => matchesShortcut(event, shortcut)),
  );
  if (!command) return;
  event.preventDefault();
  if (command.isEnabled()) command.run();
}

/** Esc closes the panel that has the focus; on the canvas it ends the selection. */
function escape(target: EventTarget | null): void {
  const frame =
    target instanceof HTMLElement ? target.closest<HTMLElement>('[data-frame]')?.dataset['frame'] : undefined;
  const name = panelNames.find((known) => known === frame);
  if (name) setPanel(name, false);
  else setSelection({ nodes: [], edges: [] });
}

function onCopy(event: ClipboardEvent): void {
  if (isField(event.target) || isInOverlay(event.target) || String(getSelection() ?? '') !== '') return;
  const text = copySelection();
  if (text === undefined || !event.clipboardData) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') removeSelection();
}

function onPaste(event: ClipboardEvent): void {
  if (isField(event.target) || isInOverlay(event.target)) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (text.trim() === '') return;
  event.preventDefault();
  pasteText(text);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

function isInOverlay(target: EventTarget | null): boolean {
  if (viewStore.getState().commandsOpen) return true;
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
