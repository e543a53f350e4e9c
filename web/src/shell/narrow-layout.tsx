// NarrowLayout: the mesh on a phone. The outline leads; the canvas is one press away; panels are sheets.
import { CircleAlert, ListTree, Plus, ScrollText, Workflow } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Canvas } from '../canvas/canvas.tsx';
import { Palette } from '../canvas/palette.tsx';
import { useGraphNode } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { showRight, useView, viewStore } from '../state/view-store.ts';
import { Sheet } from '../ui/dialog.tsx';
import { classNames } from '../ui/class-names.ts';
import { Outline } from './outline.tsx';
import { BottomPanel, ProblemCount, RightPanel } from './panels.tsx';

export function NarrowLayout() {
  const [page, setPage] = useState<'outline' | 'canvas'>('outline');
  const [sheet, setSheet] = useState<'palette' | 'drawer'>();
  const isRightOpen = useView((view) => view.panels.right);
  const isResult = useView((view) => view.rightTab === 'result');
  const node = useGraphNode(useView((view) => view.selection.nodes[0]));
  // What was open beside the canvas of a wide screen would cover all of this one.
  useEffect(() => viewStore.setState(({ panels }) => ({ panels: { ...panels, right: false } })), []);
  return (
    <>
      <main aria-label="Mesh" className="min-h-0 flex-1 overflow-y-auto">
        {page === 'canvas' ? <Canvas /> : <Outline onChoose={() => showRight('settings')} />}
      </main>
      <nav aria-label="Views" className="flex shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]">
        <NavButton icon={ListTree} label="Outline" current={page === 'outline'} onClick={() => setPage('outline')} />
        <NavButton icon={Workflow} label="Canvas" current={page === 'canvas'} onClick={() => setPage('canvas')} />
        <NavButton icon={Plus} label="Add" onClick={() => setSheet('palette')} />
        <NavButton icon={ScrollText} label="Result" onClick={() => showRight('result')} />
        <NavButton icon={CircleAlert} label="Problems" onClick={() => setSheet('drawer')} />
      </nav>
      <Sheet open={sheet === 'palette'} onOpenChange={() => setSheet(undefined)} title="Add a node">
        <Palette onAdd={() => setSheet(undefined)} />
      </Sheet>
      <Sheet open={sheet === 'drawer'} onOpenChange={() => setSheet(undefined)} title="Problems and runs">
        <BottomPanel />
      </Sheet>
      <Sheet
        open={isRightOpen}
        onOpenChange={(right) => viewStore.setState(({ panels }) => ({ panels: { ...panels, right } }))}
        title={isResult ? 'This run' : node ? readNode(node).title : 'This mesh'}
      >
        <RightPanel />
      </Sheet>
    </>
  );
}

interface NavButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly current?: boolean;
  readonly onClick: () => void;
}

function NavButton({ icon: Icon, label, current = false, onClick }: NavButtonProps) {
  return (
    <button
      type="button"
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
      className={classNames(
        'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[11px]',
        current ? 'font-semibold text-ink' : 'text-ink-soft',
      )}
    >
      <Icon size={18} aria-hidden />
      <span className="flex items-center gap-1">
        {label}
        {label === 'Problems' && <ProblemCount />}
      </span>
    </button>
  );
}
