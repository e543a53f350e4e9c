// Branches: what a run does of a mesh that forks, and that what it leaves out is nobody's missing voice.
import type { MissingInput, Op, OpInputs, Ops } from '@parley/runtime';
import {
  AppError,
  type Branch,
  createRunState,
  findGuards,
  type Plan,
  reduceRun,
  type RunEventBody,
  type Step,
  type StepInput,
  type Value,
} from '@parley/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTransientHost, type EngineHost } from './engine-host.ts';
import { runPlan } from './run-plan.ts';

const brief = (question: string) => ({ kind: 'brief' as const, question, documents: [] });
const unused = () => {
  throw new Error('not used in this test');
};
const resources: EngineHost['resources'] = {
  models: { families: async () => [], generate: unused },
  documents: { read: unused },
  tools: { find: unused },
  meter: { measure: unused, count: unused, learn: unused },
};

const wire = (...ends: string[]): StepInput => ({
  steps: ends.map((end) => end.split('.')[0] ?? ''),
  many: true,
  toleratesMissing: false,
  ...(ends.some((end) => end.includes('.')) && { sides: ends.map((end) => end.split('.')[1] ?? null) }),
});
const tolerant = (...ends: string[]): StepInput => ({ ...wire(...ends), toleratesMissing: true });
const step = (id: string, inputs: Step['inputs'] = {}, op: Step['op'] = 'generate'): Step => ({
  id,
  nodeId: id,
  title: id,
  op,
  args: { id },
  inputs,
});

interface Behaviour {
  /** The side each branch takes; `open` unless told. */
  readonly sides?: Readonly<Record<string, string>>;
  readonly fails?: ReadonlySet<string>;
}

/** Runs the plan to its end, or from what an earlier sitting of it left; folds what it tells. */
async function run(plan: Plan, { sides = {}, fails = new Set() }: Behaviour, before: readonly RunEventBody[] = []) {
  const calls = new Map<string, OpInputs>();
  const act: Op = async ({ id }: { id: string }, inputs): Promise<Value> => {
    expect(calls.has(id)).toBe(false);
    calls.set(id, inputs);
    if (fails.has(id)) throw new AppError('provider/overloaded', `${id} is overloaded.`);
    if (!branches.has(id)) return brief(id);
    const side = sides[id] ?? 'open';
    const branch: Branch = {
      kind: 'branch',
      question: '',
      side,
      sideTitle: side,
      because: `${id} says ${side}`,
      checks: [],
      passes: brief(`${id}.${side}`),
      text: '',
      closure: [],
    };
    return branch;
  };
  const branches = new Set(plan.steps.filter(({ op }) => op === 'branch').map(({ id }) => id));
  const ops: Ops = {
    brief: act,
    generate: act,
    consensus: act,
    synthesise: act,
    branch: act,
    intersect: act,
    output: act,
  };
  const events: RunEventBody[] = [...before];
  const fold = () =>
    events
      .map((event, index) => ({ ...event, runId: 'r', seq: index + 1, at: new Date(index).toISOString() }))
      .reduce(reduceRun, createRunState('r'));
  const stored = Object.values(fold().steps);
  const host: EngineHost = {
    ...createTransientHost({ ops, resources, emit: (event) => events.push(event) }),
    resumed: before.length > 0,
    finished: new Map(stored.flatMap(({ stepId, output }) => (output ? [[stepId, { output }]] : []))),
    failed: new Map(stored.flatMap(({ stepId, fault }) => (fault ? [[stepId, fault]] : []))),
  };
  const end = await runPlan(plan, host);
  const state = fold();
  const steps = Object.values(state.steps);
  return { end, events, calls, state, statuses: Object.fromEntries(steps.map((each) => [each.stepId, each.status])) };
}

const planOf = (steps: Step[], ...results: string[]): Plan => ({ version: 1, name: 'fork', steps, results });

