// Loads something from the server for as long as a component shows it. Knows no route and no store.
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../api/api.ts';

export interface Loaded<Value> {
  /** The newest answer; it stays while a newer one is asked for. */
  readonly value: Value | undefined;
  /** Why the last try failed, as a sentence. */
  readonly error: string | undefined;
  readonly reload: () => void;
}

interface Held<Value> {
  readonly key?: string;
  readonly value?: Value;
  readonly error?: string;
}

/** Loads when `key` or `load` changes or `reload` is called; with an undefined key it does nothing and holds nothing. */
export function useLoaded<Value>(
  key: string | undefined,
  load: (key: string, signal: AbortSignal) => Promise<Value>,
): Loaded<Value> {
  const [held, setHeld] = useState<Held<Value>>({});
  const asking = useRef<AbortController>(undefined);

  const reload = useCallback(() => {
    asking.current?.abort();
    if (key === undefined) return;
    const { signal } = (asking.current = new AbortController());
    load(key, signal).then(
      (value) => {
        if (!signal.aborted) setHeld({ key, value });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        const failed = { key, error: messageOf(error) };
        setHeld((before) =>
          before.key === key && before.value !== undefined ? { ...failed, value: before.value } : failed,
        );
      },
    );
  }, [key, load]);

  useEffect(() => {
    reload();
    return () => asking.current?.abort();
  }, [reload]);

  const current = key !== undefined && held.key === key;
  return { value: current ? held.value : undefined, error: current ? held.error : undefined, reload };
}
