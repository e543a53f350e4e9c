// Ports: where edges attach. A port type is the `kind` of the value that flows through it.
import type { Value } from './value.ts';

/** A branch flows through no wire: what it passes on does. */
export type PortType = Exclude<Value['kind'], 'branch'>;

export interface OutputPort {
  readonly id: string;
  readonly title: string;
  readonly type: PortType;
  /** One of several ways on, of which a run takes exactly one. */
  readonly isSide?: boolean;
}

export interface InputPort {
  readonly id: string;
  readonly title: string;
  /** Value kinds this port takes. */
  readonly accepts: readonly PortType[];
  /** Fewest and most edges. `min: 0` is optional; `max` defaults to any number when `many`, else 1. */
  readonly min: number;
  readonly many: boolean;
  /** Whether the node can go on when some of the steps wired here failed; they arrive as missing voices. */
  readonly toleratesMissing?: boolean;
  /** Whether a port that takes one value may have several wires, when no run takes two of them. */
  readonly takesEither?: boolean;
}

export interface Ports {
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
}

/** A person's word for each port type. */
export const portTypeTitles: Record<PortType, string> = {
  brief: 'a brief (question and documents)',
  answer: 'an answer',
  verdict: 'a verdict',
  report: 'a report',
  findings: 'findings between domains',
};

/** Why this output cannot feed this input, in one sentence; undefined when it can. */
export function explainPortMismatch(output: OutputPort, input: InputPort): string | undefined {
  if (input.accepts.includes(output.type)) return undefined;
  const wanted = input.accepts.map((type) => portTypeTitles[type]).join(' or ');
  return `"${input.title}" takes ${wanted}, but "${output.title}" gives ${portTypeTitles[output.type]}.`;
}
