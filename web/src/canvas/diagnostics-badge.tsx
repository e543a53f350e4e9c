// DiagnosticsBadge: how many faults a card has; opens what they are and repairs them.
import { Popover } from '../ui/popover.tsx';
import { DiagnosticList, SeverityIcon } from '../ui/diagnostic-list.tsx';
import { classNames } from '../ui/class-names.ts';
import { applyFix, useNodeDiagnostics } from '../state/check-store.ts';

export function DiagnosticsBadge({ nodeId }: { readonly nodeId: string }) {
  const diagnostics = useNodeDiagnostics(nodeId);
  if (diagnostics.length === 0) return null;
  const severity = diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 'error' : 'warning';
  const count = diagnostics.length === 1 ? '1 problem' : `${diagnostics.length} problems`;
  return (
    <Popover
      trigger={
        <button
          type="button"
          aria-label={`${count}. Show and fix`}
          title={count}
          className={classNames(
            'nodrag nopan relative inline-flex h-6 shrink-0 items-center gap-1 rounded-full px-1.5 text-[12px] font-medium after:absolute after:-inset-1',
            severity === 'error' ? 'bg-failed-soft text-failed' : 'bg-warning-soft text-warning',
          )}
        >
          <SeverityIcon severity={severity} size={14} />
          {diagnostics.length > 1 && diagnostics.length}
        </button>
      }
    >
      <DiagnosticList diagnostics={diagnostics} onFix={applyFix} />
    </Popover>
  );
}