describe('a mesh that forks', () => {
  const escalation = planOf(
    [
      step('ask'),
      step('cheap', { brief: wire('ask') }),
      step('fork', { verdict: tolerant('cheap'), brief: wire('ask') }, 'branch'),
      step('deep', { brief: wire('fork.open') }),
      step('deeper', { context: wire('deep') }),
      step('join', { voices: tolerant('cheap', 'deep', 'deeper') }),
      step('end', { result: wire('join') }, 'output'),
    ],
    'end',
  );

  it('does one side, and a join hears what was done as if there were nothing else', async () => {
    const settled = await run(escalation, { sides: { fork: 'settled' } });
    expect(settled.end).toEqual({ type: 'run-end', status: 'done' });
    expect(settled.statuses).toEqual({
      ask: 'done',
      cheap: 'done',
      fork: 'done',
      deep: 'not-taken',
      deeper: 'not-taken',
      join: 'done',
      end: 'done',
    });
    expect(settled.calls.get('join')).toEqual({ voices: [brief('cheap')] });
    expect(settled.state.steps['deeper']?.reason).toBe('Not needed: fork says settled.');
    const open = await run(escalation, {});
    expect(Object.values(open.statuses)).toEqual(Array.from({ length: 7 }, () => 'done'));
    expect(open.calls.get('deep')).toEqual({ brief: [brief('fork.open')] });
    expect(open.calls.get('join')).toEqual({ voices: [brief('cheap'), brief('deep'), brief('deeper')] });
  });

  it('has no way on when the branch itself failed: that is a failure, and its voices are missing', async () => {
    const { statuses, calls } = await run(escalation, { fails: new Set(['fork']) });
    expect([statuses['deep'], statuses['deeper'], statuses['join']]).toEqual(['skipped', 'skipped', 'done']);
    expect(calls.get('join')?.['voices']?.map(({ kind }) => kind)).toEqual(['brief', 'missing', 'missing']);
  });

  it('is done when one of two outputs is reached, and fails with a reason when none is', async () => {
    const outputs = planOf(
      [
        step('fork', {}, 'branch'),
        step('quick', { result: wire('fork.settled') }, 'output'),
        step('slow', { result: wire('fork.open') }, 'output'),
      ],
      'quick',
      'slow',
    );
    expect((await run(outputs, {})).end).toEqual({ type: 'run-end', status: 'done' });
    const dead = await run({ ...outputs, results: ['quick'] }, {});
    expect(dead.end).toMatchObject({
      status: 'failed',
      fault: { code: 'user/no-material', message: expect.stringContaining('because fork says open, and that way') },
    });
  });

  it('reaches one output from either side by one port', async () => {
    const joined = planOf(
      [
        step('fork', {}, 'branch'),
        step('deep', { brief: wire('fork.open') }),
        step('end', { result: wire('fork.settled', 'deep') }, 'output'),
      ],
      'end',
    );
    const [settled, open] = [await run(joined, { sides: { fork: 'settled' } }), await run(joined, {})];
    expect([settled.calls.get('end'), open.calls.get('end')]).toEqual([
      { result: [brief('fork.settled')] },
      { result: [brief('deep')] },
    ]);
  });

  it('does without what an optional port does not get, and not without what another needs', async () => {
    const optional = { ...tolerant('deep'), optional: true as const };
    const steps = [
      step('fork', {}, 'branch'),
      step('deep', { brief: wire('fork.open') }),
      step('apart'),
      step('free', { voices: tolerant('apart'), verdict: optional }),
      step('bound', { voices: tolerant('deep'), verdict: { ...tolerant('apart'), optional: true } }),
      step('alone', { verdict: optional }),
    ];
    const { statuses, calls } = await run(planOf(steps, 'free'), { sides: { fork: 'settled' } });
    expect([statuses['free'], statuses['bound'], statuses['alone']]).toEqual(['done', 'not-taken', 'not-taken']);
    expect(calls.get('free')).toEqual({ voices: [brief('apart')] });
  });
});

