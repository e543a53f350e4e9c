import { AppError } from '@parley/spec';
import { expect, it } from 'vitest';
import { createProviderGate } from './provider-gate.ts';

const unreachable = new AppError('provider/unreachable', 'Away.');
const never = () => new AbortController().signal;

function setUp(policy: Partial<{ concurrency: number; failures: number; rest: number }> = {}) {
  let time = 0;
  const gate = createProviderGate('North', { concurrency: 1, failures: 2, rest: 100, ...policy }, () => time);
  return { gate, wait: (milliseconds: number) => (time += milliseconds) };
}

it('lets calls in by order of arrival, as many as there are places', async () => {
  const { gate } = setUp({ concurrency: 2 });
  const order: string[] = [];
  const enter = async (name: string) => {
    const leave = await gate.enter(never());
    order.push(name);
    return leave;
  };
  const [first, second] = await Promise.all([enter('a'), enter('b')]);
  const waiting = [enter('c'), enter('d')];
  expect(order).toEqual(['a', 'b']);
  first?.();
  // A late-comer does not overtake those that wait; leaving twice frees one place only.
  first?.();
  const late = enter('e');
  await waiting[0];
  expect(order).toEqual(['a', 'b', 'c']);
  second?.();
  (await waiting[1])?.();
  await late;
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('forgets a call that is cancelled while it waits', async () => {
  const { gate } = setUp();
  const leave = await gate.enter(never());
  const abort = new AbortController();
  const gone = gate.enter(abort.signal);
  const next = gate.enter(never());
  abort.abort();
  await expect(gone).rejects.toMatchObject({ code: 'internal/cancelled' });
  leave();
  await expect(next).resolves.toBeTypeOf('function');
});

it('is left alone after failures in a row, then tried by one call', async () => {
  const { gate, wait } = setUp({ concurrency: 5 });
  const fail = async () => (await gate.enter(never()))(unreachable);
  await fail();
  expect(gate.restsFor()).toBe(0);
  await fail();
  expect(gate.restsFor()).toBe(100);
  wait(40);
  await expect(gate.enter(never())).rejects.toMatchObject({ code: 'provider/overloaded', retryAfter: 60 });
  wait(60);
  const leave = await gate.enter(never());
  await expect(gate.enter(never())).rejects.toMatchObject({ code: 'provider/overloaded', retryAfter: 100 });
  leave();
  (await gate.enter(never()))();
  expect(gate.restsFor()).toBe(0);
});

it('counts only what says that the provider is not well', async () => {
  const { gate } = setUp({ failures: 1 });
  for (const code of ['limit/rate', 'provider/bad-key', 'provider/refused-request', 'internal/cancelled'] as const) {
    (await gate.enter(never()))(new AppError(code, 'No.'));
  }
  expect(gate.restsFor()).toBe(0);
});
