// ProviderSettings: what one provider needs: its key and its address.
import type { ProviderStatus } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { AddressField } from './address-field.tsx';
import { KeyField } from './key-field.tsx';

interface ProviderSettingsProps {
  readonly provider: ProviderStatus;
  /** After anything was saved. */
  readonly onChange: () => void;
}

export function ProviderSettings({ provider, onChange }: ProviderSettingsProps) {
  const { key, baseUrl, needsAddress, local } = provider;
  const address = baseUrl && (
    // Another answer of the server makes it anew, so that it shows what is saved.
    <AddressField key={baseUrl.value} provider={provider.id} address={baseUrl} onChange={onChange} />
  );
  return (
    <section
      className="flex flex-col gap-3 rounded-card border border-line bg-raised p-4"
      aria-label={`Settings of ${provider.title}`}
    >
      {needsAddress && address}
      {key && <KeyField provider={provider.id} secret={key} onChange={onChange} />}
      {local && address}
      {!needsAddress && !local && baseUrl && (
        <details className="group" open={baseUrl.source !== 'default'}>
          <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
            <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
            Address of {provider.title}
          </summary>
          {address}
        </details>
      )}
    </section>
  );
}
