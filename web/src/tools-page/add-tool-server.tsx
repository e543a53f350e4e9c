// AddToolServer: the form that names an MCP server. It asks that server nothing.
import { useId, useState } from 'react';
import { useChange } from '../models-page/use-change.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput, SecretInput } from '../ui/field.tsx';
import { Switch } from '../ui/switch.tsx';
import { toolApi } from './tool-api.ts';

interface AddToolServerProps {
  readonly onAdded: () => void;
}

const empty = { url: '', title: '', token: '', isPrivate: false };

export function AddToolServer({ onAdded }: AddToolServerProps) {
  const [typed, setTyped] = useState(empty);
  const change = useChange();
  const help = useId();
  const { url, title, token, isPrivate } = typed;
  const type = (part: Partial<typeof empty>) => setTyped({ ...typed, ...part });

  return (
    <form
      aria-label="Add a tool server"
      className="flex flex-col gap-3 rounded-card border border-dashed border-line-strong/60 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const server = {
          url: url.trim(),
          isPrivate,
          ...(title.trim() !== '' && { title: title.trim() }),
          ...(token.trim() !== '' && { token: token.trim() }),
        };
        void change.run(
          () => toolApi.add(server),
          () => {
            setTyped(empty);
            onAdded();
          },
        );
      }}
    >
      <h4 className="font-semibold">Add a tool server</h4>
      <Field
        label="Address"
        description="Where it speaks MCP over streamable HTTP, often ending in /mcp."
        faults={
          change.error === undefined ? undefined : (
            <p role="alert" className="text-[12px] leading-4 text-failed">
              {change.error}
            </p>
          )
        }
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            inputMode="url"
            placeholder="https://…"
            value={url}
            onChange={(event) => type({ url: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-3 md:grid-cols-2">
        <Field label="Name (if you like)">
          {(control) => (
            <TextInput {...control} value={title} onChange={(event) => type({ title: event.target.value })} />
          )}
        </Field>
        <Field label="Token (if it needs one)">
          {(control) => (
            <SecretInput {...control} value={token} onChange={(event) => type({ token: event.target.value })} />
          )}
        </Field>
      </div>
      <div className="flex items-center gap-2">
        <Switch
          id={`${help}-private`}
          checked={isPrivate}
          onCheckedChange={(checked) => type({ isPrivate: checked })}
          aria-describedby={help}
        />
        <div>
          <label htmlFor={`${help}-private`} className="text-[13px] font-medium">
            It is on this machine or in my own network
          </label>
          <p id={help} className="text-[12px] leading-4 text-ink-faint">
            Parley connects to private addresses only where you say so.
          </p>
        </div>
      </div>
      <div>
        <Button type="submit" variant="primary" disabled={url.trim() === '' || change.busy}>
          Add
        </Button>
      </div>
    </form>
  );
}
