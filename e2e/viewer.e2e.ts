import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  maskWorker,
  quarters,
  readBack,
  segmentationNames,
  syntaxNames,
  writeOutOfOrder,
  writeSegmentations,
  writeStudy,
  writeSyntaxes,
  writeUndecodable,
} from './support/images/index.ts';
import {
  answerSaving,
  ask,
  beginRun,
  expect,
  importPaths,
  inspectScreen,
  installServices,
  makeApplication,
  test,
  visit,
} from './support/index.ts';

const centres = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;
/** What decoding with loss and drawing may change of a grey value. */
const tolerance = 3;

const stripOf = (page: Page) => page.getByRole('navigation', { name: 'Series of this study' });
const seriesIn = (page: Page, name: string) =>
  stripOf(page)
    .getByRole('button')
    .filter({ has: page.getByText(name, { exact: true }) });
const paneOf = (page: Page) => page.getByRole('region', { name: /^Picture: / });

/** How far the grey values of the four quarters are from those wanted; null while nothing is drawn. */
async function distance(page: Page, wanted: readonly number[] = quarters): Promise<number | null> {
  const colors = await readBack(page, centres);
  return colors && Math.max(...colors.map(([red], at) => Math.abs(red - (wanted[at] ?? 0))));
}
const showsQuarters = (page: Page, wanted?: readonly number[]) =>
  expect.poll(() => distance(page, wanted)).toBeLessThanOrEqual(tolerance);

async function openStudy(page: Page, application: string): Promise<void> {
  const { rows } = await ask(page, 'studies.list', { application });
  await visit(page, `/a/${application}/view/${rows[0]!.id}`);
}

test('images of every transfer syntax are drawn with the grey values that they have', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'syntaxes');
  await writeSyntaxes(folder);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  await openStudy(page, application);
  await expect(stripOf(page).getByRole('button')).toHaveCount(syntaxNames.length);
  for (const name of syntaxNames) {
    await test.step(name, async () => {
      await seriesIn(page, name).click();
      await expect(page.locator('[data-corner=topRight]')).toContainText(name);
      await showsQuarters(page);
    });
  }
  const thumbnails = page.locator('[data-thumbnail]');
  await thumbnails.last().scrollIntoViewIfNeeded();
  await expect(page.locator('[data-thumbnail=picture]')).toHaveCount(syntaxNames.length);
});

test('an image whose data cannot be decoded is said to be one, and the next one is shown', async ({
  desktop,
  scratch,
}) => {
  await writeUndecodable(path.join(scratch, 'damaged'));
  const { page, problems } = await desktop.start();
  // The libraries tell it too, and leave a promise to itself.
  problems.allow(/decodeTask|^Object$|ImageProblem: The decoder made 0 values/);
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [path.join(scratch, 'damaged')]);
  await openStudy(page, application);
  await expect(stripOf(page).getByRole('button')).toHaveCount(3);
  for (const number of [1, 2, 3]) {
    await seriesIn(page, `damaged ${number}`).click();
    await expect(seriesIn(page, `damaged ${number}`)).toHaveAttribute('aria-pressed', 'true');
    await expect(paneOf(page)).toContainText('The pixel data of this image cannot be decoded.');
  }
});

