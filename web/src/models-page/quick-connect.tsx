// QuickConnect: the two shortest ways to several families: one key of OpenRouter, or a model server on this machine.
import type { FamilyStatus, LocalServerStatus, ProviderStatus } from '@parley/spec';
import { useState } from 'react';
import { FamilyMark } from '../family/family-mark.tsx';
import { Button } from '../ui/button.tsx';
import { KeyField } from './key-field.tsx';
import { ProviderTest } from './provider-test.tsx';
import { countFamilies } from './route-words.ts';

interface QuickConnectProps {
  readonly families: readonly FamilyStatus[];
  readonly providers: readonly ProviderStatus[];
  /** Undefined while they are looked for. */
  readonly servers: readonly LocalServerStatus[] | undefined;
  readonly onChange: () => void;
  /** Looks for local servers again. */
  readonly onLook: () => void;
}

const card = 'flex flex-col gap-2 rounded-card border border-line bg-raised p-4';

export function QuickConnect({ families, providers, servers, onChange, onLook }: QuickConnectProps) {
  const [saves, setSaves] = useState(0);
  const openrouter = providers.find(({ id }) => id === 'openrouter');
  const reached = families.filter((family) => family.routes?.some(({ provider }) => provider === 'openrouter'));
  return (
    <div className="grid gap-3 md:grid-cols-2">
      {openrouter?.key && (
        <section className={card} aria-labelledby="connect-openrouter">
          <h3 id="connect-openrouter" className="font-semibold">
            OpenRouter: one key reaches {countFamilies(reached.length)}
          </h3>
          <Marks families={reached.map(({ id }) => id)} />
          <KeyField
            provider={openrouter.id}
            secret={openrouter.key}
            onChange={() => {
              setSaves((count) => count + 1);
              onChange();
            }}
          />
          <ProviderTest provider={openrouter} saves={saves} />
        </section>
      )}
      <section className={card} aria-labelledby="connect-local">
        <h3 id="connect-local" className="font-semibold">
          On this machine: no key, nothing leaves it
        </h3>
        <LocalServers servers={servers} />
        <div>
          <Button onClick={onLook} disabled={servers === undefined}>
            Look again
          </Button>
        </div>
      </section>
    </div>
  );
}

function LocalServers({ servers }: Pick<QuickConnectProps, 'servers'>) {
  if (!servers) return <p className="text-[13px] text-ink-soft">Looking for Ollama, LM Studio, llama.cpp and vLLM…</p>;
  const answering = servers.filter(({ answers }) => answers);
  if (answering.length === 0)
    return (
      <p className="text-[13px] text-ink-soft">
        No model server answers on the machine that Parley runs on. Start {servers.map(({ title }) => title).join(', ')}{' '}
        and look again, or get a first model with <code className="font-mono text-[12px]">ollama pull qwen3:8b</code>.
      </p>
    );
  return (
    <ul className="flex flex-col gap-2">
      {answering.map((server) => {
        const families = [...new Set(server.models.map(({ family }) => family))];
        return (
          <li key={server.id} className="text-[13px]">
            <p>
              <span className="font-medium">{server.title}</span>{' '}
              <span className="text-ink-soft">
                {server.models.length === 0
                  ? 'answers and holds no model yet.'
                  : `is connected: ${server.models.length === 1 ? '1 model' : `${server.models.length} models`} of ${countFamilies(families.length)}.`}
              </span>
            </p>
            <Marks families={families} />
          </li>
        );
      })}
    </ul>
  );
}

function Marks({ families }: { readonly families: readonly string[] }) {
  return (
    <p className="flex flex-wrap gap-1.5">
      {families.map((family) => (
        <FamilyMark key={family} family={family} />
      ))}
    </p>
  );
}
