// NumberControl: a number that may be half typed. What is no number yet stays in the field and out of the graph.
import { useState } from 'react';
import type { FieldControlProps } from '../ui/field.tsx';
import { TextInput } from '../ui/field.tsx';

interface NumberControlProps {
  readonly control: FieldControlProps;
  readonly value: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly onChange: (value: number) => void;
}

export function NumberControl({ control, value, minimum, maximum, onChange }: NumberControlProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      {...control}
      type="number"
      className="max-w-28"
      min={minimum}
      max={maximum}
      value={typed ?? String(value ?? '')}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value !== '' && Number.isFinite(event.target.valueAsNumber))
          onChange(event.target.valueAsNumber);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
