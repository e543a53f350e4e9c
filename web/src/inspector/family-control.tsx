// FamilyControl and ModelControl: who speaks. They show every family with whether it can speak now, and why not.
import type { FamilyStatus } from '@parley/spec';
import { useId } from 'react';
import { FamilyMark } from '../family/family-mark.tsx';
import { useFamilies, useFamily } from '../state/families.ts';
import { viewStore } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import type { FieldControlProps } from '../ui/field.tsx';
import { TextInput } from '../ui/field.tsx';
import type { SelectOption } from '../ui/select.tsx';
import { Select } from '../ui/select.tsx';

/** A list cannot hold an empty value; this stands for it. */
const NONE = '-';

interface FamilyControlProps {
  readonly control: FieldControlProps;
  readonly value: string;
  /** Whether the field may stay empty. */
  readonly optional: boolean;
  readonly onChange: (family: string) => void;
}

export function FamilyControl({ control, value, optional, onChange }: FamilyControlProps) {
  const families = useFamilies();
  const chosen = families.find((family) => family.id === value);
  const known: SelectOption[] = families.map((family) => ({
    value: family.id,
    title: family.title,
    note: noteOf(family),
    mark: <FamilyMark family={family.id} />,
  }));
  const unknown: SelectOption[] =
    value !== '' && !chosen ? [{ value, title: value, note: 'This server does not know this family.' }] : [];
  const none: SelectOption[] = optional ? [{ value: NONE, title: 'None', note: 'Calls no model.' }] : [];
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Select
        {...control}
        value={value === '' ? NONE : value}
        onValueChange={(next) => onChange(next === NONE ? '' : next)}
        options={[...none, ...unknown, ...known]}
      />
      {chosen?.kind === 'reader' && (
        <p className="text-[12px] leading-4 text-ink-soft">Local reader: quotes, never writes.</p>
      )}
      {chosen?.missing === 'key' && (
        <Button onClick={() => viewStore.setState({ modelsOpen: true })}>Add a key for {chosen.title}</Button>
      )}
    </div>
  );
}

function noteOf(family: FamilyStatus): string {
  if (!family.available) return family.reason ?? 'Cannot speak now.';
  return family.description;
}

interface ModelControlProps {
  readonly control: FieldControlProps;
  readonly value: string;
  /** The family whose models are offered. */
  readonly family: string;
  readonly onChange: (model: string) => void;
}

/** Offers the family's models and takes any other id. */
export function ModelControl({ control, value, family, onChange }: ModelControlProps) {
  const listId = useId();
  const status = useFamily(family);
  const models = status?.models ?? [];
  if (status?.kind === 'reader')
    return <p className="text-[12px] text-ink-faint">A local reader has no models to choose from.</p>;
  return (
    <>
      <TextInput
        {...control}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-[12px]"
        placeholder={status ? `Default: ${status.defaultModel}` : 'Default'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {model.title}
          </option>
        ))}
      </datalist>
    </>
  );
}
