// Button: a verb. Every text button of the app is this one.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const variants = {
  primary: 'bg-primary text-on-primary hover:bg-primary-hover',
  secondary: 'bg-raised text-ink border border-line-strong/50 hover:bg-hover',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-failed text-raised hover:opacity-90',
};

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof variants;
  readonly icon?: LucideIcon;
}

/** At least 32 px high; `type="button"` unless told otherwise. */
export function Button({ variant = 'secondary', icon: Icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(
        'inline-flex min-h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-control px-3 text-[13px] font-medium transition-colors duration-150 disabled:cursor-default disabled:opacity-45',
        variants[variant],
        className,
      )}
      {...rest}
    >
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}
