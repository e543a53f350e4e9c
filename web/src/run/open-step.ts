// Leads to what one step said: its node is selected, and of a container the round it belongs to is the one looked at.
import type { StepState } from '@parley/spec';
import { selectNode } from '../state/graph-store.ts';
import { runStore, showRound } from './run-store.ts';

export function openStep({ nodeId, within }: StepState): void {
  if (within) showRound(runStore, within.stepId, within.round);
  selectNode(nodeId);
}
