// The pattern of divergence: what the spread of answers over families says about a question. It reads shapes and never knows
// which answer is right. Knows nothing of texts: who holds what is decided before.

/** One voice's answer: the family (line) it belongs to and the cluster (stance, final answer) it holds. */
export interface HeldAnswer {
  readonly family: string;
  /** Absent for a voice that took none; it is silent, not a cluster of its own. */
  readonly cluster?: string;
}

/**
 * `agree` green, `lead` amber, `scatter` red, `rival` purple; `unknown` where fewer than two families took an answer.
 */
export type PatternKind = 'agree' | 'lead' | 'scatter' | 'rival' | 'unknown';

/** How one family answered. */
export interface FamilyHold {
  readonly family: string;
  /** Voices that took an answer, and those that took none. */
  readonly voices: number;
  readonly silent: number;
  /** Its leading cluster; absent when two share the lead or nobody took an answer. */
  readonly cluster?: string;
  /** Share of its voices for its leading cluster; 0 without voices. */
  readonly share: number;
  /** `sure` and `wobbles` only for families asked at least twice. */
  readonly hold: 'sure' | 'wobbles' | 'asked-once' | 'silent';
}

export interface DivergencePattern {
  readonly kind: PatternKind;
  readonly colour: 'green' | 'amber' | 'red' | 'purple' | 'grey';
  /** Plain words for a person: what was seen, and what to do. */
  readonly words: string;
  /**
   * `repeats` when at least two families, and at least half of those that spoke, were asked twice or more: then "sure" was
   * measured. `single` when not: then only the spread over families is known.
   */
  readonly basis: 'repeats' | 'single';
  /** The cluster the word is about: that of all, of the sure families, or of the most families; absent for a tie. */
  readonly leading?: string;
  /** The clusters that stand against each other; two or more for `rival`, else empty. */
  readonly rivals: readonly string[];
  /** Families by name. */
  readonly families: readonly FamilyHold[];
  /** Voices that took no answer. */
  readonly silent: number;
}

/** Share of a family's own voices from which it is sure: 2 of 2, 3 of 3, 4 of 5, 8 of 10. */
export const SURE_SHARE = 0.8;
/** In `single`, a camp needs two families and a third of all to be one of two rivals. */
const CAMP_SHARE = 1 / 3;

/**
 * The pattern of n families with m voices each; m may differ and silent voices count for nothing.
 *
 * Basis `repeats` (sureness measured; families asked once take part in `agree` only):
 * - agree: every family is sure of the same cluster, and those asked once hold it too.
 * - rival: two or more families are sure, of different clusters.
 * - lead: at least one family is sure, all sure ones of the same cluster, and some family is not with them.
 * - scatter: no family is sure.
 *
 * Basis `single` (a family stands where more than half of its voices do; else it stands nowhere):
 * - agree: all families stand on one cluster.
 * - rival: exactly two clusters with at least two families and a third of all families each.
 * - lead: more than half of all families stand on one cluster.
 * - scatter: everything else, ties between lone families included.
 *
 * With one voice a family nobody can tell a firm answer from a lucky one, and the words say so. The order of the voices does
 * not matter.
 */
export function readPattern(answers: readonly HeldAnswer[]): DivergencePattern {
  const families = [...Map.groupBy(answers, ({ family }) => family)]
    .map(([family, own]) =>
      readFamily(
        family,
        own.map(({ cluster }) => cluster),
      ),
    )
    .sort((a, b) => (a.family < b.family ? -1 : 1));
  const spoken = families.filter(({ voices }) => voices > 0);
  const repeated = spoken.filter(({ voices }) => voices > 1);
  const basis = repeated.length >= 2 && repeated.length * 2 >= spoken.length ? 'repeats' : 'single';
  const shape =
    spoken.length < 2
      ? { kind: 'unknown' as const, rivals: [] }
      : basis === 'repeats'
        ? readRepeats(spoken)
        : readSingle(spoken);
  return {
    ...shape,
    colour: colours[shape.kind],
    words: describe(shape, basis, spoken, answers.length),
    basis,
    families,
    silent: answers.filter(({ cluster }) => cluster === undefined).length,
  };
}

interface Shape {
  readonly kind: PatternKind;
  readonly leading?: string;
  readonly rivals: readonly string[];
}

const colours = { agree: 'green', lead: 'amber', scatter: 'red', rival: 'purple', unknown: 'grey' } as const;

