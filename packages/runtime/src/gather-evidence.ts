// gatherEvidence: which passages several voices rest on. It compares places in documents, never how alike texts sound.
import type { Answer, Evidence, Passage } from '@parley/spec';

/**
 * Passages of the answers, grouped: two are one when they lie in the same document and share at least half of the
 * shorter one. A group is shown by its longest passage. Those with the most voices first, then by order of documents
 * (as first quoted) and of places in them.
 */
export function gatherEvidence(answers: readonly Answer[]): Evidence[] {
  const documents = new Map<string, Group[]>();
  const quoted = answers.flatMap(({ passages, voice }) =>
    passages.map((passage) => ({ passage, nodeId: voice.nodeId })),
  );
  for (const { passage } of quoted) if (!documents.has(passage.documentId)) documents.set(passage.documentId, []);
  // The longest first, so that each group is led by the passage that shows it whole.
  for (const { passage, nodeId } of quoted.toSorted((one, other) => length(other.passage) - length(one.passage))) {
    const groups = documents.get(passage.documentId) ?? [];
    const group = groups.find((known) => overlaps(known.passage, passage));
    if (group) group.voices.add(nodeId);
    else groups.push({ passage, voices: new Set([nodeId]) });
  }
  return [...documents.values()]
    .flatMap((groups) => groups.toSorted((one, other) => one.passage.start - other.passage.start))
    .map(({ passage, voices }) => ({ passage, voices: [...voices].sort() }))
    .toSorted((one, other) => other.voices.length - one.voices.length);
}

interface Group {
  readonly passage: Passage;
  readonly voices: Set<string>;
}

function length({ start, end }: Passage): number {
  return end - start;
}

function overlaps(one: Passage, other: Passage): boolean {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return shared > 0 && 2 * shared >= Math.min(length(one), length(other));
}
