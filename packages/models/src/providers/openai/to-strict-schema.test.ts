import { expect, it } from 'vitest';
import { z } from 'zod';
import { toStrictSchema } from './to-strict-schema.ts';

it('closes every object, demands every field, and lets those that may be left out be null', () => {
  const answer = z.object({
    stance: z.enum(['for', 'against']),
    confidence: z.number().min(0).max(1).optional(),
    claims: z.array(
      z.object({ text: z.string().min(1), quote: z.string().max(400).optional() }).describe('One claim.'),
    ),
  });
  expect(toStrictSchema(z.toJSONSchema(answer))).toEqual({
    strict: true,
    optional: new Set(['confidence', 'quote']),
    schema: {
      type: 'object',
      properties: {
        stance: { type: 'string', enum: ['for', 'against'] },
        confidence: { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'null' }] },
        claims: {
          type: 'array',
          items: {
            type: 'object',
            description: 'One claim.',
            properties: { text: { type: 'string' }, quote: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
            required: ['text', 'quote'],
            additionalProperties: false,
          },
        },
      },
      required: ['stance', 'confidence', 'claims'],
      additionalProperties: false,
    },
  });
});

it('converts what is referred to, and what may be one or the other', () => {
  const schema = {
    type: 'object',
    properties: { a: { $ref: '#/$defs/leaf' }, b: { oneOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] } },
    required: ['a', 'b'],
    $defs: { leaf: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
  };
  expect(toStrictSchema(schema).schema).toEqual({
    type: 'object',
    properties: { a: { $ref: '#/$defs/leaf' }, b: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    required: ['a', 'b'],
    additionalProperties: false,
    $defs: {
      leaf: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'], additionalProperties: false },
    },
  });
});

it.each([
  ['fields with any name', { type: 'object', additionalProperties: { type: 'number' } }],
  ['a condition', { type: 'object', properties: { a: { not: { type: 'string' } } }, required: ['a'] }],
  ['anything', { type: 'object', properties: { a: true }, required: ['a'] }],
  ['a list', { type: 'array', items: { type: 'string' } }],
  [
    'a name that is demanded here and optional there',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'object', properties: { a: { type: 'string' } } } },
      required: ['a', 'b'],
    },
  ],
])('leaves a schema as it is when strict mode cannot say it: %s', (_, schema) => {
  const dialect = { $schema: 'https://json-schema.org/draft/2020-12/schema' };
  expect(toStrictSchema({ ...dialect, ...schema })).toEqual({ schema, strict: false, optional: new Set() });
});
