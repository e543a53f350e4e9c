// createStepNames: the ids of a program's steps, from their titles in the order in which they are called.

export interface StepName {
  /** Unique in the run; a step of a round has the loop and the round in it. */
  readonly id: string;
  /** The same in every round. */
  readonly nodeId: string;
}

/** Gives names; a second step with a title gets a number. */
export function createStepNames() {
  let given = new Map<string, number>();
  let round: { readonly path: string; readonly before: Map<string, number> } | undefined;
  const name = (title: string): StepName & { slug: string; count: number } => {
    const slug = slugOf(title);
    const count = (given.get(slug) ?? 0) + 1;
    const nodeId = count === 1 ? slug : `${slug}-${count}`;
    return { nodeId, id: round ? `${round.path}/${nodeId}` : nodeId, slug, count };
  };
  return {
    /** The name that `give` would give now. */
    peek: (title: string): StepName => name(title),
    give(title: string): StepName {
      const { slug, count, ...names } = name(title);
      given.set(slug, count);
      return names;
    },
    /** Steps are those of this round from now on: with the same names in each. */
    enterRound(loop: string, number: number): void {
      const before = round?.before ?? given;
      given = new Map(before);
      round = { path: `${loop}/${number}`, before };
    },
    /** The last round is over; its names stay given. */
    leaveRounds(): void {
      round = undefined;
    },
  };
}

/** Lower case, words joined by hyphens; letters of every script. */
function slugOf(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.join('-') ?? 'step';
}
