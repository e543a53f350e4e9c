// AddressField: where a provider is called, when it is not at its own address: a gateway, a proxy, a server of your own.
import type { ProviderStatus } from '@parley/spec';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { providerApi } from './provider-api.ts';
import { useChange } from './use-change.ts';

interface AddressFieldProps {
  /** The provider's id. */
  readonly provider: string;
  readonly address: NonNullable<ProviderStatus['baseUrl']>;
  readonly onChange: () => void;
}

const sources = {
  environment: 'Set in the environment, which wins over what is saved here.',
  settings: 'Saved here. Prompts and the key go to this address.',
  default:
    "Empty: the provider's own address, if it has one. Another one, such as a gateway of yours, gets your prompts and the key.",
};

export function AddressField({ provider, address, onChange }: AddressFieldProps) {
  const saved = address.value ?? '';
  const [typed, setTyped] = useState(saved);
  const change = useChange();
  const fixed = address.source === 'environment';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void change.run(() => providerApi.update(provider, { baseUrl: typed.trim() }), onChange);
      }}
    >
      <Field
        label="Address"
        description={
          address.own === undefined ? sources[address.source] : `${sources[address.source]} Its own: ${address.own}`
        }
        faults={
          change.error === undefined ? undefined : (
            <p role="alert" className="text-[12px] leading-4 text-failed">
              {change.error}
            </p>
          )
        }
      >
        {(control) => (
          <div className="flex gap-2">
            <TextInput
              {...control}
              type="url"
              inputMode="url"
              placeholder="https://…"
              readOnly={fixed}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" disabled={fixed || change.busy || typed.trim() === '' || typed.trim() === saved}>
              Save
            </Button>
            {address.source === 'settings' && (
              <Button
                disabled={change.busy}
                onClick={() =>
                  void change.run(
                    () => providerApi.update(provider, { baseUrl: null }),
                    () => {
                      setTyped('');
                      onChange();
                    },
                  )
                }
              >
                Reset
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  );
}
