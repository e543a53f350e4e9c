// App: the one screen. It arranges; what happens is in commands and stores.
import { LoaderCircle } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Toaster } from 'sonner';
import { ImportDialog } from '../code/import-dialog.tsx';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { HistoryPage } from '../history-page/history-page.tsx';
import { ModelsPage } from '../models-page/models-page.tsx';
import { ToolsPage } from '../tools-page/tools-page.tsx';
import { useView, viewStore } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { CommandList } from './command-list.tsx';
import { NarrowLayout } from './narrow-layout.tsx';
import { SaveBanner } from './save-state.tsx';
import { TopBar } from './top-bar.tsx';
import type { Opening } from './use-session.ts';
import { useSession } from './use-session.ts';
import { WideLayout } from './wide-layout.tsx';

const toastOptions = {
  style: {
    fontFamily: 'var(--font-sans)',
    background: 'var(--color-raised)',
    color: 'var(--color-ink)',
    borderColor: 'var(--color-line)',
  },
};

const narrowQuery = matchMedia('(max-width: 767px)');

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrowQuery.addEventListener('change', onChange);
      return () => narrowQuery.removeEventListener('change', onChange);
    },
    () => narrowQuery.matches,
  );
}

export function App() {
  const { opening, retry } = useSession();
  const isNarrow = useIsNarrow();
  const isModelsOpen = useView((view) => view.modelsOpen);
  const isToolsOpen = useView((view) => view.toolsOpen);
  const isHistoryOpen = useView((view) => view.historyOpen);
  const theme = useView((view) => view.theme);
  useShortcuts();
  return (
    <TooltipProvider>
      {opening.state === 'open' ? (
        <div className="flex h-full flex-col">
          <TopBar narrow={isNarrow} />
          <SaveBanner />
          {isNarrow ? <NarrowLayout /> : <WideLayout />}
        </div>
      ) : (
        <OpeningScreen opening={opening} onRetry={retry} />
      )}
      <ModelsPage open={isModelsOpen} onOpenChange={(modelsOpen) => viewStore.setState({ modelsOpen })} />
      <ToolsPage open={isToolsOpen} onOpenChange={(toolsOpen) => viewStore.setState({ toolsOpen })} />
      <HistoryPage open={isHistoryOpen} onOpenChange={(historyOpen) => viewStore.setState({ historyOpen })} />
      <ImportDialog />
      <CommandList />
      <Toaster theme={theme} position="bottom-center" toastOptions={toastOptions} closeButton />
    </TooltipProvider>
  );
}

interface OpeningScreenProps {
  readonly opening: Opening;
  readonly onRetry: () => void;
}

function OpeningScreen({ opening, onRetry }: OpeningScreenProps) {
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      {opening.state === 'failed' ? (
        <>
          <p className="max-w-md">{opening.message}</p>
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : (
        <p className="flex items-center gap-2 text-ink-soft">
          <LoaderCircle size={16} aria-hidden className="animate-spin" />
          Opening your mesh…
        </p>
      )}
    </main>
  );
}
