import path from 'node:path';
import { expect } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { ask } from './bridge.ts';
import { importPaths, makeApplication, visit } from './applications.ts';
import { quarters, readBack } from './images/index.ts';
import type { Desktop } from './test.ts';

/** Middles of the four quarters of a picture, in parts of its width and height. */
export const centres = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;
/** What decoding with loss and drawing may change of a grey value. */
const tolerance = 3;

/** The strip of series beside the picture. */
export function stripOf(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Series of this study' });
}

/** A series in the strip, by its description. */
export function seriesIn(page: Page, name: string): Locator {
  return stripOf(page)
    .getByRole('button')
    .filter({ has: page.getByText(name, { exact: true }) });
}

/** The picture, where there is one. */
export function paneOf(page: Page): Locator {
  return page.getByRole('region', { name: /^Picture: / });
}

/** How far the grey values of the four quarters are from those wanted; null while nothing is drawn. */
async function distance(page: Page, wanted: readonly number[] = quarters): Promise<number | null> {
  const colors = await readBack(page, centres);
  return colors && Math.max(...colors.map(([red], at) => Math.abs(red - (wanted[at] ?? 0))));
}

/** Waits until the quarters have these grey values; without any those that are written. */
export function showsQuarters(page: Page, wanted?: readonly number[]): Promise<void> {
  return expect.poll(() => distance(page, wanted)).toBeLessThanOrEqual(tolerance);
}

/** Which quarters an overlay marks; undefined while none is drawn. */
export async function markedQuarters(page: Page): Promise<boolean[] | undefined> {
  const colors = await readBack(page, centres, { layer: 'overlay' });
  return colors?.map((color) => color.some((part) => part > 0));
}

/** A place in the left picture, in parts of its width and height. */
type Place = readonly [x: number, y: number];

/** Drags the mouse over the left picture. */
export async function drag(page: Page, first: Place, ...rest: readonly Place[]): Promise<void> {
  const box = (await page.locator('[data-pane=left]').boundingBox())!;
  const at = ([x, y]: Place) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(first));
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...at(place), { steps: 4 });
  await page.mouse.up();
}

/** Opens the only study of an application in the viewer. */
export async function openStudy(page: Page, application: string): Promise<void> {
  const { rows } = await ask(page, 'studies.list', { application });
  await visit(page, `/a/${application}/view/${rows[0]!.id}`);
}

/** Files of a study, imported into an application of its own and open in the viewer. */
interface ViewedStudy {
  app: ElectronApplication;
  page: Page;
  application: string;
  folder: string;
}

/**
 * Starts the program, imports a study that is written, and opens it; nothing is processed.
 * @param only which of what was written is imported, where that is not all
 */
export async function viewStudy(
  { desktop, scratch }: { desktop: Desktop; scratch: string },
  write: (folder: string) => Promise<unknown>,
  only: (folder: string) => string[] = (folder) => [folder],
): Promise<ViewedStudy> {
  const folder = path.join(scratch, 'study');
  await write(folder);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, only(folder));
  await openStudy(page, application);
  return { app, page, application, folder };
}