test('a study is looked at with tools, keys, overlays, two pictures, a film, a report and a document', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'study');
  await writeStudy(folder);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const services = [{ name: 'segment', worker: maskWorker }];
  await installServices(page, application, path.join(scratch, 'services'), services);
  const run = await beginRun(page, application, [folder]);
  await expect.poll(async () => (await ask(page, 'runs.get', { application, run })).state).toBe('succeeded');
  await openStudy(page, application);
  await showsQuarters(page);
  const corner = (name: string) => page.locator(`[data-corner=${name}]`);

  await test.step('by keys', async () => {
    await paneOf(page).focus();
    await expect(corner('bottomLeft')).toContainText('2 of 3');
    await page.keyboard.press('ArrowDown');
    await expect(corner('bottomLeft')).toContainText('3 of 3');
    await expect(corner('bottomLeft')).toContainText('15.0 mm');
    await page.keyboard.press('Home');
    await expect(corner('bottomLeft')).toContainText('1 of 3');
    await page.keyboard.press('i');
    await showsQuarters(
      page,
      quarters.map((grey) => 255 - grey),
    );
    await page.keyboard.press('i');
    await page.keyboard.press('h');
    await showsQuarters(page, [quarters[1], quarters[0], quarters[3], quarters[2]]);
    await page.keyboard.press('h');
    await page.keyboard.press('v');
    await showsQuarters(page, [quarters[2], quarters[3], quarters[0], quarters[1]]);
    await page.keyboard.press('v');
    await page.keyboard.press('r');
    await showsQuarters(page, [quarters[2], quarters[0], quarters[3], quarters[1]]);
    await page.keyboard.press('2');
    await expect(corner('bottomRight')).toContainText('W 1,500 L -600');
    await page.keyboard.press('+');
    await page.keyboard.press('0');
    await showsQuarters(page);
    await expect(corner('bottomRight')).toContainText('W 2,040 L -4');
  });

  await test.step('by the mouse', async () => {
    const box = await page.locator('[data-pane=left]').boundingBox();
    const at = (x: number, y: number) => [box!.x + box!.width * x, box!.y + box!.height * y] as const;
    await page.getByRole('button', { name: 'Length' }).click();
    await page.mouse.move(...at(0.4, 0.4));
    await page.mouse.down();
    await page.mouse.move(...at(0.6, 0.4), { steps: 4 });
    await page.mouse.up();
    await expect(page.locator('[data-pane=left] svg text').first()).toContainText('mm');
    // Drawn last, it is what the key removes.
    await paneOf(page).focus();
    await page.keyboard.press('Delete');
    await expect(page.locator('[data-pane=left] svg text')).toHaveCount(0);
    await page.getByRole('button', { name: 'Window and level' }).click();
    await page.mouse.move(...at(0.5, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.6, 0.6), { steps: 4 });
    await page.mouse.up();
    await expect(corner('bottomRight')).not.toContainText('W 2,040');
    await page.getByRole('button', { name: 'Window', exact: true }).click();
    await page.getByRole('menuitem', { name: 'As in the file' }).click();
    await expect(corner('bottomRight')).toContainText('W 2,040 L -4');
    await page.mouse.move(...at(0.5, 0.5));
    await page.mouse.wheel(0, 100);
    await expect(corner('bottomLeft')).toContainText('2 of 3');
  });

  await test.step('overlays', async () => {
    const marks = async () =>
      (await readBack(page, centres, { layer: 'overlay' }))?.map(([red, green, blue]) =>
        red + green + blue === 0 ? '' : red > green ? 'red' : 'green',
      );
    await page.getByRole('button', { name: /^Overlays/ }).click();
    await page.getByRole('checkbox', { name: 'Quarters' }).check();
    await expect.poll(marks).toEqual(['red', '', '', 'green']);
    await page.getByRole('checkbox', { name: 'Lower right' }).uncheck();
    await expect.poll(marks).toEqual(['red', '', '', '']);
    await inspectScreen(app, page, 'viewer-overlays');
    await page.getByRole('checkbox', { name: 'Quarters' }).uncheck();
    await page.getByRole('checkbox', { name: 'mask.nii.gz' }).check();
    await expect.poll(marks).toEqual(['red', 'green', 'red', 'green']);
    await page.keyboard.press('Escape');
    await paneOf(page).focus();
    await page.keyboard.press('t');
    await expect(page.locator('[data-pane=right] canvas').first()).toBeVisible();
    // Where the other picture cuts this one.
    await expect(page.locator('[data-pane=left] svg line').first()).toBeAttached();
    await inspectScreen(app, page, 'viewer');
  });

  await test.step('what is no stack of images', async () => {
    await seriesIn(page, 'Film').click();
    const right = page.getByRole('region', { name: /^Right picture/ });
    await right.getByRole('button', { name: 'Play' }).click();
    const grey = async () => (await readBack(page, [[0.5, 0.5]], { pane: 'right' }))?.[0]?.[0];
    const seen = new Set<number | undefined>();
    await expect.poll(async () => seen.add(await grey()).size).toBeGreaterThan(2);
    await seriesIn(page, 'Report').click();
    await expect(right).toContainText('FindingGröße normal');
    await expect(right).toContainText('Length12.5 mm');
    await seriesIn(page, 'Document').click();
    await expect(right.getByRole('img', { name: 'A page of words' })).toBeVisible();
    await seriesIn(page, 'Quarters').click();
    await expect(right).toContainText('This object is a segmentation.');
  });
});

