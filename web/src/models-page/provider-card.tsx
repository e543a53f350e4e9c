// ProviderCard: one provider with the families it serves, its key and its address.
import type { FamilyStatus, ProviderStatus } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { AddressField } from './address-field.tsx';
import { FamilyRow } from './family-row.tsx';
import { KeyField } from './key-field.tsx';

interface ProviderCardProps {
  readonly provider: ProviderStatus;
  /** Families it serves. */
  readonly families: readonly FamilyStatus[];
  /** After anything was saved. */
  readonly onChange: () => void;
}

export function ProviderCard({ provider, families, onChange }: ProviderCardProps) {
  const { key, baseUrl } = provider;
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-raised p-4" aria-label={provider.title}>
      <ul className="flex flex-col gap-2">
        {families.map((family) => (
          <FamilyRow key={family.id} family={family} />
        ))}
      </ul>
      {key && <KeyField provider={provider.id} secret={key} onChange={onChange} />}
      {baseUrl && (
        <details className="group" open={baseUrl.source !== 'default'}>
          <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
            <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
            Address of {provider.title}
          </summary>
          <AddressField provider={provider.id} address={baseUrl} onChange={onChange} />
        </details>
      )}
    </section>
  );
}
