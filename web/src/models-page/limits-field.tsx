// LimitsField: how much a provider may be asked for at once and in a minute, by all runs together.
import { type ProviderLimits, providerLimitsSchema, type ProviderStatus } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { providerApi } from './provider-api.ts';
import { useChange } from './use-change.ts';

interface LimitsFieldProps {
  readonly provider: ProviderStatus;
  readonly onChange: () => void;
}

const fields = [
  { name: 'callsAtOnce', label: 'Calls at once' },
  { name: 'callsPerMinute', label: 'Calls a minute' },
  { name: 'tokensPerMinute', label: 'Tokens a minute' },
] as const;
type FieldName = (typeof fields)[number]['name'];

const toTyped = (limits: ProviderLimits | undefined): Record<FieldName, string> => ({
  callsAtOnce: String(limits?.callsAtOnce ?? ''),
  callsPerMinute: String(limits?.callsPerMinute ?? ''),
  tokensPerMinute: String(limits?.tokensPerMinute ?? ''),
});

export function LimitsField({ provider, onChange }: LimitsFieldProps) {
  const { id, title, limits, local } = provider;
  const saved = toTyped(limits);
  const [typed, setTyped] = useState(saved);
  const change = useChange();
  const filled = fields.flatMap(({ name }) => (typed[name] === '' ? [] : [[name, Number(typed[name])]]));
  const wanted = providerLimitsSchema.safeParse(Object.fromEntries(filled));
  const changed = fields.some(({ name }) => typed[name] !== saved[name]);
  return (
    <details className="group" open={limits !== undefined}>
      <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
        <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
        Limits of {title}
      </summary>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.success) void change.run(() => providerApi.update(id, { limits: wanted.data }), onChange);
        }}
      >
        <div className="flex flex-wrap items-end gap-2">
          {fields.map(({ name, label }) => (
            <Field key={name} label={label} invalid={!wanted.success && wanted.error.issues[0]?.path[0] === name}>
              {(control) => (
                <TextInput
                  {...control}
                  type="number"
                  min={1}
                  step={1}
                  className="max-w-32"
                  placeholder={name === 'callsAtOnce' ? (local ? '2' : '16') : 'no limit'}
                  value={typed[name]}
                  onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Button type="submit" disabled={!changed || !wanted.success || change.busy}>
            Save<span className="sr-only"> limits</span>
          </Button>
        </div>
        <p className="text-[12px] leading-4 text-ink-faint">
          All runs share them, in every Parley on this database. Calls beyond them wait in line. When {title} asks for a
          pause, all wait for it in any case.
        </p>
        {change.error !== undefined && (
          <p role="alert" className="text-[12px] leading-4 text-failed">
            {change.error}
          </p>
        )}
      </form>
    </details>
  );
}
