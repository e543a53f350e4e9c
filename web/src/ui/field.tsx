// Field: a label, a control, a word of help and what is wrong, tied together for a screen reader. And the three text controls.
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';

const control =
  'w-full rounded-control border border-line-strong/60 bg-raised px-2.5 text-[13px] text-ink placeholder:text-ink-faint hover:border-line-strong focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-failed';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" className={classNames(control, 'h-8', className)} {...rest} />;
}

/** For what is typed once and must be neither seen nor kept by the browser. */
export function SecretInput(props: ComponentProps<'input'>) {
  return <TextInput {...props} type="password" autoComplete="off" spellCheck={false} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={4}
      className={classNames(control, 'field-sizing-content max-h-80 min-h-20 resize-y py-1.5', className)}
      {...rest}
    />
  );
}

/** What a Field gives the control inside it. */
export interface FieldControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  readonly description?: string | undefined;
  /** What is wrong, drawn under the control. */
  readonly faults?: ReactNode;
  /** False when what is wrong is only a warning. */
  readonly invalid?: boolean;
  readonly children: (control: FieldControlProps) => ReactNode;
}

export function Field({ label, description, faults, invalid, children }: FieldProps) {
  const id = useId();
  const hasFaults = faults !== undefined && faults !== null && faults !== false;
  const describedBy = [description && `${id}-help`, hasFaults && `${id}-faults`].filter(Boolean).join(' ');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': invalid ?? hasFaults })}
      {description && (
        <p id={`${id}-help`} className="text-[12px] leading-4 text-ink-faint">
          {description}
        </p>
      )}
      {hasFaults && <div id={`${id}-faults`}>{faults}</div>}
    </div>
  );
}
