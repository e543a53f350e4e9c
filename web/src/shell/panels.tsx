// The panels around the canvas: what is in the right one and in the bottom drawer.
import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Inspector } from '../inspector/inspector.tsx';
import { Problems } from '../inspector/problems.tsx';
import { NodeOutput } from '../result/node-output.tsx';
import { ResultPanel } from '../result/result-panel.tsx';
import { RunDrawer } from '../run/run-drawer.tsx';
import { useDiagnostics } from '../state/check-store.ts';
import type { PanelName } from '../state/view-store.ts';
import { bottomTabs, rightTabs, setPanel, showBottom, showRight, useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Outline } from './outline.tsx';

interface PanelProps {
  /** Draws its own close button; a sheet has one already. */
  readonly closable?: boolean;
}

/** Settings and output of what is selected, and the result of the run. */
export function RightPanel({ closable = false }: PanelProps) {
  const tab = useView((view) => view.rightTab);
  return (
    <Tabs
      label="Selection and result"
      value={tab}
      onValueChange={(id) => showRight(rightTabs.find((known) => known === id) ?? 'settings')}
      tabs={[
        { id: 'settings', title: 'Settings', content: <Inspector /> },
        { id: 'output', title: 'Output', content: <SelectedOutput /> },
        { id: 'result', title: 'Result', content: <ResultPanel /> },
      ]}
      actions={closable && <ClosePanel name="right" />}
    />
  );
}

function SelectedOutput() {
  const [nodeId, another] = useView((view) => view.selection.nodes);
  if (nodeId === undefined || another !== undefined) {
    return <p className="p-4 text-ink-soft">Select one node to read what it said.</p>;
  }
  return <NodeOutput key={nodeId} nodeId={nodeId} />;
}

export function BottomPanel({ closable = false }: PanelProps) {
  const tab = useView((view) => view.bottomTab);
  return (
    <Tabs
      label="Problems, timeline, outline and code"
      value={tab}
      onValueChange={(id) => showBottom(bottomTabs.find((known) => known === id) ?? 'problems')}
      tabs={[
        {
          id: 'problems',
          title: 'Problems',
          badge: <ProblemCount />,
          content: (
            <div className="p-4">
              <Problems />
            </div>
          ),
        },
        { id: 'timeline', title: 'Timeline', content: <RunDrawer /> },
        { id: 'outline', title: 'Outline', content: <Outline /> },
        { id: 'code', title: 'Code', content: <CodePanelWhenLoaded /> },
      ]}
      actions={closable && <ClosePanel name="bottom" />}
    />
  );
}

/** Printer and colours of code come when they are first asked for. */
const CodePanel = lazy(async () => ({ default: (await import('../code/code-panel.tsx')).CodePanel }));

function CodePanelWhenLoaded() {
  return (
    <Suspense fallback={<p className="p-4 text-ink-soft">Loading…</p>}>
      <CodePanel />
    </Suspense>
  );
}

export function ProblemCount() {
  const { length } = useDiagnostics();
  if (length === 0) return null;
  return <span className="rounded-full bg-warning-soft px-1.5 text-[11px] leading-4 text-warning">{length}</span>;
}

function ClosePanel({ name }: { readonly name: PanelName }) {
  return <IconButton label="Close" shortcut="Esc" icon={X} onClick={() => setPanel(name, false)} />;
}
