import type { Op, OpContext, OpInputs, Ops } from '@parley/runtime';
import { AppError, createRunState, type Plan, type RunEventBody, reduceRun, type Step, type Value } from '@parley/spec';
import { describe, expect, it } from 'vitest';
import { createTransientHost, type EngineHost } from './engine-host.ts';
import { runPlan } from './run-plan.ts';

const brief = (question: string): Value => ({ kind: 'brief', question, documents: [] });

interface StepSketch {
  readonly id: string;
  readonly op?: Step['op'];
  readonly needs?: string[];
  readonly toleratesMissing?: boolean;
}

function plan(sketches: StepSketch[], results: string[]): Plan {
  return {
    version: 1,
    name: 'test',
    steps: sketches.map(({ id, op = 'generate', needs = [], toleratesMissing = false }) => ({
      id,
      nodeId: `node-${id}`,
      title: id.toUpperCase(),
      op,
      args: { id },
      inputs: needs.length === 0 ? {} : { in: { steps: needs, many: true, toleratesMissing } },
    })),
    results,
  };
}

type Act = (id: string, inputs: OpInputs, context: OpContext) => Promise<Value>;

/** Every op does `act`, told which step it is by the step's own arguments. */
function opsOf(act: Act): Ops {
  const op: Op = async ({ id }: { id: string }, inputs, context) => act(id, inputs, context);
  return { brief: op, generate: op, consensus: op, synthesise: op, branch: op, intersect: op, output: op };
}

function createUnusedMeter(): EngineHost['resources']['meter'] {
  const unused = () => {
    throw new Error('nothing to measure in this test');
  };
  return { measure: unused, count: unused, learn: unused };
}

const resources: EngineHost['resources'] = {
  models: {
    families: async () => [],
    generate: () => {
      throw new Error('no model in this test');
    },
  },
  documents: {
    read: async () => {
      throw new Error('no document in this test');
    },
  },
  tools: {
    find: () => {
      throw new Error('no tool in this test');
    },
  },
  meter: createUnusedMeter(),
};

/** Runs and folds; the fold itself proves that the events are in an order a reader can follow. */
async function run(thePlan: Plan, act: Act, changes: Partial<EngineHost> = {}) {
  const events: RunEventBody[] = [];
  const host = {
    ...createTransientHost({ ops: opsOf(act), resources, emit: (event) => events.push(event) }),
    ...changes,
  };
  const end = await runPlan(thePlan, host);
  const state = events
    .map((event, index) => ({ ...event, runId: 'r', seq: index + 1, at: new Date(index).toISOString() }))
    .reduce(reduceRun, createRunState('r'));
  return {
    events,
    end,
    state,
    statuses: Object.fromEntries(Object.values(state.steps).map((s) => [s.stepId, s.status])),
  };
}

