// What every node type owes the rest of the product. A new folder is tested here before its author writes a line.
import { graphSchema, nodeGroups, stepSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { nodeTypes } from './index.ts';

const fieldSchema = z.looseObject({
  title: z.string().min(1),
  description: z.string().min(10),
  default: z.json(),
  control: z.enum(['multiline', 'markdown', 'family', 'model', 'documents', 'list', 'tools', 'pairs']).optional(),
});

describe.each([...nodeTypes])('%s', (type, nodeType) => {
  const config = nodeType.config.parse({});
  const schema = z.toJSONSchema(nodeType.config, { io: 'input' });
  const ports = nodeType.ports(config);

  test('is registered under its own name, with what the palette shows', () => {
    expect(nodeType.type).toBe(type);
    expect(nodeType.version).toBeGreaterThanOrEqual(1);
    expect(nodeGroups).toContain(nodeType.group);
    expect(nodeType.icon).toMatch(/^[a-z]+(-[a-z0-9]+)*$/u);
    expect(nodeType.title).toMatch(/^\p{Lu}/u);
    expect(nodeType.description).toMatch(/^\p{Lu}.*\.$/su);
  });

  test('an empty config becomes a whole one that a graph can hold', () => {
    const nodes = [{ id: 'node', type, position: { x: 0, y: 0 }, config }];
    expect(graphSchema.parse({ version: 1, name: 'One node', nodes, edges: [] }).nodes).toEqual(nodes);
    expect(nodeType.config.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(config).toMatchObject({ title: nodeType.title });
  });

  test('every field has a default, a title and a description in the schema the form is drawn from', () => {
    const fields = JSON.parse(JSON.stringify(schema.properties));
    expect(Object.keys(fields)).toEqual(Object.keys(config));
    for (const [name, field] of Object.entries(fields)) {
      expect([name, fieldSchema.parse(field).default]).toEqual([name, config[name]]);
    }
    expect(schema.additionalProperties).toBe(false);
  });

  test('refuses fields it does not know and values of the wrong kind', () => {
    expect(nodeType.config.safeParse({ ...config, unknown: 1 }).success).toBe(false);
    for (const field of Object.keys(config)) {
      expect([field, nodeType.config.safeParse({ ...config, [field]: { wrong: true } }).success]).toEqual([
        field,
        false,
      ]);
    }
  });

  test('ports have ids of their own and limits that can be met', () => {
    for (const side of [ports.inputs, ports.outputs]) {
      expect(new Set(side.map(({ id }) => id)).size).toBe(side.length);
      for (const { id, title } of side) expect([id, title]).toEqual([expect.stringMatching(/^[a-z]+$/u), title.trim()]);
    }
    for (const { accepts, min, many } of ports.inputs) {
      expect(accepts.length).toBeGreaterThan(0);
      expect(min).toBeLessThanOrEqual(many ? 10 : 1);
    }
  });

  test('its role fits its ports', () => {
    if (nodeType.role === 'source') expect([ports.inputs.length, ports.outputs.length > 0]).toEqual([0, true]);
    else if (nodeType.role === 'sink') expect([ports.inputs.length > 0, ports.outputs.length]).toEqual([true, 0]);
    else if (nodeType.role === 'annotation') expect(ports).toEqual({ inputs: [], outputs: [] });
    else expect([ports.inputs.length > 0, ports.outputs.length > 0]).toEqual([true, true]);
    expect(nodeType.compile === undefined).toBe(nodeType.role === 'annotation');
  });

  test('the summary is one line', () => {
    expect(nodeType.summary(config)).not.toContain('\n');
  });

  test('its checks give sentences that name the node and fixes that parse', () => {
    const named = { ...config, title: 'My node', family: 'nobody-by-that-name' };
    const probed = nodeType.config.safeParse(named).success ? named : { ...config, title: 'My node' };
    const family = {
      id: 'one',
      title: 'One',
      lineage: 'one',
      kind: 'reader' as const,
      description: '',
      glyph: '',
      provider: '',
      models: [],
      defaultModel: '',
      available: true,
    };
    for (const fault of nodeType.check?.(probed, [family]) ?? []) {
      expect(fault.message).toContain('"My node"');
      expect(fault.message).toMatch(/\.$/u);
      if (fault.fix) nodeType.config.parse({ ...probed, ...fault.fix.config });
    }
  });

  test.runIf(nodeType.compile)('compiles to JSON and hands its inputs on', () => {
    const inputs = Object.fromEntries(
      ports.inputs.map(({ id, many, toleratesMissing = false }) => [id, { steps: ['before'], many, toleratesMissing }]),
    );
    const draft = nodeType.compile?.({ nodeId: 'node', title: 'Node', config, inputs });
    const step = { id: 'node', nodeId: 'node', title: 'Node', ...draft };
    expect(stepSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(step);
    expect(draft?.inputs).toEqual(inputs);
  });
});