function readFamily(family: string, clusters: readonly (string | undefined)[]): FamilyHold {
  const taken = clusters.filter((cluster) => cluster !== undefined);
  const [first, second] = countUp(taken);
  const share = first ? first.count / taken.length : 0;
  const hold =
    taken.length === 0 ? 'silent' : taken.length === 1 ? 'asked-once' : share >= SURE_SHARE ? 'sure' : 'wobbles';
  return {
    family,
    voices: taken.length,
    silent: clusters.length - taken.length,
    ...(first && first.count !== second?.count && { cluster: first.cluster }),
    share,
    hold,
  };
}

function readRepeats(spoken: readonly FamilyHold[]): Shape {
  const sure = countUp(spoken.filter(({ hold }) => hold === 'sure').flatMap(({ cluster }) => cluster ?? []));
  const [first] = sure;
  if (!first)
    return { kind: 'scatter', ...leadingOf(countUp(spoken.flatMap(({ cluster }) => cluster ?? []))), rivals: [] };
  if (sure.length > 1) return { kind: 'rival', rivals: sure.map(({ cluster }) => cluster) };
  const areAllWith = spoken.every(
    ({ hold, cluster }) => (hold === 'sure' || hold === 'asked-once') && cluster === first.cluster,
  );
  return { kind: areAllWith ? 'agree' : 'lead', leading: first.cluster, rivals: [] };
}

function readSingle(spoken: readonly FamilyHold[]): Shape {
  const camps = countUp(
    spoken.flatMap(({ cluster, share }) => (cluster !== undefined && share > 0.5 ? [cluster] : [])),
  );
  const [first] = camps;
  const large = camps.filter(({ count }) => count >= 2 && count >= CAMP_SHARE * spoken.length);
  if (first?.count === spoken.length) return { kind: 'agree', leading: first.cluster, rivals: [] };
  if (large.length === 2) return { kind: 'rival', ...leadingOf(camps), rivals: large.map(({ cluster }) => cluster) };
  return { kind: first && first.count * 2 > spoken.length ? 'lead' : 'scatter', ...leadingOf(camps), rivals: [] };
}

/** Clusters with their counts, most first, then by name. */
function countUp(clusters: readonly string[]): { readonly cluster: string; readonly count: number }[] {
  return [...Map.groupBy(clusters, (cluster) => cluster)]
    .map(([cluster, own]) => ({ cluster, count: own.length }))
    .sort((a, b) => b.count - a.count || (a.cluster < b.cluster ? -1 : 1));
}

function leadingOf(counts: ReturnType<typeof countUp>): { leading?: string } {
  const [first, second] = counts;
  return first && first.count !== second?.count ? { leading: first.cluster } : {};
}

const ONCE = 'Each family was asked once, so nobody can tell whether it is sure; ask again to know.';

function describe(
  shape: Shape,
  basis: DivergencePattern['basis'],
  spoken: readonly FamilyHold[],
  voices: number,
): string {
  const all = spoken.length;
  const on = (cluster: string | undefined) =>
    spoken.filter((family) => family.cluster === cluster && family.share > 0.5).length;
  const sure = spoken.filter(({ hold }) => hold === 'sure').length;
  const isOnce = spoken.every(({ voices }) => voices === 1);
  const once = isOnce ? ` ${ONCE}` : '';
  switch (shape.kind) {
    case 'unknown':
      return voices === 0
        ? 'Nobody has spoken yet.'
        : 'Fewer than two families took an answer, so there is nothing to compare.';
    case 'agree':
      return basis === 'repeats'
        ? `All ${all} families agree, each time they were asked. They can still share an error.`
        : `All ${all} families give the same answer. They can still share an error.${once}`;
    case 'lead':
      return basis === 'repeats'
        ? `${sure === 1 ? 'One family is' : `${sure} families are`} sure, ${all - sure === 1 ? 'one wobbles' : 'the others wobble'}: check this answer.`
        : `${on(shape.leading)} of ${all} families give the same answer and the others do not join them: check it.${once}`;
    case 'scatter':
      return `Scatter: ${basis === 'repeats' ? 'no family is sure of anything' : 'no answer has most of the families behind it'}. The question is hard or ambiguous.${once}`;
    case 'rival':
      return basis === 'repeats'
        ? `${sure === 2 ? 'Two' : sure} families are each sure of different things: suspect the question, it may be ambiguous.`
        : `The families stand in two camps, ${shape.rivals.map((cluster) => on(cluster)).join(' against ')}: suspect the question, it may be ambiguous.${once}`;
  }
}
