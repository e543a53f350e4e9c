// ToolsPage: what agents can be given to work with: the tools that come with Parley, and those of MCP servers.
import { useLoaded } from '../run/use-loaded.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { AddToolServer } from './add-tool-server.tsx';
import { toolApi } from './tool-api.ts';
import { toolWords } from './tool-words.ts';
import { ToolServerCard } from './tool-server-card.tsx';

interface ToolsPageProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ToolsPage({ open, onOpenChange }: ToolsPageProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="large"
      title="Tools"
      description="What an agent can do besides answering. Each agent gets its tools in its own settings; an agent without any only reads and writes."
    >
      <div className="flex flex-col gap-6">
        <BuiltInTools />
        <ToolServers />
      </div>
    </Dialog>
  );
}

const loadTools = (_: string, signal: AbortSignal) => toolApi.list(signal);
const loadServers = (_: string, signal: AbortSignal) => toolApi.servers(signal);

function BuiltInTools() {
  const { value: tools, error, reload } = useLoaded('tools', loadTools);
  const builtIn = tools?.filter(({ id }) => !id.startsWith('mcp/'));
  return (
    <section aria-labelledby="built-in-tools">
      <h3 id="built-in-tools" className="text-[15px] leading-6 font-semibold">
        Built in
      </h3>
      {builtIn ? (
        <ul className="flex flex-col divide-y divide-line">
          {builtIn.map((tool) => (
            <li key={tool.id} className="py-2">
              <p className="font-semibold">{tool.title}</p>
              <p className="text-[13px] text-ink-soft">{toolWords(tool)}</p>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting error={error} onRetry={reload} />
      )}
    </section>
  );
}

function ToolServers() {
  const { value: servers, error, reload } = useLoaded('tool-servers', loadServers);
  return (
    <section className="flex flex-col gap-3" aria-labelledby="tool-servers">
      <div>
        <h3 id="tool-servers" className="text-[15px] leading-6 font-semibold">
          Tools of other servers (MCP)
        </h3>
        <p className="max-w-prose text-[13px] text-ink-soft">
          A tool server lends its tools over the Model Context Protocol. What an agent sends to such a tool leaves
          Parley, and what comes back is read by the agent. So nothing is allowed at first: read what a tool says about
          itself, then allow it. If a tool changes its words later, it stops until you allow it again.
        </p>
      </div>
      {servers ? (
        <>
          {servers.map((server) => (
            <ToolServerCard key={server.id} server={server} onChange={reload} />
          ))}
          <AddToolServer onAdded={reload} />
        </>
      ) : (
        <Waiting error={error} onRetry={reload} />
      )}
    </section>
  );
}

interface WaitingProps {
  readonly error: string | undefined;
  readonly onRetry: () => void;
}

function Waiting({ error, onRetry }: WaitingProps) {
  if (error === undefined) return <p className="text-ink-soft">Asking the server…</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      <p role="alert">{error}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
