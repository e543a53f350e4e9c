// LangGraph.js on the same meshes, for comparison only.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { type BenchMesh, simulateWork } from './meshes.ts';

const State = Annotation.Root({
  answers: Annotation<Record<string, string>>({
    reducer: (left, right) => ({ ...left, ...right }),
    default: () => ({}),
  }),
});

export interface LangGraphRun {
  run(): Promise<void>;
  close(): Promise<void>;
}

/** A function that runs the mesh once on LangGraph, with its Postgres checkpointer when a URL is given. */
export async function prepareLangGraph(mesh: BenchMesh, databaseUrl?: string): Promise<LangGraphRun> {
  // LangGraph types node names as literals; names made at run time need the plain form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const graph = new StateGraph(State) as unknown as StateGraph<typeof State.spec, typeof State.State, object, string>;
  for (const { id, work } of mesh.steps) {
    graph.addNode(id, async () => ({ answers: { [id]: await simulateWork(work) } }));
  }
  const needed = new Set(mesh.steps.flatMap((step) => step.needs));
  for (const { id, needs } of mesh.steps) {
    if (needs.length === 0) graph.addEdge(START, id);
    else graph.addEdge([...needs], id);
    if (!needed.has(id)) graph.addEdge(id, END);
  }
  const checkpointer = databaseUrl === undefined ? undefined : PostgresSaver.fromConnString(databaseUrl);
  await checkpointer?.setup();
  const compiled = graph.compile(checkpointer ? { checkpointer } : {});
  let thread = 0;
  return {
    async run() {
      thread += 1;
      await compiled.invoke(
        { answers: {} },
        { recursionLimit: 500, configurable: { thread_id: `bench-${process.pid}-${thread}` } },
      );
    },
    close: async () => checkpointer?.end(),
  };
}