describe('runPlan', () => {
  it('runs independent steps at the same time and gives each only what is wired to it', async () => {
    // `b` and `c` each wait for the other to have started: one after the other, this would never end.
    const started = { b: Promise.withResolvers<void>(), c: Promise.withResolvers<void>() };
    const seen: Record<string, OpInputs> = {};
    const diamond = plan(
      [
        { id: 'a' },
        { id: 'b', needs: ['a'] },
        { id: 'c', needs: ['a'] },
        { id: 'd', needs: ['c', 'b'] },
        { id: 'apart' },
      ],
      ['d', 'apart'],
    );
    const { end, statuses } = await run(diamond, async (id, inputs) => {
      seen[id] = inputs;
      if (id === 'b' || id === 'c') {
        started[id].resolve();
        await started[id === 'b' ? 'c' : 'b'].promise;
      }
      return brief(id);
    });
    expect(end).toEqual({ type: 'run-end', status: 'done' });
    expect(statuses).toEqual({ a: 'done', b: 'done', c: 'done', d: 'done', apart: 'done' });
    expect(seen).toEqual({
      a: {},
      b: { in: [brief('a')] },
      c: { in: [brief('a')] },
      d: { in: [brief('c'), brief('b')] },
      apart: {},
    });
  });

  it('skips what depends on a failed step, lets tolerant steps go on and says who is missing', async () => {
    const mesh = plan(
      [
        { id: 'good' },
        { id: 'bad' },
        { id: 'strict', needs: ['bad'] },
        { id: 'tolerant', needs: ['good', 'bad'], toleratesMissing: true },
      ],
      ['strict', 'tolerant'],
    );
    const kinds: Record<string, string[]> = {};
    const { end, state, events } = await run(mesh, async (id, inputs) => {
      if (id === 'bad') throw new AppError('provider/overloaded', 'The model is overloaded.');
      kinds[id] = (inputs['in'] ?? []).map((value) => value.kind);
      return brief(id);
    });
    expect(kinds).toEqual({ good: [], tolerant: ['brief', 'missing'] });
    const fault = {
      code: 'provider/overloaded',
      category: 'provider',
      message: 'The model is overloaded.',
      retryable: true,
    };
    expect(end).toEqual({ type: 'run-end', status: 'failed', fault });
    expect(events).toContainEqual({ type: 'step-error', stepId: 'bad', nodeId: 'node-bad', fault });
    expect(state.steps['strict']).toMatchObject({ status: 'skipped', reason: '"BAD" gave nothing to work with.' });
    expect(state.steps['tolerant']).toMatchObject({ status: 'done' });
  });

  it('stops at a spend limit instead of going on without the voice, and keeps what is done', async () => {
    const mesh = plan(
      [
        { id: 'bad' },
        { id: 'good' },
        { id: 'poor' },
        { id: 'tolerant', needs: ['good', 'poor'], toleratesMissing: true },
        { id: 'after', needs: ['tolerant'], toleratesMissing: true },
      ],
      ['after'],
    );
    const { end, statuses } = await run(mesh, async (id) => {
      if (id === 'bad') throw new AppError('provider/overloaded', 'The model is overloaded.');
      if (id === 'poor') throw new AppError('limit/spend', 'Nothing is left to spend.');
      return brief(id);
    });
    expect(statuses).toEqual({ bad: 'failed', good: 'done', poor: 'failed', tolerant: 'skipped', after: 'skipped' });
    expect(end).toMatchObject({ status: 'failed', fault: { code: 'limit/spend' } });
  });

  it('keeps the words of an unmarked error to itself', async () => {
    const { state } = await run(plan([{ id: 'a' }], ['a']), async () => {
      throw new Error('secret internals');
    });
    expect(JSON.stringify(state)).not.toContain('secret internals');
    expect(state.steps['a']?.fault?.code).toBe('internal/bug');
  });

  it('counts offsets per step, starts again at zero after a retry and goes back with what is taken back', async () => {
    const fault = { code: 'provider/cut-off', category: 'provider', message: 'Cut.', retryable: true } as const;
    const { events, state } = await run(plan([{ id: 'a' }], ['a']), async (id, _inputs, context) => {
      context.signalStep({ type: 'text', text: 'one ' });
      context.signalStep({ type: 'reasoning', text: 'hm' });
      context.signalStep({ type: 'text', text: 'two' });
      context.signalStep({ type: 'retry', attempt: 2, delay: 10, fault });
      context.signalStep({ type: 'text', text: 'again so' });
      context.signalStep({ type: 'text-back', length: 3 });
      context.signalStep({ type: 'text', text: ' and again' });
      return brief(id);
    });
    expect(events.flatMap((event) => (event.type === 'text-delta' ? [[event.offset, event.text]] : []))).toEqual([
      [0, 'one '],
      [4, 'two'],
      [0, 'again so'],
      [5, ''],
      [5, ' and again'],
    ]);
    expect(state.steps['a']).toMatchObject({ text: 'again and again', reasoning: '', attempt: 2 });
  });

  it('ends as cancelled at once, even when a step does not listen', async () => {
    const stop = new AbortController();
    const { end, statuses, events } = await run(
      plan([{ id: 'deaf' }, { id: 'next', needs: ['deaf'] }], ['next']),
      async () => {
        stop.abort();
        return new Promise(() => {});
      },
      { signal: stop.signal },
    );
    expect(end).toEqual({ type: 'run-end', status: 'cancelled' });
    expect(statuses).toEqual({ deaf: 'cancelled', next: 'cancelled' });
    expect(events.filter((event) => event.type === 'step-error' || event.type === 'step-skip')).toEqual([]);
  });

  it('does not do finished steps again and counts attempts on', async () => {
    const done: [string, OpInputs][] = [];
    const { end, events } = await run(
      plan([{ id: 'a' }, { id: 'b', needs: ['a'] }], ['b']),
      async (id, inputs) => {
        done.push([id, inputs]);
        return brief(id);
      },
      { finished: new Map([['a', { output: brief('kept') }]]), attempts: new Map([['b', 1]]), resumed: true },
    );
    expect(end.status).toBe('done');
    expect(done).toEqual([['b', { in: [brief('kept')] }]]);
    expect(events).toContainEqual({ type: 'step-start', stepId: 'b', nodeId: 'node-b', attempt: 2 });
  });

  it('routes durable work to the host by step and says when all of it was reused', async () => {
    const asked: [string, unknown][] = [];
    const { events } = await run(
      plan([{ id: 'a' }], ['a']),
      async (_id, _inputs, context) => brief(await context.durable('call', { q: 1 }, async () => 'fresh')),
      {
        // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the host's signature
        durable: async <Result>(path: string, input: unknown) => {
          asked.push([path, input]);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stand-in journal
          return { result: 'journalled' as Result, reused: true };
        },
      },
    );
    expect(asked).toEqual([['a/call', { q: 1 }]]);
    expect(events).toContainEqual({
      type: 'step-end',
      stepId: 'a',
      nodeId: 'node-a',
      output: brief('journalled'),
      reused: true,
    });
  });

  it('runs a chain of 5,000 steps without a deep stack', async () => {
    const chain = Array.from({ length: 5000 }, (_, i) => ({ id: `s${i}`, needs: i === 0 ? [] : [`s${i - 1}`] }));
    const { end } = await runWithoutFold(plan(chain, ['s4999']));
    expect(end.status).toBe('done');
  });
});

async function runWithoutFold(thePlan: Plan) {
  return {
    end: await runPlan(thePlan, createTransientHost({ ops: opsOf(async (id) => brief(id)), resources })),
  };
}
