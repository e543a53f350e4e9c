// What this browser remembers between visits. Anything may stand in its storage, so what does not fit is as if it were not there.
import type { z } from 'zod';

/** The remembered value, or undefined when there is none of this shape. */
export function readRemembered<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  storage: Pick<Storage, 'getItem'> = localStorage,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Remembers a preference. A storage that is full costs the preference and nothing else. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Only a preference is lost.
  }
}
