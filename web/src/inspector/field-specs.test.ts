import { nodeTypes } from '@parley/nodes';
import { describe, expect, test } from 'vitest';
import { fieldSpecs } from './field-specs.ts';

describe.each([...nodeTypes.values()])('$type', (nodeType) => {
  const fields = fieldSpecs(nodeType);

  test('every field has a title and a control the form can draw', () => {
    expect(fields.filter(({ title, name, control }) => title === name || control === 'unknown')).toEqual([]);
    expect(fields[0]?.name).toBe('title');
  });

  test('every option of a choice is named in words, not by its code', () => {
    const bare = fields.flatMap(({ name, options }) =>
      options.filter(({ value, title }) => title === value).map(({ value }) => `${name}: ${value}`),
    );
    expect(bare).toEqual([]);
  });

  test('the defaults of the form are the defaults of the config', () => {
    expect(Object.fromEntries(fields.map((field) => [field.name, field.default]))).toEqual(nodeType.config.parse({}));
  });
});
