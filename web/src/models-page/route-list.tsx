// RouteList: every way to a family, preferred first: its state in words, and the place to give what it lacks.
import type { FamilyStatus, ProviderStatus, RouteStatus } from '@parley/spec';
import { useState } from 'react';
import { StepShape } from '../run/step-shape.tsx';
import { Button } from '../ui/button.tsx';
import { ProviderSettings } from './provider-settings.tsx';
import { routeWords } from './route-words.ts';

interface RouteListProps {
  readonly family: FamilyStatus;
  readonly routes: readonly RouteStatus[];
  readonly providers: readonly ProviderStatus[];
  readonly onChange: () => void;
}

export function RouteList({ family, routes, providers, onChange }: RouteListProps) {
  const [opened, setOpened] = useState<string>();
  return (
    <ol className="flex flex-col gap-1" aria-label={`Routes of ${family.title}, preferred first`}>
      {routes.map((route) => {
        const provider = providers.find(({ id }) => id === route.provider);
        const open = opened === route.provider;
        return (
          <li key={route.provider} className="flex flex-col gap-2">
            <div className="flex min-h-8 flex-wrap items-center gap-x-2">
              <StepShape shape={route.ready ? 'done' : 'waiting'} />
              <span className="font-medium">{route.title}</span>
              <span className="min-w-0 flex-1 text-[12px] text-ink-soft">{routeWords(route, family)}</span>
              {provider && (provider.key || provider.baseUrl) && (
                <Button
                  variant="quiet"
                  aria-expanded={open}
                  onClick={() => setOpened(open ? undefined : route.provider)}
                >
                  {route.needs === 'key' || route.needs === 'address' ? 'Connect' : 'Settings'}
                  <span className="sr-only"> {route.title}</span>
                </Button>
              )}
            </div>
            {open && provider && <ProviderSettings provider={provider} onChange={onChange} />}
          </li>
        );
      })}
    </ol>
  );
}
