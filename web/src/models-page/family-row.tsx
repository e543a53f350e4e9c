// FamilyRow: one family: its mark, over whom it speaks now or why it does not, and every way to connect it.
import { families as catalogue } from '@parley/models/catalogue';
import type { FamilyStatus, ProviderStatus } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { FamilyMark } from '../family/family-mark.tsx';
import { StepShape } from '../run/step-shape.tsx';
import { RouteList } from './route-list.tsx';
import { modelPrice, priceWords } from './price-words.ts';
import { stateWords } from './route-words.ts';

interface FamilyRowProps {
  readonly family: FamilyStatus;
  /** Empty for a reader, which needs none. */
  readonly providers: readonly ProviderStatus[];
  /** After anything was saved. */
  readonly onChange: () => void;
}

export function FamilyRow({ family, providers, onChange }: FamilyRowProps) {
  const terms = catalogue.find(({ id }) => id === family.id);
  const models = family.models.slice(0, 6).map((model) => [model.title, modelPrice(model)].filter(Boolean).join(' '));
  const more = family.models.length - models.length;
  return (
    <li className="flex gap-2.5 py-2">
      <span className="flex h-5 items-center">
        <FamilyMark family={family.id} size={16} />
      </span>
      <div className="min-w-0 flex-1" role="group" aria-label={family.title}>
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{family.title}</span>
          <span className="flex items-center gap-1 text-[12px] text-ink-soft">
            <StepShape shape={family.available ? 'done' : 'missing'} />
            {stateWords(family)}
          </span>
          {priceWords(family) && <span className="text-[12px] text-ink-faint">{priceWords(family)}</span>}
        </p>
        <p className="text-[13px] break-words text-ink-soft">
          {family.available || family.missing === 'key' ? family.description : (family.reason ?? family.description)}
        </p>
        {family.routes && (
          <details className="group">
            <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
              <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
              {family.available ? 'Routes, models and terms' : 'Ways to connect'}
              <span className="sr-only"> of {family.title}</span>
            </summary>
            <div className="flex flex-col gap-2 pb-1 pl-5">
              <RouteList family={family} routes={family.routes} providers={providers} onChange={onChange} />
              {models.length > 0 && (
                <p className="text-[12px] break-words text-ink-faint">
                  Models: {models.join('; ')}
                  {more > 0 && ` and ${more} more`}. Any other id works as well.
                </p>
              )}
              {terms && (
                <p className="text-[12px] text-ink-faint">
                  Licence: {terms.licence.title}. {terms.trainingTerms}
                </p>
              )}
            </div>
          </details>
        )}
      </div>
    </li>
  );
}
