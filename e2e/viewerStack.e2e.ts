import path from 'node:path';
import { readBack, writeOutOfOrder, writeStudy } from './support/images/index.ts';
import {
  ask,
  centres,
  expect,
  importPaths,
  paneOf,
  seriesIn,
  test,
  viewStudy,
  visit,
} from './support/index.ts';

const filesIn = (folder: string) => [0, 1, 2, 3].map((index) => path.join(folder, `${index}.dcm`));

test('a stack is scrolled through by place, whatever its numbers say', async ({ desktop, scratch }) => {
  const { page } = await viewStudy({ desktop, scratch }, writeOutOfOrder);
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
  const { page, application, folder } = await viewStudy({ desktop, scratch }, writeOutOfOrder, (written) =>
    filesIn(written).slice(0, 2),
  );
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

  await importPaths(page, application, filesIn(folder).slice(2));
  await expect(left).toContainText('3 of 4');
  await expect(left).toContainText('10.0 mm');
  await expect.poll(() => right.innerText()).toBe(look);
  await expect.poll(async () => (await readBack(page, centres))?.[0]).toEqual(before);
});

test('an address of the viewer leads to one image', async ({ desktop, scratch }) => {
  const { page, application } = await viewStudy({ desktop, scratch }, writeStudy);
  const study = (await ask(page, 'studies.list', { application })).rows[0]!.id;
  const { series } = await ask(page, 'studies.get', { application, study });
  const axial = series.find(({ SeriesDescription }) => SeriesDescription === 'Axial')!;
  const { instances } = await ask(page, 'viewer.series', { application, series: axial.id });
  await visit(page, `/a/${application}/view/${study}/${axial.id}/${instances[2]!.SOPInstanceUID}`);
  await expect(page.locator('[data-corner=bottomLeft]')).toContainText('3 of 3');
});
