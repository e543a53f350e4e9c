// ProviderTest: asks a provider whether its key and address are good, and says what it answered.
import type { ProviderCheck, ProviderStatus } from '@parley/spec';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { messageOf } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { providerApi } from './provider-api.ts';

interface ProviderTestProps {
  readonly provider: ProviderStatus;
  /** How often its key or address was saved here: what was just saved is tested at once. */
  readonly saves: number;
}

type Told = Pick<ProviderCheck, 'message'> & Partial<ProviderCheck>;

/** Nothing for a provider that lacks what it cannot be asked without. */
export function ProviderTest({ provider, saves }: ProviderTestProps) {
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<{ readonly to: number; readonly told: Told }>();
  const { id, title } = provider;
  const canBeAsked =
    (provider.key === undefined || provider.key.optional === true || provider.key.source !== 'none') &&
    (!provider.needsAddress || provider.baseUrl?.value !== undefined);
  const wanted = canBeAsked ? saves + asked : 0;

  useEffect(() => {
    if (wanted === 0) return;
    const answerWith = (words: Told) => setAnswer({ to: wanted, told: words });
    const left = new AbortController();
    providerApi.test(id, left.signal).then(answerWith, (error: unknown) => {
      if (!left.signal.aborted) answerWith({ message: messageOf(error) });
    });
    return () => left.abort();
  }, [id, wanted]);

  if (!canBeAsked) return null;
  const told = answer?.to === wanted ? answer.told : undefined;
  const busy = wanted > 0 && told === undefined;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button disabled={busy} onClick={() => setAsked((count) => count + 1)}>
        Test<span className="sr-only"> {title}</span>
      </Button>
      <p role="status" className="min-w-48 flex-1 text-[13px]">
        {busy && <span className="text-ink-soft">Asking {title}…</span>}
        {told && <Answer told={told} />}
      </p>
    </div>
  );
}

function Answer({ told }: { readonly told: Told }) {
  const works = told.outcome === 'works';
  const Icon = works ? CircleCheck : CircleAlert;
  return (
    <span className="flex items-start gap-1.5">
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${works ? 'text-done' : 'text-failed'}`} />
      <span className="break-words">
        {told.message}
        {works && told.milliseconds !== undefined && (
          <span className="text-ink-soft"> It took {(told.milliseconds / 1000).toFixed(1)} s.</span>
        )}
      </span>
    </span>
  );
}
