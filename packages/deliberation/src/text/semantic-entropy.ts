// Semantic entropy: how far repeated answers spread over meanings. Which answers mean the same is decided by the caller.

/**
 * Clusters items that mean the same: each goes to the first cluster whose first member is the same as it (Farquhar et al. 2024, Nature; greedy).
 * Returns one cluster number an item, from 0 in order of appearance.
 */
export function clusterAnswers<Item>(items: readonly Item[], isSame: (a: Item, b: Item) => boolean): number[] {
  const firsts: Item[] = [];
  return items.map((item) => {
    const found = firsts.findIndex((first) => isSame(first, item));
    return found === -1 ? firsts.push(item) - 1 : found;
  });
}

export interface SemanticEntropy {
  /** -sum p ln p over the clusters, in nats. */
  readonly nats: number;
  /** nats / ln s for s answers, 0 to 1; 0 for fewer than two. */
  readonly normalised: number;
}

/** Discrete semantic entropy of answers given as cluster labels. All wrong in the same way counts as 0. */
export function semanticEntropy(labels: readonly (string | number)[]): SemanticEntropy {
  const nats = entropyOf(shares(labels));
  return { nats, normalised: labels.length > 1 ? clamp(nats / Math.log(labels.length)) : 0 };
}

export interface EntropySplit {
  /** Of the pool in which every group weighs the same. */
  readonly pooled: number;
  /** Mean over the groups: each is unsure by itself. */
  readonly within: number;
  /** pooled - within, at least 0 (Jensen-Shannon divergence): the groups know different things. */
  readonly between: number;
  /** The three divided by ln s, s being all answers together, so that they still add up. */
  readonly normalised: { readonly pooled: number; readonly within: number; readonly between: number };
  /** False when no group has two answers: then `within` is 0 because nobody was asked twice, not because anybody is sure. */
  readonly isWithinMeasured: boolean;
}

/** Splits the entropy of several models' repeated answers (cluster labels, one list a model) into within and between; nats. */
export function splitSemanticEntropy(groups: readonly (readonly (string | number)[])[]): EntropySplit {
  const spoken = groups.filter((labels) => labels.length > 0);
  const pool = new Map<string | number, number>();
  let within = 0;
  for (const labels of spoken) {
    const own = shares(labels);
    within += entropyOf(own) / spoken.length;
    for (const [label, share] of own) pool.set(label, (pool.get(label) ?? 0) + share / spoken.length);
  }
  const pooled = Math.max(entropyOf(pool), within);
  const between = pooled - within;
  const answers = spoken.reduce((sum, labels) => sum + labels.length, 0);
  const scale = answers > 1 ? Math.log(answers) : 1;
  return {
    pooled,
    within,
    between,
    normalised: { pooled: pooled / scale, within: within / scale, between: between / scale },
    isWithinMeasured: spoken.some((labels) => labels.length > 1),
  };
}

function shares(labels: readonly (string | number)[]): Map<string | number, number> {
  const found = new Map<string | number, number>();
  for (const label of labels) found.set(label, (found.get(label) ?? 0) + 1 / labels.length);
  return found;
}

function entropyOf(distribution: ReadonlyMap<string | number, number>): number {
  // Sorted, so that the order of the answers cannot change the last digit.
  const parts = [...distribution.values()].sort((a, b) => a - b);
  return Math.max(
    0,
    parts.reduce((sum, share) => sum - share * Math.log(share), 0),
  );
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
