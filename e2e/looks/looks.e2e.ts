import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';
import { ensureElectron, inRoot } from '../../scripts/setup/index.mjs';
import { expect, expectAccessible, resizeWindow, test, visit, windowSizes } from '../support/index.ts';
import { freeze, thaw } from './freeze.ts';
import { routeNames } from './routeNames.ts';
import { prepareScene } from './scene.ts';
import { viewsOf } from './views.ts';
import type { Shown, View } from './views.ts';

/** Pictures are the same only where the same browser draws them; another one draws letters otherwise. */
const madeOnSchema = z.object({ electron: z.string(), platform: z.string(), arch: z.string() });
/** Nothing that is looked at depends on the machine's screen, its language or whether it has Docker. */
const drawingArguments = [
  '--force-device-scale-factor=1',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--lang=en-US',
];
const environment = { TZ: 'UTC', DOCKER_HOST: 'unix:///nowhere/docker.sock' };

const before = Object.fromEntries(Object.keys(environment).map((name) => [name, process.env[name]]));
test.beforeAll(() => void Object.assign(process.env, environment));
test.afterAll(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test.setTimeout(600_000);

test('no route of the window is without its pictures', async () => {
  expect(Object.keys(viewsOf).sort()).toEqual(await routeNames());
});

test('no view looks otherwise than its picture, is inaccessible or too wide, light or dark', async ({
  desktop,
  scratch,
}, testInfo) => {
  const isComparable = testInfo.config.updateSnapshots !== 'none' || (await isDrawnAlike());
  if (!isComparable)
    testInfo.annotations.push({ type: 'not compared', description: 'The pictures are of another Electron.' });
  const { app, page } = await desktop.start(drawingArguments);
  const shown = await prepareScene(page, scratch);
  for (const view of Object.values(viewsOf).flat())
    await test.step(view.name, () => lookAt({ app, page, view, shown, scratch, isComparable }));
});

async function isDrawnAlike(): Promise<boolean> {
  const madeOn = madeOnSchema.parse(
    JSON.parse(readFileSync(inRoot('e2e', 'looks', 'references', 'madeOn.json'), 'utf8')),
  );
  const { version } = await ensureElectron();
  const { platform, arch } = process;
  return madeOn.electron === version && madeOn.platform === platform && madeOn.arch === arch;
}

async function lookAt(what: {
  app: ElectronApplication;
  page: Page;
  view: View;
  shown: Shown;
  scratch: string;
  isComparable: boolean;
}): Promise<void> {
  const { app, page, view, shown, scratch, isComparable } = what;
  const address = view.address(shown);
  await visit(page, address.startsWith('/') ? address : `/a/${shown.application}/${address}`);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByLabel('Loading', { exact: false })).toHaveCount(0);
  await freeze(page, [
    [path.join(scratch, 'home'), '/home/person/dcm-processor'],
    [scratch, '/home/person'],
    [os.homedir(), '/home/person'],
    [String(shown.scpPort), '11112'],
  ]);
  await page.mouse.move(0, 0);
  const covered = view.moving === undefined ? [] : [page.locator(view.moving)];
  for (const size of windowSizes) {
    await resizeWindow(app, page, size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${view.name}-${colorScheme}-${size.width}`;
      expect.soft(await sideways(page), `pixels to scroll sideways in ${where}`).toBe(0);
      if (isComparable)
        await expect
          .soft(page)
          .toHaveScreenshot(`${where}.png`, { mask: covered, maxDiffPixelRatio: 0.003, timeout: 10_000 });
      // Where most has to be scrolled, most is to be found.
      if (size === windowSizes.at(-1)) await expectAccessible(page, where);
    }
  }
  await thaw(page);
}

/** How far the page, its sidebar or the view as a whole could be scrolled sideways, in pixels. */
function sideways(page: Page): Promise<number> {
  return page.evaluate<number>(`Math.max(
    ...[document.documentElement, ...document.querySelectorAll('aside, main, main > *, main > * > *')].map(
      (one) => (/auto|scroll/.test(getComputedStyle(one).overflowX) || one === document.documentElement)
        ? one.scrollWidth - one.clientWidth
        : 0,
    ),
  )`);
}
