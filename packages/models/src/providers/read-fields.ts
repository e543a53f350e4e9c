// Reading what is in no type: what servers add to a vendor's shape, and answers read without an SDK.

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** An own field, whatever it is. */
export function fieldAt(value: object, name: string): unknown {
  return hasField(value, name) ? value[name] : undefined;
}

function hasField<Name extends string>(value: object, name: Name): value is Readonly<Record<Name, unknown>> {
  return Object.hasOwn(value, name);
}

/** A text, or an empty one. */
export function textAt(value: object, name: string): string {
  const text = fieldAt(value, name);
  return typeof text === 'string' ? text : '';
}

/** A list, or an empty one. */
export function arrayAt(value: object, name: string): readonly unknown[] {
  const list = fieldAt(value, name);
  return Array.isArray(list) ? list : [];
}

/** A whole number from 1, or 0. */
export function countAt(value: object, name: string): number {
  const count = fieldAt(value, name);
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : 0;
}
