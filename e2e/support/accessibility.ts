import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Fails on anything that axe finds wrong with what the page shows, and names it. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Its usual way opens a page of its own, which this program refuses.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} in ${node.html.slice(0, 200)} (${node.failureSummary ?? ''})`),
  );
  expect.soft(found, `accessibility of ${where}`).toEqual([]);
}
