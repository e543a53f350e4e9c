// SaveState: whether the mesh is saved, in words; and what a person decides when it cannot be.
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { autosave, useSaveStatus } from '../state/graph-store.ts';
import { saveCopy } from '../state/meshes.ts';
import type { SaveStatus } from '../state/autosave.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';

export function SaveState() {
  const status = useSaveStatus();
  const isBad = status.state === 'failed' || status.state === 'conflict';
  return (
    <span
      title={wordsOf(status)}
      className={classNames(
        'flex min-w-0 items-center gap-1 text-[12px] whitespace-nowrap',
        isBad ? 'text-failed' : 'text-ink-faint',
      )}
    >
      {isBad && <CircleAlert size={14} aria-hidden className="shrink-0" />}
      <span className="truncate">{wordsOf(status)}</span>
    </span>
  );
}

function wordsOf(status: SaveStatus): string {
  switch (status.state) {
    case 'saved':
      return 'Saved';
    case 'unsaved':
    case 'saving':
      return 'Saving…';
    case 'failed':
      return `Not saved: ${status.message}`;
    case 'conflict':
      return 'Not saved';
  }
}

/** Under the top bar, only when there is something to decide. */
export function SaveBanner() {
  const status = useSaveStatus();
  const [isBusy, setIsBusy] = useState(false);
  const act = (task: () => Promise<void>) => {
    setIsBusy(true);
    task()
      .catch((error: unknown) => toast.error(messageOf(error)))
      .finally(() => setIsBusy(false));
  };
  if (status.state === 'conflict') {
    return (
      <Banner words="This mesh was changed in another tab. Both versions are kept until you choose.">
        <Button disabled={isBusy} onClick={() => act(autosave.keepMine)}>
          Keep mine
        </Button>
        <Button disabled={isBusy} onClick={autosave.takeTheirs}>
          Take theirs
        </Button>
        <Button disabled={isBusy} onClick={() => act(saveCopy)}>
          Save mine as a copy
        </Button>
      </Banner>
    );
  }
  if (status.state === 'failed' && status.gone) {
    return (
      <Banner words="This mesh was deleted somewhere else. Your version is kept here.">
        <Button disabled={isBusy} onClick={() => act(saveCopy)}>
          Save mine as a copy
        </Button>
      </Banner>
    );
  }
  return null;
}

function Banner({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-warning-soft px-4 py-2 text-[13px]"
    >
      <CircleAlert size={16} aria-hidden className="shrink-0 text-warning" />
      <p className="min-w-60 flex-1">{words}</p>
      {children}
    </div>
  );
}
