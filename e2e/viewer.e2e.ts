import path from 'node:path';
import {
  maskWorker,
  quarters,
  readBack,
  segmentationNames,
  syntaxNames,
  writeSegmentations,
  writeStudy,
  writeSyntaxes,
  writeUndecodable,
} from './support/images/index.ts';
import {
  centres,
  drag,
  expect,
  importPaths,
  inspectScreen,
  makeApplication,
  markedQuarters,
  openStudy,
  paneOf,
  processed,
  seriesIn,
  showsQuarters,
  stripOf,
  test,
  viewStudy,
} from './support/index.ts';

test('images of every transfer syntax are drawn with the grey values that they have', async ({
  desktop,
  scratch,
}) => {
  const { page } = await viewStudy({ desktop, scratch }, writeSyntaxes);
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
  const services = [{ name: 'segment', worker: maskWorker }];
  const { application } = await processed(page, scratch, services, [folder]);
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
    await page.getByRole('button', { name: 'Length' }).click();
    await drag(page, [0.4, 0.4], [0.6, 0.4]);
    await expect(page.locator('[data-pane=left] svg text').first()).toContainText('mm');
    // Drawn last, it is what the key removes.
    await paneOf(page).focus();
    await page.keyboard.press('Delete');
    await expect(page.locator('[data-pane=left] svg text')).toHaveCount(0);
    await page.getByRole('button', { name: 'Window and level' }).click();
    await drag(page, [0.5, 0.5], [0.6, 0.6]);
    await expect(corner('bottomRight')).not.toContainText('W 2,040');
    await page.getByRole('button', { name: 'Window', exact: true }).click();
    await page.getByRole('menuitem', { name: 'As in the file' }).click();
    await expect(corner('bottomRight')).toContainText('W 2,040 L -4');
    await page.locator('[data-pane=left]').hover();
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
  await expect.poll(() => markedQuarters(page)).toEqual([true, false, false, true]);
});

test('a segmentation is laid over images however it is compressed', async ({ desktop, scratch }) => {
  const { page } = await viewStudy({ desktop, scratch }, writeSegmentations);
  await showsQuarters(page);
  await page.getByRole('button', { name: /^Overlays/ }).click();
  for (const name of segmentationNames) {
    await test.step(name, async () => {
      const box = page.getByRole('checkbox', { name, exact: true });
      await box.check();
      await expect.poll(() => markedQuarters(page)).toEqual([true, false, false, true]);
      await box.uncheck();
      await expect.poll(() => markedQuarters(page)).toEqual([false, false, false, false]);
    });
  }
});
