// How much time the engine itself adds, against bare promises and LangGraph.js on the same meshes in the same process.
import { createTransientHost, runPlan } from '@parley/engine';
import type { Op, Ops, RunResources } from '@parley/runtime';
import { createBenchRuns } from './bench-runs.ts';
import { prepareLangGraph } from './langgraph.ts';
import type { Bench } from './main.ts';
import { type BenchMesh, chainMesh, fanMesh, simulateWork, toPlan } from './meshes.ts';

const ROUNDS = 15;
const WARM_UP = 4;

/** Does its work inside a durable call, as a paid call would. */
const op: Op = async ({ work }: { work: number }, _inputs, context) => {
  const text = await context.durable('call', { work }, () => simulateWork(work));
  return { kind: 'brief', question: text, documents: [] };
};
const ops: Ops = { brief: op, generate: op, consensus: op, synthesise: op, branch: op, intersect: op, output: op };

const unused = () => {
  throw new Error('This benchmark calls no model, reads no document and measures none.');
};
const resources: RunResources = {
  models: { families: async () => [], generate: unused },
  documents: { read: unused },
  tools: { find: unused },
  meter: { measure: unused, count: unused, learn: unused },
};

export const engineBench: Bench = {
  title: `Milliseconds a run, median of ${ROUNDS} after ${WARM_UP} to warm up; "times bare" is against the same mesh of bare promises`,
  async run() {
    const runs = await createBenchRuns(ops, resources);
    try {
      const rows: Record<string, string | number>[] = [];
      for (const mesh of [fanMesh, chainMesh]) {
        const plan = toPlan(mesh);
        const plainLangGraph = await prepareLangGraph(mesh);
        const storedLangGraph = await prepareLangGraph(mesh, runs.databaseUrl);
        const contenders: [string, () => Promise<unknown>][] = [
          ['bare promises', () => runBare(mesh)],
          ['Parley', () => runPlan(plan, createTransientHost({ ops, resources }))],
          ['Parley, journal in Postgres', () => runs.run(plan)],
          ['LangGraph.js', () => plainLangGraph.run()],
          ['LangGraph.js, Postgres checkpointer', () => storedLangGraph.run()],
        ];
        let bare = 0;
        for (const [title, run] of contenders) {
          const median = await measure(run);
          bare ||= median;
          rows.push({
            mesh: mesh.title,
            engine: title,
            ms: round(median),
            'ideal ms': mesh.ideal,
            'times bare': round(median / bare),
          });
        }
        await storedLangGraph.close();
      }
      return rows;
    } finally {
      await runs.close();
    }
  },
};

async function runBare(mesh: BenchMesh): Promise<void> {
  const done = new Map<string, Promise<string>>();
  for (const { id, needs, work } of mesh.steps) {
    const inputs = Promise.all(needs.map(async (need) => done.get(need)));
    done.set(
      id,
      inputs.then(() => simulateWork(work)),
    );
  }
  await Promise.all(done.values());
}

async function measure(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const start = performance.now();
    await run();
    if (round >= WARM_UP) times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  return times[Math.floor(times.length / 2)] ?? 0;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
