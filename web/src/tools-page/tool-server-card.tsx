// ToolServerCard: one MCP server: what of it is allowed, what it offers now, its token, and the way to remove it.
import type { OfferedTool, ToolServer } from '@parley/spec';
import { useState } from 'react';
import { useChange } from '../models-page/use-change.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { OfferedToolRow } from './offered-tool-row.tsx';
import { ServerToken } from './server-token.tsx';
import { toolApi } from './tool-api.ts';
import { countOffered } from './tool-words.ts';

interface ToolServerCardProps {
  readonly server: ToolServer;
  /** After anything was changed. */
  readonly onChange: () => void;
}

export function ToolServerCard({ server, onChange }: ToolServerCardProps) {
  const { id, title, url, isPrivate } = server;
  const [offered, setOffered] = useState<readonly OfferedTool[]>();
  const [removing, setRemoving] = useState(false);
  const change = useChange();

  const look = async () => {
    setOffered(await toolApi.look(id));
  };
  const allow = (tool: OfferedTool, fingerprint: string | null) =>
    change.run(async () => {
      try {
        await toolApi.allow(id, tool.name, fingerprint);
      } finally {
        // What was shown may be out of date, above all when it was refused.
        if (offered) await look();
      }
    }, onChange);

  const shown = offered ?? server.tools;
  return (
    <section
      aria-label={title}
      aria-busy={change.busy}
      className="flex flex-col gap-2 rounded-card border border-line bg-raised p-4"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-semibold">{title}</h4>
        {isPrivate && <Chip>own network</Chip>}
        <span className="flex flex-1 justify-end gap-2">
          <Button disabled={change.busy} onClick={() => void change.run(look, onChange)}>
            {offered ? 'Look again' : 'Show its tools'}
          </Button>
          <Button disabled={change.busy} onClick={() => setRemoving(true)}>
            Remove
          </Button>
        </span>
      </div>
      <p className="text-[13px] break-all text-ink-soft">
        <code className="font-mono text-[12px]">{url}</code>
      </p>
      <ServerToken server={server} onChange={onChange} />
      <p role="status" className="text-[13px] text-ink-soft">
        {change.busy ? 'Asking…' : countOffered(shown, offered !== undefined)}
      </p>
      {change.error !== undefined && (
        <p role="alert" className="text-[13px] text-failed">
          {change.error}
        </p>
      )}
      {shown.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {shown.map((tool) => (
            <OfferedToolRow
              key={tool.name}
              tool={tool}
              busy={change.busy}
              onAllow={(fingerprint) => void allow(tool, fingerprint)}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove ${title}?`}
        description="Its token and what you allowed are forgotten. Agents that use its tools say so until you give them others; runs stay as they are."
        confirm="Remove"
        onConfirm={() => void change.run(() => toolApi.remove(id), onChange)}
      />
    </section>
  );
}
