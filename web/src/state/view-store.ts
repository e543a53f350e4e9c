// View state: what is selected, which panels are open, the theme. Remembered in this browser; never in the graph or its history.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { z } from 'zod';
import { readRemembered, remember } from './remembered.ts';

export interface Selection {
  /** Node and edge ids. */
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

const themes = ['system', 'light', 'dark'] as const;
export const rightTabs = ['settings', 'output', 'result'] as const;
export const bottomTabs = ['problems', 'timeline', 'outline', 'code'] as const;
export type Theme = (typeof themes)[number];
export type RightTab = (typeof rightTabs)[number];
export type BottomTab = (typeof bottomTabs)[number];
export const panelNames = ['left', 'right', 'bottom'] as const;
export type PanelName = (typeof panelNames)[number];

export interface ViewState {
  readonly selection: Selection;
  readonly panels: Readonly<Record<PanelName, boolean>>;
  /** The person closed the right panel, so a selection no longer opens it. */
  readonly rightDismissed: boolean;
  readonly rightTab: RightTab;
  readonly bottomTab: BottomTab;
  readonly theme: Theme;
  readonly modelsOpen: boolean;
  readonly toolsOpen: boolean;
  /** The history of the voices. */
  readonly historyOpen: boolean;
  /** The list of all commands. */
  readonly commandsOpen: boolean;
}

const STORAGE_KEY = 'parley.view';

const initial: ViewState = {
  selection: { nodes: [], edges: [] },
  panels: { left: true, right: false, bottom: false },
  rightDismissed: false,
  rightTab: 'settings',
  bottomTab: 'problems',
  theme: 'system',
  modelsOpen: false,
  toolsOpen: false,
  historyOpen: false,
  commandsOpen: false,
};

const rememberedSchema = z.object({
  panels: z.object({ left: z.boolean(), right: z.boolean(), bottom: z.boolean() }),
  rightDismissed: z.boolean(),
  rightTab: z.enum(rightTabs),
  bottomTab: z.enum(bottomTabs),
  theme: z.enum(themes),
});

export const viewStore = createStore<ViewState>(() => ({
  ...initial,
  ...readRemembered(rememberedSchema, STORAGE_KEY),
}));

viewStore.subscribe(({ panels, rightDismissed, rightTab, bottomTab, theme }) =>
  remember(STORAGE_KEY, { panels, rightDismissed, rightTab, bottomTab, theme }),
);

/** Selects exactly these; keeps the object when nothing changes. */
export function setSelection(selection: Selection): void {
  const now = viewStore.getState().selection;
  if (sameIds(now.nodes, selection.nodes) && sameIds(now.edges, selection.edges)) return;
  viewStore.setState({ selection });
}

/** Opens or closes a panel because the person said so. */
export function setPanel(name: PanelName, isOpen: boolean): void {
  viewStore.setState(({ panels, rightDismissed }) => ({
    panels: { ...panels, [name]: isOpen },
    rightDismissed: name === 'right' ? !isOpen : rightDismissed,
  }));
}

/** Opens the right panel at a tab. */
export function showRight(tab: RightTab): void {
  viewStore.setState(({ panels }) => ({ rightTab: tab, panels: { ...panels, right: true } }));
}

/** Opens the bottom drawer at a tab. */
export function showBottom(tab: BottomTab): void {
  viewStore.setState(({ panels }) => ({ bottomTab: tab, panels: { ...panels, bottom: true } }));
}

export function setTheme(theme: Theme): void {
  viewStore.setState({ theme });
}

export function useView<Selected>(select: (state: ViewState) => Selected): Selected {
  return useStore(viewStore, select);
}

/** Writes the theme on the document now and whenever it changes. */
export function applyTheme(root: HTMLElement): void {
  const apply = ({ theme }: ViewState) => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  apply(viewStore.getState());
  viewStore.subscribe(apply);
}

function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
