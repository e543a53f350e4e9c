// Problems: everything that is wrong with the mesh; a press goes to where it is.
import type { Diagnostic } from '@parley/spec';
import { CircleCheck } from 'lucide-react';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { applyFix, useDiagnostics } from '../state/check-store.ts';
import { getGraph, selectNode } from '../state/graph-store.ts';
import { setSelection, showRight } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { keyOf, SeverityIcon } from '../ui/diagnostic-list.tsx';

export function Problems() {
  const diagnostics = useDiagnostics();
  if (diagnostics.length === 0) {
    return (
      <p className="flex items-center gap-2 text-[13px] text-ink-soft">
        <CircleCheck size={16} aria-hidden className="text-done" />
        Nothing is wrong. This mesh can run.
      </p>
    );
  }
  return (
    <ul className="-mx-1 flex flex-col">
      {diagnostics.map((diagnostic) => (
        <li key={keyOf(diagnostic)} className="flex items-start gap-2">
          <button
            type="button"
            onClick={() => goTo(diagnostic)}
            className="flex min-h-8 min-w-0 flex-1 items-start gap-2 rounded-control px-1 py-1.5 text-left text-[13px] leading-5 hover:bg-hover"
          >
            <span
              className={`flex h-5 items-center ${diagnostic.severity === 'error' ? 'text-failed' : 'text-warning'}`}
            >
              <SeverityIcon severity={diagnostic.severity} />
            </span>
            <span className="min-w-0 flex-1">{diagnostic.message}</span>
          </button>
          {diagnostic.fix && <Button onClick={() => applyFix(diagnostic)}>{diagnostic.fix.label}</Button>}
        </li>
      ))}
    </ul>
  );
}

function goTo({ at }: Diagnostic): void {
  const edge = getGraph().edges.find(({ id }) => id === at.edgeId);
  const nodeId = at.nodeId ?? edge?.target;
  if (edge) setSelection({ nodes: [], edges: [edge.id] });
  else if (nodeId !== undefined) selectNode(nodeId);
  if (nodeId === undefined) return;
  showRight('settings');
  getCanvasHandle()?.centreOn(nodeId);
}
