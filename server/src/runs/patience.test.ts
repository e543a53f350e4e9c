import type { Op, OpContext, Ops, StepSignal } from '@parley/runtime';
import { AppError } from '@parley/spec';
import { expect, it } from 'vitest';
import { patientOps, withPatience } from './patience.ts';

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'));

it('waits for the database and says so on the step', async () => {
  let failures = 2;
  const op: Op = async () => {
    failures -= 1;
    if (failures >= 0) throw new AppError('internal/storage', 'The database is away.', { cause: lost() });
    return { kind: 'brief', question: 'answered', documents: [] };
  };
  const signals: StepSignal[] = [];
  const ops: Ops = patientOps({
    brief: op,
    generate: op,
    consensus: op,
    synthesise: op,
    branch: op,
    intersect: op,
    output: op,
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- patience uses no more of the context
  const context = {
    signal: new AbortController().signal,
    signalStep: (signal) => signals.push(signal),
  } as Partial<OpContext> as OpContext;
  expect(await ops.generate({}, {}, context)).toEqual({ kind: 'brief', question: 'answered', documents: [] });
  expect(signals).toMatchObject([
    { type: 'retry', attempt: 2, fault: { code: 'internal/storage' } },
    { type: 'retry', attempt: 3, fault: { code: 'internal/storage' } },
  ]);
});

it('is not patient with anything else', async () => {
  const bug = new Error('a bug');
  const work = () => Promise.reject(bug);
  await expect(withPatience(work, new AbortController().signal)).rejects.toBe(bug);
});

it('stops waiting when the run is stopped', async () => {
  const stop = new AbortController();
  const waiting = withPatience(
    () => Promise.reject(lost()),
    stop.signal,
    () => stop.abort(),
  );
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
