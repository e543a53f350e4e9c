// What a form needs to know of a node type's settings, read from its zod schema: the schema stays the only source.
// A small renderer of our own instead of rjsf: its validators compile code, which our content policy forbids, and zod
// has already checked the config by the time a fault is shown.
import type { FieldControl, NodeType } from '@parley/spec';
import { z } from 'zod';

export interface FieldSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly control: FieldControl | 'line' | 'number' | 'switch' | 'select' | 'unknown';
  readonly default: unknown;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Most characters of a text, or entries of a list. */
  readonly limit: number | undefined;
  /** Few people need it: it stays behind a disclosure while it holds its default. */
  readonly more: boolean;
}

const propertySchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  title: z.string().optional(),
  description: z.string().optional(),
  control: z
    .enum(['multiline', 'markdown', 'family', 'model', 'documents', 'list', 'tools', 'pairs'])
    .optional()
    .catch(undefined),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional().catch(undefined),
  items: z.looseObject({ type: z.string().optional() }).optional().catch(undefined),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  more: z.boolean().default(false),
});
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}) });

const specs = new WeakMap<NodeType, readonly FieldSpec[]>();

/** The fields of a node type's config, in the order of its schema. */
export function fieldSpecs(nodeType: NodeType): readonly FieldSpec[] {
  const known = specs.get(nodeType);
  if (known) return known;
  const schema = objectSchema.parse(z.toJSONSchema(nodeType.config, { io: 'input', unrepresentable: 'any' }));
  const fields = Object.entries(schema.properties).map(
    ([name, property]): FieldSpec => ({
      name,
      title: property.title ?? name,
      description: property.description,
      control: property.control ?? controlOf(property),
      default: property.default,
      options: (property.enum ?? []).map((value) => ({ value, title: property.labels[value] ?? value })),
      minimum: property.minimum,
      maximum: property.maximum,
      limit: property.maxLength ?? property.maxItems,
      more: property.more,
    }),
  );
  specs.set(nodeType, fields);
  return fields;
}

function controlOf(property: z.infer<typeof propertySchema>): FieldSpec['control'] {
  if (property.enum) return 'select';
  switch (property.type) {
    case 'string':
      return 'line';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return property.items?.type === 'string' ? 'list' : 'unknown';
    default:
      return 'unknown';
  }
}
