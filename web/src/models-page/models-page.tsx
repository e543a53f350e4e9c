// ModelsPage: which families can speak now, what the others need, and the place to give it to them.
import { useCallback } from 'react';
import { refreshFamilies, useFamilies } from '../state/families.ts';
import { useLoaded } from '../run/use-loaded.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FamilyRow } from './family-row.tsx';
import { providerApi } from './provider-api.ts';
import { ProviderCard } from './provider-card.tsx';

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
      description="A family is a lineage of models that reason alike. Give a family its key to let it speak: it goes once to your own Parley server, is stored there encrypted, and is never shown again."
    >
      <div className="flex flex-col gap-6">
        <Providers />
        <LocalReaders />
      </div>
    </Dialog>
  );
}

const loadProviders = (_: string, signal: AbortSignal) => providerApi.list(signal);

function Providers() {
  const { value: providers, error, reload } = useLoaded('providers', loadProviders);
  const families = useFamilies();
  const onChange = useCallback(() => {
    reload();
    // The families on the canvas learn of it at once; if the server is away they are asked again when it is back.
    refreshFamilies().catch(() => undefined);
  }, [reload]);

  if (!providers) {
    if (error === undefined) return <p className="text-ink-soft">Asking the server…</p>;
    return (
      <div className="flex flex-col items-start gap-2">
        <p role="alert">{error}</p>
        <Button onClick={reload}>Try again</Button>
      </div>
    );
  }
  // A provider with neither key nor address has nothing to set: its readers are listed on their own.
  const settable = providers.filter((provider) => provider.key || provider.baseUrl);
  return (
    <section className="flex flex-col gap-3" aria-label="Model families">
      {settable.map((provider) => (
        <ProviderCard
          key={provider.id}
          provider={provider}
          families={families.filter((family) => family.provider === provider.id)}
          onChange={onChange}
        />
      ))}
    </section>
  );
}

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
      <ul className="flex flex-col gap-2">
        {readers.map((family) => (
          <FamilyRow key={family.id} family={family} />
        ))}
      </ul>
    </section>
  );
}
