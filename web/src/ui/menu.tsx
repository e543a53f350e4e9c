// Menus: a button's menu and a context menu, drawn from the same items.
import type { LucideIcon } from 'lucide-react';
import { ContextMenu as RadixContext, DropdownMenu as RadixMenu } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Shown at the right, such as "Ctrl+D". */
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}
/** An action, a line between groups, or anything drawn as it is. */
export type MenuItem = MenuAction | { readonly id: string; readonly separator: true };

const content =
  'z-50 max-h-[70dvh] min-w-52 animate-appear overflow-y-auto rounded-card border border-line bg-raised p-1 text-ink shadow-lifted';
const item =
  'flex min-h-8 items-center gap-2 rounded-control px-2 text-[13px] outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover';

function drawItems(items: readonly MenuItem[], Menu: typeof RadixMenu | typeof RadixContext): ReactNode {
  return items.map((entry) =>
    'separator' in entry ? (
      <Menu.Separator key={entry.id} className="my-1 border-t border-line" />
    ) : (
      <Menu.Item
        key={entry.id}
        disabled={entry.disabled === true}
        onSelect={entry.onSelect}
        className={classNames(item, entry.danger === true && 'text-failed')}
      >
        {entry.icon ? <entry.icon size={16} aria-hidden className="shrink-0" /> : <span className="w-4 shrink-0" />}
        <span className="min-w-0 flex-1 truncate">{entry.label}</span>
        {entry.shortcut !== undefined && (
          <kbd className="pl-4 font-sans text-[12px] text-ink-faint">{entry.shortcut}</kbd>
        )}
      </Menu.Item>
    ),
  );
}

interface MenuProps {
  /** One button. */
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
  readonly align?: ComponentProps<typeof RadixMenu.Content>['align'];
}

export function Menu({ trigger, items, align = 'start' }: MenuProps) {
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content align={align} sideOffset={4} collisionPadding={8} className={content}>
          {drawItems(items, RadixMenu)}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

interface ContextMenuProps {
  readonly items: readonly MenuItem[];
  /** One element; a right click or the menu key on it opens the menu. */
  readonly children: ReactNode;
}

export function ContextMenu({ items, children }: ContextMenuProps) {
  return (
    <RadixContext.Root>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content collisionPadding={8} className={content}>
          {drawItems(items, RadixContext)}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}
