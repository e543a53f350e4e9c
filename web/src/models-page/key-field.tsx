// KeyField: a provider's key: typed once, then known here only by its last four characters.
import type { ProviderStatus } from '@parley/spec';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { Field, SecretInput } from '../ui/field.tsx';
import { providerApi } from './provider-api.ts';
import { useChange } from './use-change.ts';

interface KeyFieldProps {
  /** The provider's id. */
  readonly provider: string;
  readonly secret: NonNullable<ProviderStatus['key']>;
  readonly onChange: () => void;
}

export function KeyField({ provider, secret, onChange }: KeyFieldProps) {
  const [typed, setTyped] = useState('');
  const [replacing, setReplacing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const change = useChange();

  if (secret.source !== 'none' && !replacing) {
    return (
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <KeyRound size={16} aria-hidden className="text-ink-faint" />
          <p className="min-w-48 flex-1 text-[13px]">
            {secret.title} ending in <code className="font-mono">{secret.lastFour ?? '····'}</code>,{' '}
            <span className="text-ink-soft">
              {secret.source === 'environment' ? `from the environment (${secret.name})` : 'saved here, encrypted'}
            </span>
          </p>
          {secret.source === 'vault' && (
            <>
              <Button onClick={() => setReplacing(true)}>Replace</Button>
              <Button disabled={change.busy} onClick={() => setRemoving(true)}>
                Remove
              </Button>
            </>
          )}
        </div>
        {change.error !== undefined && <Fault words={change.error} />}
        <ConfirmDialog
          open={removing}
          onOpenChange={setRemoving}
          title={`Remove the ${secret.title}?`}
          description="Its families cannot speak until you give a key again. Your meshes and runs stay as they are."
          confirm="Remove"
          onConfirm={() => void change.run(() => providerApi.forgetKey(provider), onChange)}
        />
      </div>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void change.run(
          () => providerApi.update(provider, { apiKey: typed.trim() }),
          () => {
            setTyped('');
            setReplacing(false);
            onChange();
          },
        );
      }}
    >
      <Field label={secret.title} faults={change.error === undefined ? undefined : <Fault words={change.error} />}>
        {(control) => (
          <div className="flex gap-2">
            <SecretInput {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button type="submit" variant="primary" disabled={typed.trim() === '' || change.busy}>
              Save
            </Button>
            {replacing && <Button onClick={() => setReplacing(false)}>Cancel</Button>}
          </div>
        )}
      </Field>
      <p className="mt-1 text-[12px] text-ink-faint">
        Where to get one:{' '}
        <a className="break-all text-accent underline" href={secret.page} target="_blank" rel="noreferrer noopener">
          {secret.page}
        </a>
      </p>
    </form>
  );
}

function Fault({ words }: { readonly words: string }) {
  return (
    <p role="alert" className="text-[12px] leading-4 text-failed">
      {words}
    </p>
  );
}
