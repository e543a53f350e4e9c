// The pieces of calls in a Chat Completions stream. Servers disagree on which of index, id and name a piece carries.
import type { ModelEvent } from '../../provider.ts';
import type { HeardCall, TurnWriter } from '../turn-writer.ts';
import { fieldAt, isObject, textAt } from '../read-fields.ts';

interface CallDeltas {
  /** The `tool_calls` of one delta. */
  read(pieces: readonly unknown[]): ModelEvent[];
  /** What a server hung onto a call besides OpenAI's fields, such as a signature; it wants it back. */
  extras(call: HeardCall): Readonly<Record<string, unknown>>;
}

const usualFields: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function']);

/** Hands the pieces to `turn`, each under its call. */
export function createCallDeltas(turn: TurnWriter): CallDeltas {
  /** The server's own id and position of each call, by key. */
  const known: { readonly index: number; readonly id: string }[] = [];
  const extras = new Map<string, Record<string, unknown>>();

  /** Which call a piece belongs to; a new one when it says so. */
  const keyOf = (piece: object, id: string, tool: string): number => {
    const told = fieldAt(piece, 'index');
    const index = typeof told === 'number' ? told : undefined;
    const last = known.findLastIndex((call) => index === undefined || call.index === index);
    const call = known[last];
    // Some servers give every call the same position, or none: a name with another id, or with neither, begins a call.
    const begins = tool !== '' && (id === '' ? index === undefined : id !== call?.id);
    if (call && !begins) return last;
    return known.push({ index: index ?? known.length, id }) - 1;
  };

  return {
    read: (pieces) =>
      pieces.filter(isObject).flatMap((piece) => {
        const told = fieldAt(piece, 'function');
        const work = isObject(told) ? told : {};
        const id = textAt(piece, 'id');
        const tool = textAt(work, 'name');
        const key = keyOf(piece, id, tool);
        const begun = turn.call(key, { ...(id !== '' && { id }), ...(tool !== '' && { tool }) });
        const more = Object.entries(piece).filter(([name, value]) => !usualFields.has(name) && value !== null);
        const heard = turn.heard(key);
        if (heard && more.length > 0) extras.set(heard.id, { ...extras.get(heard.id), ...Object.fromEntries(more) });
        const json = fieldAt(work, 'arguments');
        return [
          ...begun,
          ...turn.argue(key, typeof json === 'string' ? json : isObject(json) ? JSON.stringify(json) : ''),
        ];
      }),
    extras: ({ id }) => extras.get(id) ?? {},
  };
}
