import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  answerSaving,
  beginRun,
  expect,
  gatedWorker,
  goTo,
  inspectScreen,
  installServices,
  makeApplication,
  test,
  writeTinyPatient,
} from './support/index.ts';

test('a failure is found from the flow, from the day by its hour and run, and in the statistics', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { slots: 2 });
  const gate = path.join(scratch, 'gate');
  const params = { gate, journal: path.join(scratch, 'journal') };
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'segment', worker: gatedWorker, settings: { params } },
    { name: 'measure', settings: { dependsOn: ['segment'] } },
    { name: 'breaks', worker: 'raise ValueError("no slice 12")' },
    { name: 'report', settings: { dependsOn: ['measure'] } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);

  // The timeline goes on while the run does.
  await page.evaluate(`location.hash = '/a/${application}/runs/${run}'`);
  await page.getByRole('radiogroup', { name: 'Show jobs as' }).getByText('Timeline').click();
  const line = (job: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: job }) });
  await expect(line('measure')).toContainText('waited for others');
  await expect(line('segment')).toContainText('attempt 1 runs');
  await expect(page.getByText('Critical path so far')).toBeVisible();
  await writeFile(gate, '');
  await expect(page.getByText('segment › measure › report')).toBeVisible();
  await expect(line('breaks')).toContainText('slack');
  await expect(line('report')).toContainText('costs');
  await page.getByRole('switch', { name: 'From the first image' }).click();
  await expect(page.getByRole('row', { name: /^Arrival/ })).toContainText('waited for more');
  await page.getByRole('link', { name: 'segment', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(
    page.getByRole('link', { name: /^(breaks|measure|report)$/ }).and(page.locator(':focus')),
  ).toBeVisible();
  await inspectScreen(app, page, 'timeline');
  await page.getByRole('switch', { name: 'As numbers' }).click();
  await expect(page.getByRole('table', { name: 'Timeline of this run in numbers' })).toContainText('Slack');
  await inspectScreen(app, page, 'timeline-numbers');

  // The flow explains the job that failed.
  await goTo(page, 'Flow');
  const station = page.getByRole('main').locator('[data-node]').filter({ hasText: 'breaks' });
  await expect(station).toContainText('1 failed');
  await expect(station).toHaveAccessibleDescription(/service breaks/);
  await station.hover();
  await expect(page.locator('[data-card]')).toContainText('no slice 12');
  await page.screenshot({ path: 'artefacts/screenshots/flow-card-light-1280.png' });
  await page.keyboard.press('Escape');
  await station.focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-card]')).toHaveCount(0);

  // The day, its hour, the run.
  await page.getByRole('link', { name: 'Open the day' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The day' })).toBeVisible();
  const hour = page.getByRole('list', { name: 'Runs begun' }).getByRole('link', { name: /: 1 run began/ });
  await hour.click();
  await expect(hour).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('heading', { name: /^Runs that began from/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Runs of the hour or period' })).toContainText('Failed');
  await inspectScreen(app, page, 'day');
  await page
    .getByRole('link', { name: /^Run 1|^#1/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Run 1' })).toBeVisible();

  await goTo(page, 'Statistics');
  await expect(page.getByRole('table', { name: 'Jobs of the period' })).toContainText('segment');
  await expect(page.getByRole('table', { name: 'Reasons for which jobs failed' })).toContainText(
    'ValueError: no slice …',
  );
  await page.getByText('Today', { exact: true }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/);
  await inspectScreen(app, page, 'statistics');
  await page.getByRole('switch', { name: 'Jobs ended as a table' }).click();
  await expect(page.getByRole('table', { name: 'Jobs ended' })).toBeVisible();

  // What is on show is in the file that the person chooses.
  const file = path.join(scratch, 'statistics.csv');
  await answerSaving(app, file);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.getByText(/^[\d,]+ rows are in .*statistics\.csv\.$/)).toBeVisible();
  const lines = (await readFile(file, 'utf8')).split('\r\n');
  expect(lines[0]).toBe('\uFEFFbegins,ends,service,job,figure,value');
  expect(lines.some((line) => line.endsWith(',breaks,breaks,failed,1'))).toBe(true);

  // The days are typed as well, digit by digit: what is come through on the way leaves the other day as it is.
  const [first, last] = [page.getByLabel('First day'), page.getByLabel('Last day')];
  const day = await first.inputValue();
  await last.focus();
  await page.keyboard.type('12312031');
  await expect(last).toHaveValue('2031-12-31');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=2031-12-31`));
  await expect(first).toHaveValue(day);
});
