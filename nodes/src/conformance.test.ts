// What every node type owes the rest of the product. A new folder is tested here before its author writes a line.
import { withoutUsual, withUsual } from '@parley/runtime/usual-arguments';
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

type NodeType = NonNullable<ReturnType<typeof nodeTypes.get>>;

/** For each field some values that are not its usual one, as far as the type takes them; and all of them together. */
function unusualConfigs(nodeType: NodeType, config: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const schema = z.toJSONSchema(nodeType.config, { io: 'input' });
  const fields: Record<string, { enum?: unknown[] }> = JSON.parse(JSON.stringify(schema.properties));
  const tries = Object.entries(fields).flatMap(([name, field]) =>
    [...(field.enum ?? ['gpt', 1, 3, 42, 0.5, true, false, ['yes', 'no'], [['law', 'trade']]])].map((value) => ({
      [name]: value,
    })),
  );
  const parsed = tries.flatMap((tried) => {
    const each = nodeType.config.safeParse({ ...config, ...tried });
    return each.success && !('title' in tried) ? [tried] : [];
  });
  const whole = Object.assign({}, config, ...parsed);
  const mixed = [config, whole].flatMap((base) => parsed.map((tried) => ({ ...base, ...tried })));
  return [whole, ...mixed].map((each) => nodeType.config.parse(each));
}

describe.each([...nodeTypes])('%s', (type, nodeType) => {
  const config = nodeType.config.parse({});
  const schema = z.toJSONSchema(nodeType.config, { io: 'input' });
  const ports = nodeType.ports(config);
  const configs = [config, ...unusualConfigs(nodeType, config)];

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

  test.runIf(nodeType.compile)('comes back from its step, as a program writes it', () => {
    const body = nodeType.isContainer ? { body: { steps: [], results: [] } } : {};
    for (const tried of configs) {
      const compile = (config: unknown) =>
        nodeType.compile?.({ nodeId: 'node', title: 'Node', config, inputs: {}, ...body });
      const draft = compile(tried);
      if (!draft) throw new Error('it compiles to nothing');
      const { op, args, onFailure } = draft;
      const written = withoutUsual(op, z.record(z.string(), z.json()).parse(args));
      expect(withUsual(op, written)).toEqual(args);
      const lifted = nodeType.lift?.({ op, args: withUsual(op, written), ...(onFailure && { onFailure }) });
      expect(compile(nodeType.config.parse({ ...lifted, title: 'Node' }))).toEqual(draft);
    }
    const foreign = nodeType.type === 'output' ? 'brief' : 'output';
    expect(nodeType.lift?.({ op: foreign, args: withUsual(foreign, {}) })).toBeUndefined();
  });

  test.runIf(nodeType.compile)('no argument of its step is called as one of its inputs', () => {
    const names = configs.flatMap((tried) => {
      const body = nodeType.isContainer ? { body: { steps: [], results: [] } } : {};
      const draft = nodeType.compile?.({ nodeId: 'node', title: 'Node', config: tried, inputs: {}, ...body });
      return Object.keys(draft?.args ?? {});
    });
    expect(ports.inputs.filter(({ id }) => names.includes(id) || id === 'onFailure')).toEqual([]);
  });
});
