// Select: choose one of a few. Options may carry a mark and a second line.
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface SelectOption {
  readonly value: string;
  readonly title: string;
  readonly mark?: ReactNode;
  readonly note?: string | undefined;
  readonly disabled?: boolean;
}

interface SelectProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly SelectOption[];
  readonly placeholder?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
}

export function Select({ id, label, value, onValueChange, options, placeholder = 'Choose…', ...aria }: SelectProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Radix.Root value={value} onValueChange={onValueChange}>
      <Radix.Trigger
        {...(id !== undefined && { id })}
        aria-label={label}
        {...aria}
        className="flex h-8 w-full items-center gap-2 rounded-control border border-line-strong/60 bg-raised px-2.5 text-left text-[13px] hover:border-line-strong aria-invalid:border-failed"
      >
        {chosen?.mark}
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={placeholder}>{chosen?.title ?? (value || placeholder)}</Radix.Value>
        </span>
        <ChevronDown size={15} aria-hidden className="shrink-0 text-ink-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(420px,var(--radix-select-content-available-height))] w-max max-w-80 min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-card border border-line bg-raised p-1 text-ink shadow-lifted"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled === true}
                className="flex min-h-8 items-start gap-2 rounded-control px-2 py-1.5 text-[13px] outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover"
              >
                {option.mark !== undefined && <span className="flex h-5 shrink-0 items-center">{option.mark}</span>}
                <span className="min-w-0 flex-1">
                  <Radix.ItemText>{option.title}</Radix.ItemText>
                  {option.note !== undefined && (
                    <span className="block text-[12px] leading-4 text-ink-faint">{option.note}</span>
                  )}
                </span>
                <Radix.ItemIndicator className="flex h-5 items-center">
                  <Check size={15} aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