test('without WebGL the processor draws the same, overlays included', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'study');
  await writeStudy(folder);
  const { page } = await desktop.start();
  // As on a machine without it.
  await page.evaluate(`for (const Canvas of [HTMLCanvasElement, OffscreenCanvas]) {
    const getContext = Canvas.prototype.getContext;
    Canvas.prototype.getContext = function (kind, ...more) {
      return /^(experimental-)?webgl/.test(kind) ? null : getContext.call(this, kind, ...more);
    };
  }`);
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  await openStudy(page, application);
  await showsQuarters(page);
  await expect(page.locator('[data-corner=bottomLeft]')).toContainText('Drawn without graphics card');
  await paneOf(page).focus();
  await page.keyboard.press('i');
  await showsQuarters(
    page,
    quarters.map((grey) => 255 - grey),
  );
  await page.keyboard.press('i');
  await page.keyboard.press('h');
  await showsQuarters(page, [quarters[1], quarters[0], quarters[3], quarters[2]]);
  await page.keyboard.press('0');
  await showsQuarters(page);
  await page.getByRole('button', { name: /^Overlays/ }).click();
  await page.getByRole('checkbox', { name: 'Quarters' }).check();
  await expect
    .poll(async () =>
      (await readBack(page, centres, { layer: 'overlay' }))?.map((color) => color.some((part) => part > 0)),
    )
    .toEqual([true, false, false, true]);
});

test('a segmentation is laid over images however it is compressed', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'segmentations');
  await writeSegmentations(folder);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  await openStudy(page, application);
  await showsQuarters(page);
  const isMarked = async () =>
    (await readBack(page, centres, { layer: 'overlay' }))?.map((color) => color.some((part) => part > 0));
  await page.getByRole('button', { name: /^Overlays/ }).click();
  for (const name of segmentationNames) {
    await test.step(name, async () => {
      const box = page.getByRole('checkbox', { name, exact: true });
      await box.check();
      await expect.poll(isMarked).toEqual([true, false, false, true]);
      await box.uncheck();
      await expect.poll(isMarked).toEqual([false, false, false, false]);
    });
  }
});

test('a stack is scrolled through by place, whatever its numbers say', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'order');
  await writeOutOfOrder(folder);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  await openStudy(page, application);
  const corner = page.locator('[data-corner=bottomLeft]');
  const places = async () => {
    const found: (string | undefined)[] = [];
    await paneOf(page).focus();
    await page.keyboard.press('Home');
    for (const position of ['1 of 4', '2 of 4', '3 of 4', '4 of 4']) {
      await expect(corner).toContainText(position);
      found.push(/(-?[\d.]+) mm/u.exec(await corner.innerText())?.[1]);
      await page.keyboard.press('ArrowDown');
    }
    return found;
  };
  await seriesIn(page, 'Two scans').click();
  expect(await places()).toEqual(['0.0', '5.0', '10.0', '15.0']);
  // Its frames are numbered to and fro, so that it begins at the head.
  await seriesIn(page, 'Frames').click();
  await expect(page.locator('[data-corner=topRight]')).toContainText('Frames');
  expect(await places()).toEqual(['15.0', '10.0', '5.0', '0.0']);
});

