// The store of decisions and of what people said of them. A decision outlives its run: it is the workspace's history.
import type { DecisionHistory } from '@parley/runtime';
import { type Decision, type Grade, type GradeWord, type RunEvent } from '@parley/spec';
import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { decisions } from '../database/schema.ts';
import type { Log } from '../http/log.ts';
import { readDecision } from './read-decision.ts';

export interface DecisionStore extends DecisionHistory {
  /** Notes every decision among these events. A fault is logged: no run fails for its statistics. */
  note(events: readonly RunEvent[]): void;
  /** Resolves when all that was noted is stored. */
  settle(): Promise<void>;
  put(grade: Grade): Promise<void>;
  /** False when there was none. */
  removeGrade(runId: string, stepId: string): Promise<boolean>;
  /** The grades of one run, oldest first. */
  gradesOfRun(runId: string): Promise<Grade[]>;
  /** Newest first, at most some thousands, with the grade of those that have one. */
  recent(): Promise<(Decision & Partial<GradeWord>)[]>;
}

/** More than this adds nothing to an interval that a person would see. */
const mostRemembered = 5_000;

export function createDecisionStore(db: Database, log: Log): DecisionStore {
  const isOf = (runId: string, stepId: string) => and(eq(decisions.runId, runId), eq(decisions.stepId, stepId));
  const isGraded = isNotNull(decisions.grade);
  const underWay = new Set<Promise<void>>();

  const keep = async (decision: Decision): Promise<void> => {
    const { runId, stepId } = decision;
    try {
      await db
        .insert(decisions)
        .values({ runId, stepId, decision })
        // A step that was run again decided anew, and what was said of the old decision is not true of it.
        .onConflictDoUpdate({ target: [decisions.runId, decisions.stepId], set: { decision, grade: null } });
    } catch (error) {
      log.warn(`A decision of run ${runId} could not be remembered.`, { error });
    }
  };

  return {
    note(events) {
      for (const event of events) {
        const decision = event.type === 'step-end' ? readDecision(event, event.output) : undefined;
        if (!decision) continue;
        const kept = keep(decision).finally(() => underWay.delete(kept));
        underWay.add(kept);
      }
    },
    async settle() {
      await Promise.all(underWay);
    },
    async put({ right, truth, ...decision }) {
      const grade: GradeWord = { right, ...(truth !== undefined && { truth }) };
      const { runId, stepId } = decision;
      await db
        .insert(decisions)
        .values({ runId, stepId, decision, grade })
        .onConflictDoUpdate({ target: [decisions.runId, decisions.stepId], set: { decision, grade } });
    },
    async removeGrade(runId, stepId) {
      const rows = await db
        .update(decisions)
        .set({ grade: null })
        .where(and(isOf(runId, stepId), isGraded))
        .returning({ stepId: decisions.stepId });
      return rows.length > 0;
    },
    async gradesOfRun(runId) {
      const rows = await db
        .select()
        .from(decisions)
        .where(and(eq(decisions.runId, runId), isGraded))
        .orderBy(asc(decisions.createdAt));
      return rows.flatMap(toGrade);
    },
    async graded() {
      const rows = await db
        .select()
        .from(decisions)
        .where(isGraded)
        .orderBy(desc(decisions.createdAt))
        .limit(mostRemembered);
      return rows.flatMap(toGrade);
    },
    async recent() {
      const rows = await db.select().from(decisions).orderBy(desc(decisions.createdAt)).limit(mostRemembered);
      return rows.map(({ decision, grade }) => ({ ...decision, ...grade }));
    },
  };
}

function toGrade({ decision, grade }: typeof decisions.$inferSelect): Grade[] {
  return grade ? [{ ...decision, ...grade }] : [];
}
