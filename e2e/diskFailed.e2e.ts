import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
  ask,
  expect,
  goTo,
  inspectScreen,
  makeApplication,
  openScpDoor,
  test,
  visit,
} from './support/index.ts';

test('a disk that cannot be written any more is told with what to do wherever it matters, until it can', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await openScpDoor(page, application);
  const { folder } = await ask(page, 'applications.get', { application });
  const archive = path.join(folder, 'archive');
  const mount = (...options: string[]) => void execFileSync('mount', [...options, archive]);
  try {
    mount('--bind', archive);
  } catch {
    test.skip(true, 'a folder cannot be mounted here: it takes root on Linux');
  }
  try {
    mount('-o', 'remount,bind,ro');
    const disk = async () => (await ask(page, 'doors.list', { application })).disk.state;
    await expect.poll(disk, { timeout: 30_000 }).toBe('failed');
    await goTo(page, 'Overview');
    await expect(page.getByText('The archive or its history cannot be written')).toBeVisible();
    await inspectScreen(app, page, 'disk-failed-overview');

    await goTo(page, 'Doors');
    const why = page.getByText(/^The archive cannot be written\. The disk of .* is read-only/);
    const card = page.getByRole('listitem').filter({ hasText: 'DICOM C-STORE' });
    await expect(card).toContainText('Paused');
    await expect(why).toHaveCount(1);
    await inspectScreen(app, page, 'disk-failed-doors');

    await visit(page, `/a/${application}/disk-space`);
    await expect(why).toBeVisible();
    await page.getByText('Technical cause').click();
    await expect(page.getByText(/EROFS/)).toBeVisible();
    const here = page.getByRole('navigation', { name: 'Views' }).locator('[aria-current="page"]');
    await expect(here).toHaveText(['Doors']);
    await inspectScreen(app, page, 'disk-failed-disk');
  } finally {
    execFileSync('umount', ['-l', archive]);
  }
  await expect(page.getByText('cannot be written')).toHaveCount(0, { timeout: 30_000 });
});
