// ListControl: a list of short texts as chips. Enter or a comma adds, Backspace in the empty field takes the last away.
import { X } from 'lucide-react';
import { useState } from 'react';
import type { FieldControlProps } from '../ui/field.tsx';
import { TextInput } from '../ui/field.tsx';

interface ListControlProps {
  readonly control: FieldControlProps;
  readonly value: readonly string[];
  readonly limit: number | undefined;
  readonly onChange: (value: string[]) => void;
}

export function ListControl({ control, value, limit, onChange }: ListControlProps) {
  const [text, setText] = useState('');
  const isFull = limit !== undefined && value.length >= limit;
  const add = () => {
    const entries = text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    setText('');
    if (entries.length > 0) onChange([...value, ...entries].slice(0, limit));
  };
  return (
    <div className="flex flex-col gap-1.5">
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {value.map((entry, index) => (
            // Two entries may read the same while the person corrects one.
            // oxlint-disable-next-line react/no-array-index-key
            <li
              key={`${index} ${entry}`}
              className="inline-flex max-w-full items-center rounded-full border border-line-strong/60 pl-2.5 text-[12px]"
            >
              <span className="truncate">{entry}</span>
              <button
                type="button"
                aria-label={`Remove ${entry}`}
                onClick={() => onChange(value.filter((_, other) => other !== index))}
                className="relative inline-flex size-6 items-center justify-center rounded-full text-ink-faint after:absolute after:-inset-1 hover:text-ink"
              >
                <X size={13} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        {...control}
        value={text}
        disabled={isFull}
        placeholder={isFull ? `At most ${limit}` : 'Type one and press Enter'}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault();
            add();
          } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
            onChange(value.slice(0, -1));
          }
        }}
      />
    </div>
  );
}
