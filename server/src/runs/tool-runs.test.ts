// An agent with tools in the durable host: what was paid and done before a run broke off is neither paid nor done again.
import { createModelGateway, createTokenMeter, type ModelEvent } from '@parley/models';
import { createScriptedProvider, say, scriptedFamily } from '@parley/models/scripted';
import { ops, type Tool } from '@parley/runtime';
import { createRunState, type Plan, reduceRun, type RunEvent } from '@parley/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createRunHost } from './create-run-host.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const call = (id: string, sum: string): ModelEvent => ({
  type: 'tool-call',
  call: { id, tool: 'calculator', input: { sum } },
});
const finish: ModelEvent = { type: 'finish', outcome: 'tool-calls' };

const step = (id: string, op: 'brief' | 'generate', args: Plan['steps'][number]['args'], needs: string[]) => ({
  id,
  nodeId: id,
  title: id,
  op,
  args,
  inputs: needs.length > 0 ? { brief: { steps: needs, many: true, toleratesMissing: false } } : {},
});
const agentArgs = { family: 'a', model: '', domain: '', instructions: '', stances: [], passages: 4, fit: 'trim' };
const plan: Plan = {
  version: 1,
  name: 'mesh',
  steps: [
    step('question', 'brief', { question: 'How much?', text: '', documents: [] }, []),
    step('agent', 'generate', { ...agentArgs, tools: ['calculator'], toolRounds: 4 }, ['question']),
  ],
  results: ['agent'],
};

it('goes on in the middle of a conversation with tools', async () => {
  let isBroken = true;
  const provider = createScriptedProvider((request) => {
    const round = request.messages.filter(({ role }) => role === 'tool').length;
    if (round === 0) return [{ type: 'text', text: 'Let me compute.' }, call('x', '1+1'), call('y', '2+2'), finish];
    if (round === 1) return [call('x', '3+3'), finish];
    return isBroken ? [{ type: 'text', text: 'Ten' }] : say('Twelve.');
  });
  const done: unknown[] = [];
  const calculator: Tool = {
    id: 'calculator',
    name: 'calculator',
    title: 'Calculator',
    description: 'Computes.',
    inputSchema: { type: 'object' },
    run: async (input) => {
      done.push(input);
      return { text: `given ${JSON.stringify(input)}` };
    },
  };
  const models = createModelGateway({
    families: [scriptedFamily('a')],
    providers: [provider],
    readSecret: () => Promise.resolve(undefined),
    readBaseUrl: () => Promise.resolve(undefined),
    retries: { count: 0 },
  });
  const host = await createRunHost({
    databaseUrl: database.url,
    db: database.db,
    pool: database.pool,
    ops,
    resources: {
      models,
      documents: { read: () => Promise.reject(new Error('no document here')) },
      tools: { find: () => Promise.resolve({ tools: [calculator], missing: [] }) },
      meter: createTokenMeter(),
    },
    log: { warn: () => {}, error: () => {} },
  });
  try {
    const collect = async (runId: string, seq: number) => {
      const events: RunEvent[] = [];
      for await (const event of host.events(runId, seq, new AbortController().signal)) events.push(event);
      return events;
    };
    const runId = await host.start({ graph: { version: 1, name: 'mesh', nodes: [], edges: [] }, plan, inputs: {} });
    const first = await collect(runId, 0);
    expect(first.at(-1)).toMatchObject({ type: 'run-end', status: 'failed', fault: { code: 'provider/cut-off' } });
    isBroken = false;
    await host.resume(runId);
    const events = [...first, ...(await collect(runId, first.length))];
    const state = events.reduce(reduceRun, createRunState(runId));
    expect(await host.state(runId)).toEqual(state);
    const tools = [
      ['x', '1+1'],
      ['y', '2+2'],
      ['x 2.1', '3+3'],
    ].map(([id, sum]) => ({
      call: { id, tool: 'calculator', input: { sum } },
      title: 'Calculator',
      result: { id, tool: 'calculator', ok: true, text: `given {"sum":"${sum}"}` },
    }));
    expect(state.steps['agent']).toMatchObject({ status: 'done', text: 'Twelve.', tools, reused: false });
    expect(done).toEqual([{ sum: '1+1' }, { sum: '2+2' }, { sum: '3+3' }]);
    // Three turns before it broke off, and the last one again.
    expect(provider.calls).toHaveLength(4);
  } finally {
    await host.close();
  }
});
