// Tooltip: the words behind an icon. Never the only place something important is said.
import { Tooltip as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

/** Wraps the app once, so that tooltips share one delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

interface TooltipProps {
  readonly content: ReactNode;
  readonly side?: ComponentProps<typeof Radix.Content>['side'];
  /** One element that takes a ref and event handlers. */
  readonly children: ReactNode;
}

export function Tooltip({ content, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-appear rounded-control bg-primary px-2 py-1 text-[12px] leading-4 text-on-primary shadow-lifted"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
