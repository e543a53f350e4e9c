// Reasoning: what a model thought on the way, kept apart from its answer and closed until asked for.
import { ChevronRight } from 'lucide-react';

interface ReasoningProps {
  readonly text: string;
}

export function Reasoning({ text }: ReasoningProps) {
  return (
    <details className="group rounded-control border border-line bg-panel">
      <summary className="flex min-h-8 cursor-pointer items-center gap-1 px-3 text-[13px] text-ink-soft hover:text-ink">
        <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
        Reasoning, not part of the answer
      </summary>
      <p className="max-h-80 overflow-y-auto px-3 pb-3 text-[13px] break-words whitespace-pre-wrap text-ink-soft">
        {text}
      </p>
    </details>
  );
}
