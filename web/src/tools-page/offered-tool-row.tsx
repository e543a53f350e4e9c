// OfferedToolRow: one tool as its server describes it, to be read before it is allowed. Its words are shown as text only.
import type { OfferedTool } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import { StepShape } from '../run/step-shape.tsx';
import { Button } from '../ui/button.tsx';
import { stateShapes, stateWords } from './tool-words.ts';

interface OfferedToolRowProps {
  readonly tool: OfferedTool;
  readonly busy: boolean;
  /** With the fingerprint of what is shown, or null to take the permission back. */
  readonly onAllow: (fingerprint: string | null) => void;
}

export function OfferedToolRow({ tool, busy, onAllow }: OfferedToolRowProps) {
  const { name, title, description, inputSchema, fingerprint, state } = tool;
  return (
    <li className="flex flex-col gap-1 py-2" aria-label={title}>
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{title}</span>
        {name !== title && <code className="font-mono text-[12px] break-all text-ink-faint">{name}</code>}
        <span className="flex min-w-52 flex-1 items-center gap-1 text-[12px] text-ink-soft">
          <StepShape shape={stateShapes[state]} />
          {stateWords[state]}
        </span>
        {(state === 'new' || state === 'changed') && (
          <Button disabled={busy} onClick={() => onAllow(fingerprint)}>
            {state === 'new' ? 'Allow' : 'Allow again'}
            <span className="sr-only"> {title}</span>
          </Button>
        )}
        {state !== 'new' && (
          <Button variant="quiet" disabled={busy} onClick={() => onAllow(null)}>
            {state === 'allowed' ? 'Stop allowing' : 'Forget'}
            <span className="sr-only"> {title}</span>
          </Button>
        )}
      </div>
      <p className="max-h-40 overflow-y-auto text-[13px] break-words whitespace-pre-wrap text-ink-soft">
        {description === '' ? 'It says nothing about itself.' : description}
      </p>
      <details className="group">
        <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
          <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
          What it is sent<span className="sr-only"> when {title} is called</span>
        </summary>
        <pre className="max-h-60 overflow-auto rounded-control border border-line bg-ground p-2 font-mono text-[12px] whitespace-pre-wrap">
          {JSON.stringify(inputSchema, undefined, 2)}
        </pre>
      </details>
    </li>
  );
}
