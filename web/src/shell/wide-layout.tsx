// WideLayout: palette, canvas, right panel and bottom drawer side by side, resizable and remembered.
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from '../canvas/canvas.tsx';
import { Palette } from '../canvas/palette.tsx';
import type { PanelName } from '../state/view-store.ts';
import { useView } from '../state/view-store.ts';
import { BottomPanel, RightPanel } from './panels.tsx';

export function WideLayout() {
  const panels = useView((view) => view.panels);
  const bottomTab = useView((view) => view.bottomTab);
  const columns = useDefaultLayout({
    id: 'parley.columns',
    panelIds: [...(panels.left ? ['panel-left'] : []), 'panel-middle', ...(panels.right ? ['panel-right'] : [])],
    onlySaveAfterUserInteractions: true,
  });
  const rows = useDefaultLayout({
    id: 'parley.rows',
    panelIds: ['panel-canvas', ...(panels.bottom ? ['panel-bottom'] : [])],
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      orientation="horizontal"
      className="min-h-0 flex-1"
      defaultLayout={columns.defaultLayout}
      onLayoutChanged={columns.onLayoutChanged}
    >
      {panels.left && (
        <>
          <Panel
            id="panel-left"
            defaultSize={window.innerWidth < 1360 ? 168 : 224}
            minSize={148}
            maxSize={400}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Frame name="left" label="Palette">
              <Palette />
            </Frame>
          </Panel>
          <Divider />
        </>
      )}
      <Panel id="panel-middle" minSize={320}>
        <Group
          orientation="vertical"
          className="h-full"
          defaultLayout={rows.defaultLayout}
          onLayoutChanged={rows.onLayoutChanged}
        >
          <Panel id="panel-canvas" minSize={160}>
            <main aria-label="Mesh" className="h-full">
              <Canvas />
            </main>
          </Panel>
          {panels.bottom && (
            <>
              <Divider across />
              <Panel
                id="panel-bottom"
                // Code is read in one piece; lists are glanced at.
                defaultSize={bottomTab === 'code' ? 400 : 240}
                minSize={120}
                groupResizeBehavior="preserve-pixel-size"
              >
                <Frame name="bottom" label="Drawer">
                  <BottomPanel closable />
                </Frame>
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      {panels.right && (
        <>
          <Divider />
          <Panel
            id="panel-right"
            defaultSize={360}
            minSize={280}
            maxSize={720}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Frame name="right" label="Selection and result">
              <RightPanel closable />
            </Frame>
          </Panel>
        </>
      )}
    </Group>
  );
}

interface FrameProps {
  readonly name: PanelName;
  readonly label: string;
  readonly children: ReactNode;
}

function Frame({ name, label, children }: FrameProps) {
  return (
    <section aria-label={label} data-frame={name} className="h-full bg-panel">
      {children}
    </section>
  );
}

function Divider({ across = false }: { readonly across?: boolean }) {
  return (
    <Separator
      className={`bg-line transition-colors duration-150 hover:bg-accent data-[separator=active]:bg-accent data-[separator=drag]:bg-accent ${across ? 'h-px' : 'w-px'}`}
    />
  );
}
