// What an outside judge is asked and how its reply is read. The words of the prompt belong to the runtime, not here.
import { z } from 'zod';
import type { Span, SpokenAnswer } from './claim.ts';
import type { JudgeVerdict, RelatedClaims } from './relate-claims.ts';

/** One undecided pair. */
export interface JudgeQuestion {
  /** From 1, in the order of the list; the reply names it. */
  readonly number: number;
  readonly claimId: string;
  readonly claim: string;
  readonly answerId: string;
  /** Sentences of the answer that come nearest, best first: what the judge is shown. */
  readonly passages: readonly { readonly span: Span; readonly text: string }[];
}

/**
 * Pairs that only a judge can decide, most worth asking first, at most `budget`: pairs of different lines before pairs of one
 * line, then by shared words, then by ids. One question can change a claim's bucket only once, so claims take turns.
 */
export function listJudgeQuestions(
  answers: readonly SpokenAnswer[],
  { claims, relations }: RelatedClaims,
  budget: number,
): JudgeQuestion[] {
  const answerById = new Map(answers.map((answer) => [answer.id, answer]));
  const claimById = new Map(claims.map((claim) => [claim.id, claim]));
  const open = relations.flatMap((relation) => {
    const claim = claimById.get(relation.claimId);
    const answer = answerById.get(relation.answerId);
    if (!relation.isOpen || !claim || !answer) return [];
    const isCopy = claim.members.some(({ answerId }) => answerById.get(answerId)?.line === answer.line);
    return [{ relation, claim, answer, isCopy }];
  });
  open.sort(
    (a, b) =>
      Number(a.isCopy) - Number(b.isCopy) ||
      b.relation.overlap - a.relation.overlap ||
      compare(a.claim.id, b.claim.id) ||
      compare(a.answer.id, b.answer.id),
  );
  const turns = new Map<string, number>();
  const ranked = open.map((entry, rank) => {
    const turn = turns.get(entry.claim.id) ?? 0;
    turns.set(entry.claim.id, turn + 1);
    return { ...entry, rank, turn };
  });
  ranked.sort((a, b) => Number(a.isCopy) - Number(b.isCopy) || a.turn - b.turn || a.rank - b.rank);
  return ranked.slice(0, Math.max(0, Math.floor(budget))).map(({ relation, claim, answer }, index) => ({
    number: index + 1,
    claimId: claim.id,
    claim: claim.text,
    answerId: answer.id,
    passages: relation.passages.map((span) => ({ span, text: answer.text.slice(...span) })),
  }));
}

/** What the judge is asked to reply with: one entry a question. */
export const judgeReplySchema = z.object({
  verdicts: z.array(
    z.object({
      number: z.int().min(1),
      stance: z.enum(['supports', 'disputes', 'silent']),
      because: z.string().default(''),
    }),
  ),
});

export interface JudgeReading {
  readonly verdicts: readonly JudgeVerdict[];
  /** Numbers of the questions without a usable verdict. */
  readonly unanswered: readonly number[];
  /** What was wrong with the reply, in words; absent when all was well. */
  readonly fault?: string;
}

/**
 * Reads a judge's reply: JSON alone, in a fence or with words around it. Verdicts on questions that were not asked are left
 * out, and a question with two different verdicts has none. Never throws.
 */
export function readJudgeReply(reply: string, questions: readonly JudgeQuestion[]): JudgeReading {
  const numbers = questions.map(({ number }) => number);
  const json = findJson(reply);
  if (json === undefined) return { verdicts: [], unanswered: numbers, fault: 'The judge did not reply with JSON.' };
  const parsed = judgeReplySchema.safeParse(Array.isArray(json) ? { verdicts: json } : json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      verdicts: [],
      unanswered: numbers,
      fault: `The judge's reply does not fit at ${issue?.path.join('.') || 'its start'}: ${issue?.message ?? 'unknown'}`,
    };
  }
  const verdicts: JudgeVerdict[] = [];
  const unanswered: number[] = [];
  for (const { number, claimId, answerId } of questions) {
    const own = parsed.data.verdicts.filter((verdict) => verdict.number === number);
    const [first] = own;
    if (first && own.every(({ stance }) => stance === first.stance))
      verdicts.push({ claimId, answerId, stance: first.stance, because: first.because });
    else unanswered.push(number);
  }
  return { verdicts, unanswered };
}

function findJson(reply: string): unknown {
  const starts = [reply.indexOf('{'), reply.indexOf('[')].filter((at) => at !== -1).sort((a, b) => a - b);
  for (const start of starts) {
    const end = reply.lastIndexOf(reply.charAt(start) === '{' ? '}' : ']');
    if (end <= start) continue;
    try {
      const value: unknown = JSON.parse(reply.slice(start, end + 1));
      return value;
    } catch {
      // The other bracket may open the reply.
    }
  }
  return undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
