// What is read from the code of a mesh before it becomes a Graph: calls, and what flows between them.
import type { bodySources, Step } from '@parley/spec';

export type Json = Step['args'][string];

/** Something that a canvas cannot show as it is written; nothing is left out without one. */
export interface MeshNote {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** One call of `mesh.<op>(title, settings)`. */
export interface MeshCall {
  readonly op: string;
  readonly title: string;
  readonly line: number;
  /** The first constant that held what it came to. */
  name?: string;
  readonly settings: readonly Setting[];
  /** The loop in whose rounds it stands. */
  readonly loop?: MeshCall;
  /** The sides that the `if`s around it ask for. */
  readonly sides: readonly Wire[];
  /** Of a loop: what its rounds come to. */
  ends?: { readonly wires: readonly Wire[]; readonly line: number };
}

export interface Setting {
  readonly name: string;
  readonly line: number;
  readonly value: MeshValue;
}

/** What comes from one call. */
export interface Wire {
  readonly call: MeshCall;
  /** Of a branch. */
  readonly side?: string;
  /** Of a loop: what it gives to each round, not what it comes to. */
  readonly given?: keyof typeof bodySources;
}

/** What an expression stands for. */
export type MeshValue =
  | { readonly kind: 'mesh' }
  | { readonly kind: 'data'; readonly value: Json }
  | { readonly kind: 'call'; readonly call: MeshCall }
  | { readonly kind: 'wires'; readonly wires: readonly Wire[] }
  | { readonly kind: 'list'; readonly items: readonly MeshValue[] }
  | { readonly kind: 'rounds' | 'round'; readonly loop: MeshCall }
  /** What `mesh.results` and `round.end` give. */
  | { readonly kind: 'done' }
  | { readonly kind: 'unclear' };

/** The wires in a value, in order; undefined when there is something else in it. */
export function wiresIn(value: MeshValue): readonly Wire[] | undefined {
  if (value.kind === 'wires') return value.wires;
  if (value.kind === 'call') return [{ call: value.call }];
  if (value.kind === 'data') return Array.isArray(value.value) && value.value.length === 0 ? [] : undefined;
  if (value.kind !== 'list') return undefined;
  const all = value.items.map(wiresIn);
  return all.every((wires) => wires !== undefined) ? all.flat() : undefined;
}
