import { expect } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { inspectScreen } from './screens.ts';

/** The page of a wizard that is on show, by its heading. */
export function wizardPage(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

/** The button of a wizard's foot. */
export function wizardButton(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('button', { name, exact: true });
}

/** Looks at a page of a wizard like at any screen; nothing of it may have to be scrolled in the smallest window. */
export async function inspectWizard(app: ElectronApplication, page: Page, name: string): Promise<void> {
  await inspectScreen(app, page, name);
  const hidden = page
    .getByRole('main')
    .locator('form > div')
    .first()
    .evaluate((place) => place.scrollHeight - place.clientHeight);
  expect.soft(await hidden, `pixels to scroll in ${name}`).toBe(0);
}

/** The commands that the last page of a wizard shows, as their words after `dcm-processor`. */
export async function shownCommands(page: Page): Promise<string[][]> {
  const text = await page.getByRole('group', { name: 'The same by the command line' }).innerText();
  return text
    .trim()
    .split('\n')
    .map((line) => line.match(/(?:'[^']*'|\\'|[^\s'])+/g) ?? [])
    .map((words) =>
      words.slice(1).map((word) => word.replaceAll(/'([^']*)'|\\'/g, (_, inner?: string) => inner ?? "'")),
    );
}