test('a series that goes on arriving is shown whole, and who looks at an image goes on looking at it', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'order');
  await writeOutOfOrder(folder);
  const files = [0, 1, 2, 3].map((index) => path.join(folder, `${index}.dcm`));
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, files.slice(0, 2));
  await openStudy(page, application);
  const left = page.locator('[data-corner=bottomLeft]');
  const right = page.locator('[data-corner=bottomRight]');
  await expect(left).toContainText('1 of 2');
  await paneOf(page).focus();
  await page.keyboard.press('End');
  await expect(left).toContainText('10.0 mm');
  for (const key of ['i', 'h', '+', '2']) await page.keyboard.press(key);
  await expect(right).toContainText('W 1,500 L -600');
  const look = await right.innerText();
  const [before] = (await readBack(page, centres)) ?? [];

  await importPaths(page, application, files.slice(2));
  await expect(left).toContainText('3 of 4');
  await expect(left).toContainText('10.0 mm');
  await expect.poll(() => right.innerText()).toBe(look);
  await expect.poll(async () => (await readBack(page, centres))?.[0]).toEqual(before);
});

test('measurements are kept with their study, shown again, saved and removed', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'study');
  await writeStudy(folder);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  await openStudy(page, application);
  await showsQuarters(page);
  const drawn = page.locator('[data-pane=left] svg text');
  const corner = page.locator('[data-corner=bottomLeft]');
  const draw = async (tool: string, ...places: [x: number, y: number][]) => {
    await page.getByRole('button', { name: tool, exact: true }).click();
    const box = (await page.locator('[data-pane=left]').boundingBox())!;
    const [first, ...rest] = places.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const);
    await page.mouse.move(...first!);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...place, { steps: 4 });
    await page.mouse.up();
  };
  const menu = page.getByRole('button', { name: /^Measurements/ });
  await draw('Length', [0.4, 0.4], [0.6, 0.4]);
  await draw('Region with mean and deviation', [0.3, 0.65], [0.4, 0.75]);
  await expect(menu).toContainText('(2)');
  const stored = async () => {
    const study = (await ask(page, 'studies.list', { application })).rows[0]!.id;
    return (await ask(page, 'measurements.list', { application, study })).measurements;
  };
  await expect.poll(async () => (await stored()).map(({ figures }) => figures.length)).toEqual([1, 5]);

  await page.getByRole('link', { name: 'Study', exact: true }).click();
  await openStudy(page, application);
  await showsQuarters(page);
  await expect(menu).toContainText('(2)');
  await expect(drawn.filter({ hasText: 'mm²' })).toContainText('Mean: ');
  await page.keyboard.press('Home');
  await paneOf(page).focus();
  await page.keyboard.press('Home');
  await expect(corner).toContainText('1 of 3');
  await expect(drawn).toHaveCount(0);
  await menu.click();
  await page.getByRole('button', { name: /^Length / }).click();
  await expect(corner).toContainText('2 of 3');
  await expect(drawn.first()).toBeVisible();
  await inspectScreen(app, page, 'viewer-measurements');

  const file = path.join(scratch, 'measured.csv');
  await answerSaving(app, file);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect
    .poll(() => readFile(file, 'utf8').catch(() => ''))
    .toMatch(/^\uFEFFPatientID,.*\r\nIMAGES-1,.*,length,/u);

  await page.getByRole('button', { name: /^Remove: Length/ }).click();
  await expect(menu).toContainText('(1)');
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page
    .getByRole('dialog', { name: 'Remove all measurements?' })
    .getByRole('button', { name: 'Remove all' })
    .click();
  await expect.poll(stored).toEqual([]);
  await expect(drawn).toHaveCount(0);
});

test('an address of the viewer leads to one image', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'study');
  await writeStudy(folder);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  const study = (await ask(page, 'studies.list', { application })).rows[0]!.id;
  const { series } = await ask(page, 'studies.get', { application, study });
  const axial = series.find(({ SeriesDescription }) => SeriesDescription === 'Axial')!;
  const { instances } = await ask(page, 'viewer.series', { application, series: axial.id });
  await visit(page, `/a/${application}/view/${study}/${axial.id}/${instances[2]!.SOPInstanceUID}`);
  await expect(page.locator('[data-corner=bottomLeft]')).toContainText('3 of 3');
});
