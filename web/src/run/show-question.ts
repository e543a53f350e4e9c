// Leads to what the newest run asks: its node is selected, and what it asks is shown beside the canvas.
import { showRight } from '../state/view-store.ts';
import { openStep } from './open-step.ts';
import { getOpenRequests } from './run-store.ts';
import { viewNewestRun } from './run-stream.ts';

/** Shows the first open question; nothing while there is none. */
export function showQuestion(): void {
  const [first] = getOpenRequests();
  if (!first) return;
  viewNewestRun();
  openStep(first.step);
  showRight('output');
}
