import { AppError } from '@parley/spec';
import { expect, it, vi } from 'vitest';
import { createMemoryKeeper, createProviderGate } from './provider-gate.ts';
import type { GatePolicy } from './gate-book.ts';

const unreachable = new AppError('provider/unreachable', 'Away.');
const never = () => new AbortController().signal;

function setUp(policy: Partial<GatePolicy> = {}) {
  let time = 0;
  const now = () => time;
  const keeper = createMemoryKeeper(() => ({ concurrency: 1, failures: 2, rest: 100, ...policy }), now);
  return { gate: createProviderGate('North', keeper, now), wait: (milliseconds: number) => (time += milliseconds) };
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
  const fail = async () => (await gate.enter(never()))({ fault: unreachable });
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
    (await gate.enter(never()))({ fault: new AppError(code, 'No.') });
  }
  expect(gate.restsFor()).toBe(0);
});

it('lets so many calls begin in a minute, and the next when one of them is a minute ago', async () => {
  vi.useFakeTimers();
  try {
    const gate = createProviderGate(
      'North',
      createMemoryKeeper(() => policy({ callsPerMinute: 2 }), Date.now),
      Date.now,
    );
    for (let call = 0; call < 2; call += 1) (await gate.enter(never()))();
    let entered = false;
    const third = gate.enter(never()).then((leave) => {
      entered = true;
      return leave;
    });
    await vi.advanceTimersByTimeAsync(58_000);
    expect(entered).toBe(false);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(entered).toBe(true);
    (await third)();
  } finally {
    vi.useRealTimers();
  }
});

it('counts tokens as they are used, and lets a call through that is larger than the limit when nothing else went', async () => {
  vi.useFakeTimers();
  try {
    const gate = createProviderGate(
      'North',
      createMemoryKeeper(() => policy({ tokensPerMinute: 100 }), Date.now),
      Date.now,
    );
    const enter = (tokens: number) => {
      const state = { entered: false };
      return Object.assign(state, {
        leave: gate.enter(never(), tokens).then((leave) => {
          state.entered = true;
          return leave;
        }),
      });
    };
    // Expected 10 and used 90: there is room for 10 more.
    (await enter(10).leave)({ tokens: 90 });
    (await enter(10).leave)();
    const large = enter(500);
    const small = enter(1);
    await vi.advanceTimersByTimeAsync(50_000);
    // The small one would fit and does not overtake.
    expect([large.entered, small.entered]).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect([large.entered, small.entered]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(small.entered).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it('keeps everybody waiting for a pause the provider asked for, and says so when it is long', async () => {
  vi.useFakeTimers();
  try {
    const gate = createProviderGate(
      'North',
      createMemoryKeeper(() => policy({}), Date.now),
      Date.now,
    );
    const slowDown = (retryAfter: number) => ({ fault: new AppError('limit/rate', 'Slow down.', { retryAfter }) });
    (await gate.enter(never()))(slowDown(5_000));
    let entered = false;
    const next = gate.enter(never()).then((leave) => {
      entered = true;
      return leave;
    });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(entered).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(entered).toBe(true);
    (await next)(slowDown(300_000));
    await expect(gate.enter(never())).rejects.toMatchObject({ code: 'limit/rate', retryAfter: 300_000 });
  } finally {
    vi.useRealTimers();
  }
});

function policy(changes: Partial<GatePolicy>): GatePolicy {
  return { concurrency: 5, failures: 2, rest: 100, ...changes };
}
