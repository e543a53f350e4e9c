// BranchView: which way a run went at a router, and what was asked of the verdict for it.
import type { Branch } from '@parley/spec';
import { StepShape } from '../run/step-shape.tsx';

interface BranchViewProps {
  readonly branch: Branch;
}

export function BranchView({ branch: { sideTitle, because, checks, passes } }: BranchViewProps) {
  return (
    <section className="flex flex-col gap-3" aria-label="Way taken">
      <p className="rounded-control bg-hover px-3 py-2 text-[15px] leading-6">
        <strong className="font-semibold">{sideTitle}</strong>: {because}.
      </p>
      <p className="text-[13px] text-ink-soft">
        What is wired to “{sideTitle}” goes on with {passed[passes.kind]}. What is wired to the other side is not
        needed, costs nothing and is nobody’s missing voice.
      </p>
      {checks.length > 0 && (
        <ul className="flex flex-col gap-1 text-[13px]" aria-label="What was asked of the verdict">
          {checks.map(({ measure, met, text }) => (
            <li key={measure} className="flex items-center gap-2">
              <StepShape shape={met ? 'done' : 'missing'} />
              <span className="sr-only">{met ? 'Met:' : 'Not met:'}</span>
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const passed: Readonly<Record<Branch['passes']['kind'], string>> = {
  brief: 'the question and its documents',
  verdict: 'what the voices found',
};
