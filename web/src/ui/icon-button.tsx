// IconButton: a button whose word is in its tooltip and its accessible name.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown beside the label, such as "Ctrl+Z". */
  readonly shortcut?: string | undefined;
  readonly pressed?: boolean;
}

export function IconButton({ label, icon: Icon, shortcut, pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={shortcut ? `${label} · ${shortcut}` : label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-soft transition-colors duration-150 hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-40 disabled:hover:bg-transparent',
          pressed && 'bg-pressed text-ink',
          className,
        )}
        {...rest}
      >
        <Icon size={17} aria-hidden />
      </button>
    </Tooltip>
  );
}