/** Plans of up to a dozen steps, a third of them branches, wired at random to what comes before them. */
const forking = fc
  .array(
    fc.record({
      isBranch: fc.boolean(),
      fails: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
      side: fc.constantFrom('settled', 'open'),
      ports: fc.array(
        fc.record({
          toleratesMissing: fc.boolean(),
          isOptional: fc.boolean(),
          wires: fc.array(fc.record({ source: fc.nat(), side: fc.constantFrom('settled', 'open') }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((sketches) => {
    const steps = sketches.map(({ isBranch, ports }, index): Step => {
      const inputs = ports.map(({ toleratesMissing, isOptional, wires }, port): [string, StepInput] => {
        const sources = wires.map(({ source, side }) => ({ at: source % Math.max(1, index), side }));
        const input: StepInput = {
          steps: sources.map(({ at }) => `s${at}`),
          many: true,
          toleratesMissing,
          sides: sources.map(({ at, side }) => (sketches[at]?.isBranch ? side : null)),
        };
        if (isOptional && toleratesMissing) input.optional = true;
        return [`p${port}`, input];
      });
      return step(`s${index}`, index === 0 ? {} : Object.fromEntries(inputs), isBranch ? 'branch' : 'generate');
    });
    const sides = Object.fromEntries(sketches.map(({ side }, index) => [`s${index}`, side]));
    const fails = new Set(sketches.flatMap(({ fails: isBad }, index) => (isBad ? [`s${index}`] : [])));
    return { plan: planOf(steps, `s${sketches.length - 1}`), behaviour: { sides, fails } };
  });

describe('whatever the mesh', () => {
  it('each step is done, failed, skipped or not taken, and what was not taken is never called and never missing', async () => {
    await fc.assert(
      fc.asyncProperty(forking, async ({ plan, behaviour }) => {
        const { statuses, calls, events } = await run(plan, behaviour);
        const guards = findGuards(plan.steps);
        const isTaken = (source: string, side: string | null = null) =>
          statuses[source] !== 'not-taken' &&
          (side === null || statuses[source] !== 'done' || behaviour.sides[source] === side);
        for (const { id, inputs } of plan.steps) {
          const status = statuses[id] ?? '';
          expect(['done', 'failed', 'skipped', 'not-taken']).toContain(status);
          expect(calls.has(id)).toBe(status === 'done' || status === 'failed');
          const endings = events.filter(
            (event) => 'stepId' in event && event.stepId === id && /^step-(end|error|skip)$/.test(event.type),
          );
          expect(endings).toHaveLength(1);
          // What a run does of a step, and what was known of it before.
          if (status === 'done' || status === 'failed') {
            for (const guard of guards.get(id)?.values() ?? []) {
              expect([statuses[guard.step], behaviour.sides[guard.step]]).not.toEqual([
                'done',
                guard.side === 'open' ? 'settled' : 'open',
              ]);
            }
          }
          for (const [port, { steps, sides }] of Object.entries(inputs)) {
            const heard = calls.get(id)?.[port];
            if (!calls.has(id)) continue;
            const taken = steps.filter((source, index) => isTaken(source, sides?.[index]));
            expect(heard?.length ?? 0).toBe(taken.length);
            const missing = (heard ?? []).filter((value): value is MissingInput => value.kind === 'missing');
            for (const { missing: voice } of missing) expect(['failed', 'skipped']).toContain(statuses[voice.nodeId]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a run that breaks off anywhere goes the same way when it is taken up, and nothing is called twice', async () => {
    await fc.assert(
      fc.asyncProperty(forking, fc.nat(), async ({ plan, behaviour }, cut) => {
        const whole = await run(plan, behaviour);
        // The first event stands, and the end is not told: the process died.
        const before = whole.events.slice(0, 1 + (cut % (whole.events.length - 1)));
        const ended = new Set(
          before.flatMap((event) => (event.type === 'step-end' || event.type === 'step-error' ? [event.stepId] : [])),
        );
        const { statuses, calls, end } = await run(plan, behaviour, before);
        expect(statuses).toEqual(whole.statuses);
        expect(end).toEqual(whole.end);
        expect([...calls.keys()].filter((id) => ended.has(id))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
