// What a voice hands in when it votes, and how a set of ballots is marked. It knows nothing of texts, agents or providers.

/** An answer one can vote for. Two ballots name the same option when the values are identical. */
export type Option = string | number;

/** One voice on one item: its answer, or null when it was asked and gave none that could be read. */
export type Ballot = Option | null;

/**
 * Whether each answer is the right one. One entry an item, in the order of the items; an answer that is missing is wrong.
 * Throws a RangeError when the lengths differ.
 */
export function markAnswers(answers: readonly Ballot[], gold: readonly Option[]): boolean[] {
  requireSameLength(answers, gold, 'answers', 'right answers');
  return answers.map((answer, item) => answer !== null && answer === gold[item]);
}

/** Throws a RangeError that names both lists unless they have the same length. */
export function requireSameLength(
  one: ArrayLike<unknown>,
  other: ArrayLike<unknown>,
  oneName: string,
  otherName: string,
): void {
  if (one.length === other.length) return;
  throw new RangeError(
    `There must be as many ${otherName} as ${oneName}, but there are ${other.length} and ${one.length}.`,
  );
}

/** Throws a RangeError unless every number lies in [low, high]; NaN never does. */
export function requireWithin(values: readonly number[], low: number, high: number, name: string): void {
  const wrong = values.find((value) => !(value >= low && value <= high));
  if (wrong === undefined) return;
  throw new RangeError(`${name} must lie between ${low} and ${high}, but one is ${wrong}.`);
}

/** Throws a RangeError unless the value is a whole number of at least `least`. */
export function requireCount(value: number, least: number, name: string): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${name} must be a whole number of at least ${least}, but it is ${value}.`);
}
