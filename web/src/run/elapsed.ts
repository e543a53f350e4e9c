// How long and how much, in words: durations, moments and token counts. Pure.
import type { StepState, Usage } from '@parley/spec';

/** "0.4 s" under ten seconds, then "12 s", "3 min 5 s", "2 h 4 min". Never negative, as clocks may differ. */
export function formatElapsed(milliseconds: number): string {
  const exact = Math.max(0, milliseconds) / 1000;
  if (exact < 9.95) return `${exact.toFixed(1)} s`;
  const seconds = Math.round(exact);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "1,204 tokens", read and written together; undefined when none were reported. */
export function formatTokens(usage: Usage | undefined): string | undefined {
  const tokens = usage ? usage.inputTokens + usage.outputTokens : 0;
  if (tokens === 0) return undefined;
  return `${tokens.toLocaleString('en')} ${tokens === 1 ? 'token' : 'tokens'}`;
}

/** Milliseconds a step took, or has taken by `now`; undefined before it started. */
export function elapsedOf(step: Pick<StepState, 'startedAt' | 'endedAt'>, now: number): number | undefined {
  if (!step.startedAt) return undefined;
  return (step.endedAt ? Date.parse(step.endedAt) : now) - Date.parse(step.startedAt);
}

/** "today 14:05" or "3 Nov 14:05", in the reader's time zone. */
export function formatMoment(iso: string, now = new Date()): string {
  const moment = new Date(iso);
  const time = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (moment.toDateString() === now.toDateString()) return `today ${time}`;
  return `${moment.toLocaleDateString([], { day: 'numeric', month: 'short' })} ${time}`;
}
