// What a machine can tell of accessibility: faults against WCAG 2.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Faults against WCAG 2 A and AA, each with where it is. */
export async function findFaults(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }));
}
