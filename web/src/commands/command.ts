// A command is a person's intent as data: menus, keys and the command list share it. This file knows no command.
import type { LucideIcon } from 'lucide-react';

export interface Command {
  readonly id: string;
  /** A verb phrase. */
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Such as `Mod+Shift+Z`, `Delete` or `/`; `Mod` is Command on a Mac and Control elsewhere. The first is shown. */
  readonly shortcuts?: readonly string[];
  /** Works also while a text field has the focus. */
  readonly inFields?: boolean;
  isEnabled(): boolean;
  run(): void;
}

const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

/** The first shortcut as it is written on this person's keyboard. */
export function shortcutWords({ shortcuts }: Command): string | undefined {
  const shortcut = shortcuts?.[0];
  if (shortcut === undefined) return undefined;
  if (!isMac()) return shortcut.replace('Mod', 'Ctrl');
  return shortcut.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '');
}

/** Whether a key press is this shortcut. */
export function matchesShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if (wants('Mod') !== (isMac() ? event.metaKey : event.ctrlKey)) return false;
  if (wants('Alt') !== event.altKey) return false;
  // Where a sign sits under Shift differs between keyboards.
  const isSign = key.length === 1 && !/[A-Za-z0-9]/.test(key);
  if (!isSign && wants('Shift') !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase() || event.code === `Digit${key}`;
}
