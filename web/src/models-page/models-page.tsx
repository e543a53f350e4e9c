// ModelsPage: which families can speak now and over whom, what the others need, and the place to give it to them.
import type { FamilyStatus } from '@parley/spec';
import { useCallback, useEffect, useState } from 'react';
import { useLoaded } from '../run/use-loaded.ts';
import { refreshFamilies, useFamilies } from '../state/families.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FamilyRow } from './family-row.tsx';
import { providerApi } from './provider-api.ts';
import { QuickConnect } from './quick-connect.tsx';
import { countFamilies } from './route-words.ts';
import { SpendingSection } from './spending-section.tsx';

interface ModelsPageProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ModelsPage({ open, onOpenChange }: ModelsPageProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="large"
      title="Models"
      description="A family is a lineage of models that reason alike; it may be reached over several providers and still counts once. A key goes once to your own Parley server, is stored there encrypted, and is never shown again."
    >
      <div className="flex flex-col gap-6">
        <Families />
        <LocalReaders />
      </div>
    </Dialog>
  );
}

const loadProviders = (_: string, signal: AbortSignal) => providerApi.list(signal);
const loadServers = (_: string, signal: AbortSignal) => providerApi.local(signal);

/** The families on the canvas learn of it at once; if the server is away they are asked again when it is back. */
function tellFamilies(): void {
  refreshFamilies().catch(() => undefined);
}

function Families() {
  const { value: providers, error, reload } = useLoaded('providers', loadProviders);
  const { value: servers, reload: look } = useLoaded('servers', loadServers);
  const families = useFamilies().filter(({ kind }) => kind === 'model');
  // Those that could speak when the page was opened lead; nothing changes places under a person's hand.
  const [first] = useState(() => new Set(families.flatMap(({ id, available }) => (available ? [id] : []))));
  const onChange = useCallback(() => {
    reload();
    look();
    tellFamilies();
  }, [reload, look]);

  // What was found on this machine, and what connected providers list, may let more families speak.
  useEffect(() => {
    if (servers) tellFamilies();
  }, [servers]);
  useEffect(() => {
    providerApi.refresh().then(tellFamilies, () => undefined);
  }, []);

  if (!providers) {
    if (error === undefined) return <p className="text-ink-soft">Asking the server…</p>;
    return (
      <div className="flex flex-col items-start gap-2">
        <p role="alert">{error}</p>
        <Button onClick={reload}>Try again</Button>
      </div>
    );
  }
  const speaking = families.filter(({ available }) => available);
  const isFirst = ({ id }: FamilyStatus) => first.has(id);
  return (
    <>
      <QuickConnect families={families} providers={providers} servers={servers} onChange={onChange} onLook={look} />
      <section aria-labelledby="model-families">
        <h3 id="model-families" className="text-[15px] leading-6 font-semibold">
          {speaking.length === 0
            ? 'No model family can speak yet'
            : `${countFamilies(speaking.length)} of ${families.length} can speak now`}
        </h3>
        <ul className="flex flex-col divide-y divide-line">
          {[...families.filter(isFirst), ...families.filter((family) => !isFirst(family))].map((family) => (
            <FamilyRow key={family.id} family={family} providers={providers} onChange={onChange} />
          ))}
        </ul>
      </section>
      <SpendingSection />
    </>
  );
}

const none = () => undefined;

function LocalReaders() {
  const readers = useFamilies().filter((family) => family.kind === 'reader');
  if (readers.length === 0) return null;
  return (
    <section className="flex flex-col gap-2" aria-labelledby="local-readers">
      <h3 id="local-readers" className="text-[15px] leading-6 font-semibold">
        Local readers: they quote, never write
      </h3>
      <p className="max-w-prose text-[13px] text-ink-soft">
        They need no key and no download, and nothing leaves the machine Parley runs on. Each reads your documents in
        its own way and answers with the passages it finds, word for word. They do not understand, judge or take a
        stance: when two readers quote the same passage, it is prominent, not proven.
      </p>
      <ul className="flex flex-col">
        {readers.map((family) => (
          <FamilyRow key={family.id} family={family} providers={[]} onChange={none} />
        ))}
      </ul>
    </section>
  );
}
