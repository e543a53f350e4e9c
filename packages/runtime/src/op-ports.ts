// The input ports of each op: what an exported program is typed and split by. A node type that compiles to an op has these.
import type { OpName, StepInput } from '@parley/spec';

/** How wires into a port are taken; see `StepInput`. */
export type OpPort = Pick<StepInput, 'many' | 'toleratesMissing' | 'optional'>;

const one: OpPort = { many: false, toleratesMissing: false };
const many: OpPort = { many: true, toleratesMissing: false };
const voices: OpPort = { many: true, toleratesMissing: true };

/** By op and port id. `optional` holds of plain wires: a wire that leaves a branch by a side says: only if it is taken. */
export const opPorts: Readonly<Record<OpName, Readonly<Record<string, OpPort>>>> = {
  brief: {},
  generate: { brief: many, context: many, before: { many: false, toleratesMissing: true, optional: true } },
  consensus: { voices },
  synthesise: { voices, verdict: { many: false, toleratesMissing: true, optional: true } },
  branch: { verdict: { many: false, toleratesMissing: true }, brief: one },
  output: { result: one },
  loop: { brief: many },
  intersect: { voices },
};
