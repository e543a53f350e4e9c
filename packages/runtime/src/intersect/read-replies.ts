// The forms in which an explorer and its judge reply, and how a reply is read. A reply that does not fit is told, never guessed at.
import type { OutputShape } from '@parley/models';
import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';

/** One idea as the explorer gave it; `claims` are marks such as `A1`. */
export interface SaidIdea {
  readonly idea: string;
  readonly because: string;
  readonly claims: readonly string[];
}

/** What the judge says of the idea with this number, from 1. */
export interface SaidVerdict {
  readonly number: number;
  /** 0 to 10. */
  readonly plausible: number;
  readonly followsA: boolean;
  readonly followsB: boolean;
  readonly because: string;
}

const asked = {
  ideas: z.object({ ideas: z.array(z.object({ idea: z.string(), because: z.string(), claims: z.array(z.string()) })) }),
  verdicts: z.object({
    verdicts: z.array(
      z.object({
        number: z.number(),
        plausible: z.number(),
        followsA: z.boolean(),
        followsB: z.boolean(),
        because: z.string(),
      }),
    ),
  }),
};

/** The same as they are read: what a model leaves out that can be done without is empty. */
const ideasSchema: z.ZodType<{ readonly ideas: readonly SaidIdea[] }> = z.object({
  ideas: z.array(
    z.object({
      idea: z.string(),
      because: z.string().catch(''),
      claims: z.array(z.string()).catch([]),
    }),
  ),
});
const verdictsSchema: z.ZodType<{ readonly verdicts: readonly SaidVerdict[] }> = z.object({
  verdicts: z.array(
    z.object({
      number: z.coerce.number(),
      plausible: z.coerce.number().min(0).max(10),
      followsA: z.boolean(),
      followsB: z.boolean(),
      because: z.string().catch(''),
    }),
  ),
});

export const ideasShape: OutputShape = {
  name: 'ideas',
  description: 'Ideas that no claim states, with the claims they build on.',
  schema: toShape(asked.ideas),
};
export const verdictsShape: OutputShape = {
  name: 'judgements',
  description: 'How plausible each idea is, and what it follows from.',
  schema: toShape(asked.verdicts),
};

function toShape(schema: z.ZodType): OutputShape['schema'] {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'output' });
  return shape;
}

/** At most so many ideas with words in them; undefined when the reply is not in the form. Never throws. */
export function readIdeas(reply: string, most: number): SaidIdea[] | undefined {
  const read = ideasSchema.safeParse(findObject(reply));
  if (!read.success) return undefined;
  return read.data.ideas
    .map(({ idea, because, claims }) => ({ idea: cut(idea), because: cut(because), claims }))
    .filter(({ idea }) => idea !== '')
    .slice(0, most);
}

/** Verdicts on numbers from 1 to `ideas`, one for each; undefined when the reply is not in the form. Never throws. */
export function readVerdicts(reply: string, ideas: number): ReadonlyMap<number, SaidVerdict> | undefined {
  const read = verdictsSchema.safeParse(findObject(reply));
  if (!read.success) return undefined;
  const byNumber = Map.groupBy(read.data.verdicts, ({ number }) => number);
  return new Map(
    [...byNumber].flatMap(([number, [first, ...more]]) =>
      // Two verdicts on one idea are none.
      first && more.length === 0 && number >= 1 && number <= ideas
        ? [[number, { ...first, because: cut(first.because) }]]
        : [],
    ),
  );
}

const longest = 1_200;

function cut(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).trimEnd()}…`;
}

function findObject(reply: string): unknown {
  const [first, last] = [reply.indexOf('{'), reply.lastIndexOf('}')];
  if (first === -1) return undefined;
  const part = reply.slice(first, last > first ? last + 1 : undefined);
  for (const write of [() => part, () => jsonrepair(part)]) {
    try {
      const value: unknown = JSON.parse(write());
      return value;
    } catch {
      // The other way may read it.
    }
  }
  return undefined;
}
