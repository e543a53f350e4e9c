// Many small reads of one table in one turn become one query. It keeps nothing: a read after a write sees what was written.
import { setImmediate as turn } from 'node:timers/promises';

/** A function whose calls of one turn share one `load`, begun after the last of them was made. */
export function readTogether<Rows>(load: () => Promise<Rows>): () => Promise<Rows> {
  let next: Promise<Rows> | undefined;
  const begin = async (): Promise<Rows> => {
    await turn();
    next = undefined;
    return load();
  };
  return () => (next ??= begin());
}
