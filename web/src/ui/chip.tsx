// Chip: a short word in a frame, such as a domain. Chips are text, never colours.
import type { ReactNode } from 'react';

export function Chip({ children }: { readonly children: ReactNode }) {
  return (
    <span className="inline-block max-w-full truncate rounded-full border border-line-strong/60 px-2 text-[11px] leading-4 text-ink-soft">
      {children}
    </span>
  );
}
