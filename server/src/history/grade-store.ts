// The store of grades: one a decision, replaced when a person thinks again. It judges nothing.
import type { DecisionHistory } from '@parley/runtime';
import { type Grade, gradeSchema } from '@parley/spec';
import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { grades } from '../database/schema.ts';

export interface GradeStore extends DecisionHistory {
  put(grade: Grade): Promise<void>;
  /** False when there was none. */
  remove(runId: string, stepId: string): Promise<boolean>;
  /** The grades of one run, oldest first. */
  ofRun(runId: string): Promise<Grade[]>;
}

/** More than this adds nothing to an interval that a person would see. */
const mostGrades = 5_000;

export function createGradeStore(db: Database): GradeStore {
  const isOf = (runId: string, stepId: string) => and(eq(grades.runId, runId), eq(grades.stepId, stepId));
  return {
    async put(grade) {
      const { runId, stepId } = grade;
      await db
        .insert(grades)
        .values({ runId, stepId, grade })
        .onConflictDoUpdate({ target: [grades.runId, grades.stepId], set: { grade, createdAt: new Date() } });
    },
    async remove(runId, stepId) {
      return (await db.delete(grades).where(isOf(runId, stepId)).returning({ stepId: grades.stepId })).length > 0;
    },
    async ofRun(runId) {
      const rows = await db
        .select({ grade: grades.grade })
        .from(grades)
        .where(eq(grades.runId, runId))
        .orderBy(grades.createdAt);
      return rows.map(({ grade }) => gradeSchema.parse(grade));
    },
    async graded() {
      const rows = await db
        .select({ grade: grades.grade })
        .from(grades)
        .orderBy(desc(grades.createdAt))
        .limit(mostGrades);
      return rows.map(({ grade }) => grade);
    },
  };
}
