import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildInstance, sameUidOtherContent, withoutPreamble } from '../scripts/phantom/index.ts';
import {
  ask,
  dropOnWindow,
  expect,
  importPaths,
  makeApplication,
  test,
  visit,
  writeLargePatient,
} from './support/index.ts';

test('an import is stopped midway: what was taken stays, nothing more comes, and it can be done again', async ({
  desktop,
  scratch,
}) => {
  const images = 3000;
  const source = path.join(scratch, 'large');
  await writeLargePatient(source, images);
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await dropOnWindow(page, [source]);

  const progress = page.getByRole('progressbar', { name: 'Import of 1 folder' });
  await expect(progress).toBeVisible();
  await page.getByRole('button', { name: 'Stop import' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Import stopped' })).toBeVisible();
  await expect(progress).toBeHidden();

  const { rows } = await ask(page, 'tasks.list', { application });
  const stopped = rows[0]!;
  expect(stopped.state).toBe('cancelled');
  expect(stopped.done).toBeLessThan(images);
  expect((await ask(page, 'applications.get', { application })).counts.instances).toBe(stopped.counts.new);

  await dropOnWindow(page, [source]);
  await expect(page.getByRole('alert').filter({ hasText: 'Import finished' })).toBeVisible({
    timeout: 60_000,
  });
  expect((await ask(page, 'applications.get', { application })).counts.instances).toBe(images);
});

test('files that cannot simply be taken keep none of the others out, and each has its reason', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'mixed');
  await mkdir(folder);
  const write = (name: string, content: Buffer) => writeFile(path.join(folder, name), content);
  const first = buildInstance({ InstanceNumber: 1 });
  await writeFile(path.join(scratch, 'first.dcm'), first);
  await write('1 good.dcm', buildInstance({ InstanceNumber: 2 }));
  await write('2 conflicting.dcm', sameUidOtherContent(first));
  await write('3 bare', withoutPreamble(buildInstance({ InstanceNumber: 3 })));
  await write('4 no uid.dcm', buildInstance({ InstanceNumber: 4, SOPInstanceUID: '' }));
  await symlink(path.join(scratch, 'gone'), path.join(folder, '5 dangling'));
  await write('6 locked.dcm', buildInstance({ InstanceNumber: 6 }));
  await chmod(path.join(folder, '6 locked.dcm'), 0);

  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await importPaths(page, application, [path.join(scratch, 'first.dcm')]);
  await dropOnWindow(page, [folder]);
  await page.getByRole('alert').filter({ hasText: '1 conflicting' }).getByRole('link').click();
  const row = (file: string) =>
    page.getByRole('table', { name: 'Files with a remark' }).getByRole('row').filter({ hasText: file });
  await expect(row('2 conflicting.dcm')).toContainText('Conflicting');
  await expect(row('3 bare')).toContainText(/New.*no preamble/);
  await expect(row('4 no uid.dcm')).toContainText(/Damaged.*SOPInstanceUID/);
  await expect(row('5 dangling')).toContainText('Refused');
  // Root may read everything.
  if (process.getuid?.() !== 0) await expect(row('6 locked.dcm')).toContainText(/Refused.*permission/);
  await expect(row('1 good.dcm')).toHaveCount(0);

  await visit(page, `/a/${application}/studies`);
  await expect(page.getByRole('table', { name: 'Studies' })).toContainText('Phantom, Test');
});
