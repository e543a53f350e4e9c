// Counts what changes inside each card, as the page itself sees it.
import type { Page } from '@playwright/test';

/** Runs in the page: counts what changes inside each card, by node id. */
const countChanges = `(() => {
  const changes = {};
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const id = element?.closest('.react-flow__node')?.dataset.id;
      if (id) changes[id] = (changes[id] ?? 0) + 1;
    }
  });
  const canvas = document.querySelector('.react-flow__nodes');
  observer.observe(canvas, { subtree: true, childList: true, characterData: true, attributes: true });
  return changes;
})()`;

/** From now on counts what changes inside each card; `read` gives the counts by node id. */
export async function watchCards(page: Page): Promise<{ read(): Promise<Record<string, number>> }> {
  const counts = await page.evaluateHandle<Record<string, number>>(countChanges);
  return { read: () => counts.evaluate((changes) => ({ ...changes })) };
}
