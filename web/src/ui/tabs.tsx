// Tabs: one row of titles, one panel. The panel of a hidden tab is not mounted.
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabItem {
  readonly id: string;
  readonly title: string;
  /** A small count or mark after the title. */
  readonly badge?: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (id: string) => void;
  readonly tabs: readonly TabItem[];
  /** At the end of the row of titles, such as a close button. */
  readonly actions?: ReactNode;
}

export function Tabs({ label, value, onValueChange, tabs, actions }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className="flex h-full min-h-0 flex-col">
      <div className="flex h-10 shrink-0 items-center border-b border-line pr-1 pl-2">
        <Radix.List aria-label={label} className="flex h-full min-w-0 flex-1 gap-1 overflow-x-auto">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className="flex h-full items-center gap-1.5 border-b-2 border-transparent px-2 text-[13px] font-medium whitespace-nowrap text-ink-soft transition-colors duration-150 -outline-offset-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
            >
              {tab.title}
              {tab.badge}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
