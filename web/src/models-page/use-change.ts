// One change of a setting at a time: whether it is on its way, and what went wrong with it.
import { useState } from 'react';
import { messageOf } from '../api/api.ts';

export interface Change {
  readonly busy: boolean;
  readonly error: string | undefined;
  /** Resolves when it was tried; `onDone` is called only when it worked. */
  readonly run: (change: () => Promise<unknown>, onDone: () => void) => Promise<void>;
}

export function useChange(): Change {
  const [state, setState] = useState<{ busy: boolean; error?: string }>({ busy: false });
  return {
    busy: state.busy,
    error: state.error,
    async run(change, onDone) {
      setState({ busy: true });
      try {
        await change();
        setState({ busy: false });
        onDone();
      } catch (error) {
        setState({ busy: false, error: messageOf(error) });
      }
    },
  };
}
