// Joins class names; knows nothing of any component.

/** The truthy names, joined by a space. */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
