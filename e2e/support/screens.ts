import { mkdirSync } from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';
import { inRoot } from '../../scripts/setup/index.mjs';
import { expect } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';

/** Sizes of the window: as it opens, and as small as it can be. */
export const windowSizes = [
  { width: 1280, height: 800 },
  { width: 1000, height: 640 },
];
const schemes = ['light', 'dark'] as const;
const folder = inRoot('artefacts', 'screenshots');

/**
 * Looks at what the window shows, in both colour schemes and at both sizes: nothing may be wrong for axe, nothing may
 * have to be scrolled sideways. Keeps a picture of each.
 */
export async function inspectScreen(app: ElectronApplication, page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Nothing shows what only a pointer over it brings out.
  await page.mouse.move(0, 0);
  for (const size of windowSizes) {
    await resizeWindow(app, page, size);
    for (const colorScheme of schemes) {
      // What fades in or out would be judged by the contrast that it has on the way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${name} (${colorScheme}, ${size.width} wide)`;
      const tooWide = page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect.soft(await tooWide, `pixels to scroll sideways in ${where}`).toBe(0);
      await page.screenshot({
        path: `${folder}/${name}-${colorScheme}-${size.width}.png`,
        animations: 'disabled',
      });
      // Where most has to be scrolled, most is to be found.
      if (size === windowSizes.at(-1)) await expectAccessible(page, where);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Gives the window a size, and waits until its page has it. */
export async function resizeWindow(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setSize(width, height);
  }, size);
  await expect.poll(() => page.evaluate<number>('innerWidth')).toBe(size.width);
}
