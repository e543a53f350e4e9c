// StepShape: the state of a step as a shape. Always beside its word; colour only repeats what the shape says.
import type { StepShapeName } from './step-words.ts';

const colours: Record<StepShapeName, string> = {
  waiting: 'text-waiting',
  running: 'text-running',
  asking: 'text-warning',
  done: 'text-done',
  reused: 'text-done',
  missing: 'text-warning',
  failed: 'text-failed',
  skipped: 'text-skipped',
  'not-taken': 'text-skipped',
  cancelled: 'text-skipped',
};

interface StepShapeProps {
  readonly shape: StepShapeName;
  /** Pixels; 12 unless told. */
  readonly size?: number;
}

export function StepShape({ shape, size = 12 }: StepShapeProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" className={`shrink-0 ${colours[shape]}`} aria-hidden>
      {drawings[shape]}
    </svg>
  );
}

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const drawings: Record<StepShapeName, React.ReactNode> = {
  waiting: <circle cx="6" cy="6" r="4.4" {...line} />,
  // A ring around a dot that breathes: without motion it still differs from every other shape.
  running: (
    <>
      <circle cx="6" cy="6" r="4.8" {...line} strokeWidth={1.2} />
      <circle cx="6" cy="6" r="2.6" fill="currentColor" className="animate-breathe" />
    </>
  ),
  // A speech bubble: somebody is spoken to.
  asking: <path d="M1.4 1.8h9.2v6.2H6.2L3.6 10.6V8H1.4ZM4 4.9v0M6 4.9v0M8 4.9v0" {...line} strokeWidth={1.4} />,
  done: <path d="M2 6.5 4.8 9.2 10 3.2" {...line} strokeWidth={2} />,
  reused: <path d="M9.6 7.6A4 4 0 1 1 9.4 4M9.6 1.6V4.2H7" {...line} />,
  missing: <circle cx="6" cy="6" r="4.4" {...line} strokeDasharray="2.2 2.4" />,
  failed: <path d="M6 1.2 11.2 10.4H.8ZM6 4.8v2.4M6 9v0" {...line} strokeWidth={1.4} />,
  skipped: <path d="M2 2.5 6 6l-4 3.5M6 2.5 10 6 6 9.5" {...line} strokeDasharray="2 1.8" />,
  // The way that was not gone: a fork whose lower arm is only hinted at.
  'not-taken': (
    <>
      <path d="M1.6 6H5L9.8 2.6" {...line} />
      <path d="M5 6l4.8 3.4" {...line} strokeDasharray="0.2 2.6" />
    </>
  ),
  cancelled: <rect x="2.2" y="2.2" width="7.6" height="7.6" rx="1" {...line} strokeDasharray="2.2 1.8" />,
};
