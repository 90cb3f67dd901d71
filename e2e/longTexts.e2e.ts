import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildInstance } from '../scripts/phantom/index.ts';
import { ask, expect, importPaths, makeApplication, test, visit } from './support/index.ts';

test('names and descriptions without end push nothing out of the window', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'long');
  await mkdir(folder);
  const long = {
    PatientID: 'L'.repeat(200),
    PatientName: `${'V'.repeat(400)}^W`,
    StudyDescription: 'Z'.repeat(500),
    SeriesDescription: 'S'.repeat(300),
  };
  await writeFile(path.join(folder, '1.dcm'), buildInstance(long));
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 0 }, 'Long');
  await importPaths(page, application, [folder]);
  await expect
    .poll(async () => (await ask(page, 'runs.list', { application })).rows[0]?.state)
    .toBe('succeeded');
  const run = (await ask(page, 'runs.list', { application })).rows[0]?.id ?? '';
  const study = (await ask(page, 'studies.list', { application })).rows[0]?.id ?? '';

  for (const [view, landmark] of [
    ['', 'Recently finished'],
    [`/studies/${study}`, 'Series'],
    [`/runs/${run}`, 'Run 1'],
  ] as const) {
    await visit(page, `/a/${application}${view}`);
    await expect(page.getByRole('heading', { name: landmark, exact: true })).toBeVisible();
    const tooWide = page.evaluate<string[]>(`[...document.querySelectorAll('main, main *')]
      .filter((one) => one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX))
      .map((one) => one.className)`);
    expect(await tooWide, `what is to be scrolled sideways in ${landmark}`).toEqual([]);
  }
});
