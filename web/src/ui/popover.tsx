// Popover: a small panel beside what opened it.
import { Popover as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface PopoverProps {
  /** One button. */
  readonly trigger: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly align?: ComponentProps<typeof Radix.Content>['align'];
  readonly side?: ComponentProps<typeof Radix.Content>['side'];
  readonly className?: string;
  readonly children: ReactNode;
}

export function Popover({ trigger, align = 'start', side = 'bottom', className, children, ...state }: PopoverProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(
            'z-50 max-h-[70dvh] w-80 max-w-[calc(100vw-16px)] animate-appear overflow-y-auto rounded-card border border-line bg-raised p-3 text-ink shadow-lifted',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
