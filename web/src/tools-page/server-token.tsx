// ServerToken: the bearer token of a tool server: typed once, then known here only by its last four characters.
import type { ToolServer } from '@parley/spec';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useChange } from '../models-page/use-change.ts';
import { Button } from '../ui/button.tsx';
import { Field, SecretInput } from '../ui/field.tsx';
import { toolApi } from './tool-api.ts';

interface ServerTokenProps {
  readonly server: ToolServer;
  readonly onChange: () => void;
}

export function ServerToken({ server: { id, title, token }, onChange }: ServerTokenProps) {
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const change = useChange();
  const save = (value: string | null) =>
    void change.run(
      () => toolApi.setToken(id, value),
      () => {
        setTyped('');
        setTyping(false);
        onChange();
      },
    );
  const fault = change.error !== undefined && (
    <p role="alert" className="text-[12px] leading-4 text-failed">
      {change.error}
    </p>
  );

  if (!typing) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-[13px] text-ink-soft">
          <KeyRound size={16} aria-hidden className="mr-2 inline text-ink-faint" />
          {token ? (
            <>
              Token ending in <code className="font-mono">{token.lastFour ?? '····'}</code>, saved here, encrypted
            </>
          ) : (
            'No token'
          )}
        </p>
        <Button variant="quiet" onClick={() => setTyping(true)}>
          {token ? 'Replace' : 'Set a token'}
          <span className="sr-only"> of {title}</span>
        </Button>
        {token && (
          <Button variant="quiet" disabled={change.busy} onClick={() => save(null)}>
            Forget<span className="sr-only"> the token of {title}</span>
          </Button>
        )}
        {fault}
      </div>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(typed.trim());
      }}
    >
      <Field label={`Token of ${title}`} faults={fault}>
        {(control) => (
          <div className="flex gap-2">
            <SecretInput {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button type="submit" disabled={typed.trim() === '' || change.busy}>
              Save
            </Button>
            <Button onClick={() => setTyping(false)}>Cancel</Button>
          </div>
        )}
      </Field>
    </form>
  );
}
