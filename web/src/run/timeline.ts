// Places a run's steps on one time axis. Pure.
import type { RunState, StepState } from '@parley/spec';
import { orderSteps } from './rounds.ts';

export interface TimelineRow {
  readonly step: StepState;
  /** Shares of the whole axis, 0 to 1; undefined for a step that never started. */
  readonly bar: { readonly from: number; readonly length: number } | undefined;
}

export interface Timeline {
  /** Milliseconds the axis spans, at least 1. */
  readonly span: number;
  /** By start; those that never started come last, in plan order. */
  readonly rows: readonly TimelineRow[];
}

/**
 * Rows over the time from the first start to the last end; a step that still runs reaches to `now` (milliseconds since
 * the epoch), one that asks to its question. Steps finished in an earlier sitting of a resumed run keep their own times.
 */
export function layOutTimeline(run: RunState, now: number): Timeline {
  const timed = orderSteps(run).map((step) => {
    const start = step.startedAt === undefined ? undefined : Date.parse(step.startedAt);
    const asked = step.requests?.[0]?.at;
    const stopped = step.endedAt ?? asked;
    const end = stopped !== undefined ? Date.parse(stopped) : step.status === 'running' ? now : start;
    return { step, start, end };
  });
  const origin = Math.min(...timed.flatMap(({ start }) => start ?? []), now);
  const last = Math.max(...timed.flatMap(({ start, end }) => (start === undefined ? [] : (end ?? []))), origin);
  const span = Math.max(1, last - origin);
  const rows = timed
    .toSorted((one, other) => (one.start ?? Infinity) - (other.start ?? Infinity) || 0)
    .map(({ step, start, end }) => ({
      step,
      bar:
        start === undefined || end === undefined
          ? undefined
          : { from: (start - origin) / span, length: Math.max(0, end - start) / span },
    }));
  return { span, rows };
}
