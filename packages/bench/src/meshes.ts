// The two meshes every engine is measured on, as plain data and as Parley plans.
import type { Plan, Step } from '@parley/spec';

export interface BenchStep {
  readonly id: string;
  readonly needs: readonly string[];
  /** Milliseconds of simulated work. */
  readonly work: number;
}

export interface BenchMesh {
  readonly title: string;
  readonly steps: readonly BenchStep[];
  /** Milliseconds along the longest path: no engine can be faster. */
  readonly ideal: number;
}

const agents = Array.from({ length: 100 }, (_, index) => `agent-${index}`);

/** 100 agents side by side, then consensus, then synthesis; 50 ms each. */
export const fanMesh: BenchMesh = {
  title: '100 agents in parallel + consensus + synthesis, 50 ms each',
  steps: [
    ...agents.map((id) => ({ id, needs: [], work: 50 })),
    { id: 'consensus', needs: agents, work: 50 },
    { id: 'synthesis', needs: ['consensus'], work: 50 },
  ],
  ideal: 150,
};

/** 100 steps one after the other that take no time of their own. */
export const chainMesh: BenchMesh = {
  title: 'a chain of 100 steps of 0 ms',
  steps: Array.from({ length: 100 }, (_, index) => ({
    id: `step-${index}`,
    needs: index === 0 ? [] : [`step-${index - 1}`],
    work: 0,
  })),
  ideal: 0,
};

/** The mesh as a Plan; every step is a `generate` that sleeps. */
export function toPlan(mesh: BenchMesh): Plan {
  return {
    version: 1,
    name: mesh.title,
    steps: mesh.steps.map(({ id, needs, work }): Step => {
      const inputs = needs.length === 0 ? {} : { in: { steps: [...needs], many: true, toleratesMissing: false } };
      return { id, nodeId: id, title: id, op: 'generate', args: { work }, inputs };
    }),
    results: [mesh.steps.at(-1)?.id ?? ''],
  };
}

/** Work that takes `milliseconds` and gives about a kilobyte of text, as a short answer would. */
export async function simulateWork(milliseconds: number): Promise<string> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return 'A sentence of an answer that is about as long as they are. '.repeat(17);
}
