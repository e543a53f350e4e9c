// ToolUses: which tools a step called and what came of it: a line for each call, its input and its result unfold.
import type { ToolUse } from '@parley/spec';
import { Check, ChevronRight, LoaderCircle, TriangleAlert } from 'lucide-react';
import { inputLine, toolState, toolStateWords } from '../run/tool-words.ts';

interface ToolUsesProps {
  readonly tools: readonly ToolUse[] | undefined;
  /** Whether the step still works: a call without a result then goes on. */
  readonly running: boolean;
}

export function ToolUses({ tools = [], running }: ToolUsesProps) {
  if (tools.length === 0) return null;
  return (
    <section aria-label="Tools it used" className="rounded-control border border-line bg-panel">
      <ul className="divide-y divide-line">
        {tools.map((use) => (
          <li key={use.call.id}>
            <details className="group">
              <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 px-3 text-[13px] text-ink-soft hover:text-ink">
                <ChevronRight
                  size={15}
                  aria-hidden
                  className="shrink-0 transition-transform duration-150 group-open:rotate-90"
                />
                <span className="max-w-[55%] shrink-0 truncate">{use.title}</span>
                <span className="min-w-0 flex-1 truncate font-mono text-[12px] text-ink-faint">{inputLine(use)}</span>
                <ToolStateMark use={use} running={running} />
              </summary>
              <ToolDetails use={use} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

const block =
  'max-h-80 overflow-auto rounded-control bg-hover p-2 font-mono text-[12px] leading-4 break-words whitespace-pre-wrap';

function ToolDetails({ use: { call, result } }: { readonly use: ToolUse }) {
  return (
    <div className="flex flex-col gap-1.5 px-3 pb-3 text-[12px] text-ink-faint">
      <p>It asked</p>
      <pre className={block}>
        {typeof call.input === 'string' ? call.input : JSON.stringify(call.input, undefined, 2)}
      </pre>
      {result && (
        <>
          <p>{result.ok ? 'It was told' : 'It could not, because'}</p>
          <pre className={block}>{result.text}</pre>
        </>
      )}
    </div>
  );
}

function ToolStateMark({ use, running }: { readonly use: ToolUse; readonly running: boolean }) {
  const state = toolState(use);
  return (
    <span className={`flex shrink-0 items-center gap-1 text-[12px] ${state === 'failed' ? 'text-warning' : ''}`}>
      {state === 'done' && <Check size={14} aria-hidden className="text-done" />}
      {state === 'failed' && <TriangleAlert size={14} aria-hidden />}
      {state === 'running' && running && <LoaderCircle size={14} aria-hidden className="animate-spin" />}
      {toolStateWords(use, running)}
    </span>
  );
}
