// Runs of an example in the durable host with a scripted provider in place of every vendor: everything is real but the answers.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileGraph } from '@parley/compiler';
import { createModelGateway, createTokenMeter, families } from '@parley/models';
import { createScriptedProvider, type Script } from '@parley/models/scripted';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops, type Toolbox } from '@parley/runtime';
import { type Graph, graphSchema, type Plan, type RunEvent, type RunState } from '@parley/spec';
import type { Database } from '../database/connect.ts';
import { executeRun, type Sitting } from '../runs/execute-run.ts';
import { createRunBus } from '../runs/run-bus.ts';
import type { StartRun } from '../runs/run-host.ts';
import { createRunStore, type RunStore } from '../runs/run-store.ts';
import { createTestDatabase, testLog } from './test-database.ts';

export interface ScriptedRuns {
  readonly db: Database;
  readonly store: RunStore;
  /** The example, and what it is compiled to. */
  readonly graph: Graph;
  compile(graph: Graph): Plan;
  /** Stores a run of the example, or of this Graph, that nobody has begun. */
  insert(runId: string, of?: Pick<StartRun, 'graph' | 'graphId'>): Promise<void>;
  /** Begins a sitting; `onCommitted` is told of events once they are stored. */
  sit(runId: string, onCommitted?: (events: readonly RunEvent[]) => void): Sitting;
  stateOf(runId: string): Promise<RunState>;
  close(): Promise<void>;
}

/** A database of its own with runs of `examples/<example>`, whose documents are pasted text. Calls are not tried again. */
export async function openScriptedRuns(
  example: string,
  script: Script,
  tools: Toolbox = emptyToolbox,
): Promise<ScriptedRuns> {
  const file = path.resolve(import.meta.dirname, '../../../examples', example, 'graph.json');
  const graph = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const provider = createScriptedProvider(script);
  const models = createModelGateway({
    families: families.map((family) => ({ ...family, routes: [{ provider: provider.id, sameIds: true }] })),
    providers: [provider],
    readSecret: async () => undefined,
    readBaseUrl: async () => undefined,
    retries: { count: 0 },
  });
  const known = await models.families();
  const compile = (some: Graph): Plan => {
    const compiled = compileGraph(some, { nodeTypes, families: known });
    if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
    return compiled.plan;
  };
  const database = await createTestDatabase();
  const bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
  const store = createRunStore(database.db);
  const read = async () => {
    throw new Error('the text is pasted');
  };
  return {
    db: database.db,
    store,
    graph,
    compile,
    insert: (runId, of = { graph }) => store.insert(runId, { ...of, plan: compile(of.graph), inputs: {} }),
    sit(runId, onCommitted = () => {}) {
      const resources = { models, documents: { read }, tools, meter: createTokenMeter() };
      return executeRun(runId, { pool: database.pool, store, bus, ops, resources, log: testLog, onCommitted });
    },
    async stateOf(runId) {
      const state = await store.state(runId);
      if (!state) throw new Error('there is no such run');
      return state;
    },
    async close() {
      await bus.close();
      await database.drop();
    },
  };
}
