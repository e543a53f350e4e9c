// A JSON Schema as OpenAI's strict mode demands it: every field required, no others allowed, few keywords. Pure; makes no call.
import type { JsonSchema } from '../../provider.ts';

export interface StrictSchema {
  readonly schema: Record<string, unknown>;
  /** False when the schema says what strict mode cannot: then it is left as it is, and the model only tries to keep to it. */
  readonly strict: boolean;
  /** Fields that were optional, and that the model gives as null to leave them out. */
  readonly optional: ReadonlySet<string>;
}

/** Left out: what they demand is for whoever reads the answer to check. */
const unheard =
  /^(\$schema|\$id|\$comment|default|examples|deprecated|readOnly|writeOnly|content(Encoding|MediaType)|(min|max)(Length|Properties)|uniqueItems)$/;

/** These change which values fit, and strict mode has no word for them. */
const beyond =
  /^(not|if|then|else|allOf|prefixItems|contains|patternProperties|propertyNames|dependent\w+|unevaluated\w+|\$dynamicRef|\$anchor)$/;

class NotStrict extends Error {}

/** The strict form of a schema of an object. */
export function toStrictSchema(schema: JsonSchema): StrictSchema {
  const optional = new Set<string>();
  const required = new Set<string>();

  const convert = (value: unknown): unknown => {
    if (!isRecord(value)) throw new NotStrict('a schema that is no object');
    const entries = Object.entries(value).filter(([name]) => !unheard.test(name));
    const lost = entries.find(([name]) => beyond.test(name));
    if (lost) throw new NotStrict(lost[0]);
    return { ...Object.fromEntries(entries.map(([name, inner]) => convertKeyword(name, inner))), ...close(value) };
  };
  const convertKeyword = (name: string, inner: unknown): [string, unknown] => {
    if (name === '$defs' || name === 'definitions') return [name, mapValues(inner, convert)];
    if (name === 'items') return [name, convert(inner)];
    if (name === 'oneOf' || name === 'anyOf') return ['anyOf', Array.isArray(inner) ? inner.map(convert) : inner];
    return [name, inner];
  };
  /** What makes an object closed. */
  const close = (value: Record<string, unknown>): Record<string, unknown> => {
    const { properties, additionalProperties, type } = value;
    const isObject = type === 'object' || (Array.isArray(type) && type.includes('object'));
    if (!isObject && properties === undefined) return {};
    if (isRecord(additionalProperties)) throw new NotStrict('fields with any name');
    const demanded: readonly unknown[] = Array.isArray(value.required) ? value.required : [];
    const fields = mapValues(properties ?? {}, convert);
    for (const name of Object.keys(fields)) {
      if (demanded.includes(name)) required.add(name);
      else {
        optional.add(name);
        fields[name] = { anyOf: [fields[name], { type: 'null' }] };
      }
    }
    return { properties: fields, required: Object.keys(fields), additionalProperties: false };
  };

  try {
    const strict = convert(schema);
    // A name that is optional here and demanded there could not be told apart in the answer.
    if (!isRecord(strict) || strict.type !== 'object' || optional.intersection(required).size > 0)
      throw new NotStrict('no plain object');
    return { schema: strict, strict: true, optional };
  } catch (error) {
    if (!(error instanceof NotStrict)) throw error;
    const { $schema: _, ...plain } = schema;
    return { schema: plain, strict: false, optional: new Set() };
  }
}

function mapValues(value: unknown, convert: (inner: unknown) => unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new NotStrict('no list of schemas');
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
