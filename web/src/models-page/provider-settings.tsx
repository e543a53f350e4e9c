// ProviderSettings: what one provider needs: its key, its address, how much it may be asked for, and whether it works.
import type { ProviderStatus } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { AddressField } from './address-field.tsx';
import { KeyField } from './key-field.tsx';
import { LimitsField } from './limits-field.tsx';
import { ProviderTest } from './provider-test.tsx';

interface ProviderSettingsProps {
  readonly provider: ProviderStatus;
  /** After anything was saved. */
  readonly onChange: () => void;
}

export function ProviderSettings({ provider, onChange }: ProviderSettingsProps) {
  const { key, baseUrl, needsAddress, local } = provider;
  const [saves, setSaves] = useState(0);
  const onSave = () => {
    setSaves((count) => count + 1);
    onChange();
  };
  const address = baseUrl && (
    // Another answer of the server makes it anew, so that it shows what is saved.
    <AddressField key={baseUrl.value} provider={provider.id} address={baseUrl} onChange={onSave} />
  );
  return (
    <section
      className="flex flex-col gap-3 rounded-card border border-line bg-raised p-4"
      aria-label={`Settings of ${provider.title}`}
    >
      {needsAddress && address}
      {key && <KeyField provider={provider.id} secret={key} onChange={onSave} />}
      {local && address}
      <ProviderTest provider={provider} saves={saves} />
      {!needsAddress && !local && baseUrl && (
        <details className="group" open={baseUrl.source !== 'default'}>
          <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
            <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
            Address of {provider.title}
          </summary>
          {address}
        </details>
      )}
      <LimitsField provider={provider} onChange={onChange} />
    </section>
  );
}
