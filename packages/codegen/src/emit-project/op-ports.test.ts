// The ports that a program is split by are those that node types compile to: one table, held to the other.
import { nodeTypes } from '@parley/nodes';
import { opPorts } from '@parley/runtime';
import type { Step } from '@parley/spec';
import { describe, expect, test } from 'vitest';

describe.each([...nodeTypes].filter(([, { compile }]) => compile))('%s', (_type, nodeType) => {
  test('has the ports of its op', () => {
    const config = nodeType.config.parse({});
    // Both sides of a router that hand on the same have one port less.
    const inputs: Step['inputs'] = Object.fromEntries(
      nodeType.ports(config).inputs.map(({ id, min, many, toleratesMissing = false }) => [
        id,
        {
          steps: ['before'],
          many,
          toleratesMissing,
          ...(min === 0 && toleratesMissing && { optional: true as const }),
        },
      ]),
    );
    const step = nodeType.compile?.({ nodeId: 'node', title: 'Node', config, inputs });
    if (!step) throw new Error('It compiles to nothing.');
    const wired = Object.entries(step.inputs).map(([port, { steps: _, ...how }]) => [port, how] as const);
    expect(wired.map(([port]) => [port, opPorts[step.op][port]])).toEqual(wired);
  });
});
