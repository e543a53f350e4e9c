// Ids and titles for new nodes and edges. Pure.

/** `stem-1`, `stem-2` … : the first that is not taken. Adds it to `taken`. */
export function takeFreeId(stem: string, taken: Set<string>): string {
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  const id = `${stem}-${number}`;
  taken.add(id);
  return id;
}

/** The title itself, or with the first free number after it. */
export function freeTitle(title: string, taken: ReadonlySet<string>): string {
  if (!taken.has(title)) return title;
  let number = 2;
  while (taken.has(`${title} ${number}`)) number += 1;
  return `${title} ${number}`;
}
