import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { buildInstance, sameUidOtherContent } from '../../scripts/phantom/index.ts';
import {
  ask,
  beginRun,
  expect,
  importPaths,
  installServices,
  makeApplication,
  openScpDoor,
  store,
  writeSmallPatient,
  writeTwoEnvironments,
} from '../support/index.ts';
import type { Shown } from './views.ts';

/** An application in which something of everything is to be seen, the same each time. */
export async function prepareScene(page: Page, scratch: string): Promise<Shown> {
  const application = await makeApplication(page, { quietSeconds: 3600 }, 'Chest and head');
  await installServices(page, application, path.join(scratch, 'services'), [
    {
      name: 'lung_volume',
      worker:
        'print("3 series were read")\n' +
        'with open(os.path.join(os.environ["DATA"], "report.csv"), "w") as report:\n' +
        '    report.write("side,millilitres\\nleft,2410\\nright,2780\\n")\n' +
        'return {"left": 2410, "right": 2780}',
    },
    { name: 'volume_chart', worker: 'return {"points": 12}', settings: { dependsOn: ['lung_volume'] } },
    {
      name: 'nodule_score',
      worker: 'raise RuntimeError("no lung found")',
      settings: { dependsOn: ['lung_volume'] },
    },
    { name: 'send_report', settings: { dependsOn: ['nodule_score', 'volume_chart'] } },
    { name: 'heart_score', callback: 'print("no cardiac CT")\nreturn False' },
  ]);
  await writeSmallPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await expect.poll(async () => (await ask(page, 'runs.get', { application, run })).state).toBe('failed');
  const { jobRuns } = await ask(page, 'runs.get', { application, run });
  const jobRun = jobRuns.find(({ jobName }) => jobName === 'lung_volume')!.id;

  await writeFile(path.join(scratch, 'notes.txt'), 'Scanned on a Monday.');
  await importPaths(page, application, [path.join(scratch, 'notes.txt')]);
  const scp = await openScpDoor(page, application);
  const quarantined = await quarantineOne(page, application, { target: scp, scratch });
  await ask(page, 'peers.create', {
    application,
    peer: { kind: 'dicom', name: 'Archive', aeTitle: 'ARCHIVE', host: 'pacs.example', port: 11112 },
  });
  const tasks = await ask(page, 'tasks.list', { application });
  const importTask = tasks.rows.at(-1)!.id;
  const worker = path.join(scratch, 'imaging');
  await writeTwoEnvironments(worker, 'python:3.11-slim');
  await ask(page, 'workers.install', { application, path: worker, build: false });
  const backup = await ask(page, 'applications.backup', {
    application,
    file: path.join(scratch, 'chest-and-head.tar.gz'),
    include: {},
  });
  await expect
    .poll(async () => (await ask(page, 'tasks.get', { application: null, task: backup.id })).state)
    .toBe('succeeded');
  await closeNotices(page);
  return {
    application,
    run,
    jobRun,
    peer: 'Archive',
    importTask,
    backupTask: backup.id,
    quarantined,
    scpPort: scp.port,
    ...(await imagesOf(page, application)),
  };
}

/** They come and go by the clock. */
async function closeNotices(page: Page): Promise<void> {
  const notices = page.getByRole('alert').filter({ hasText: 'Import finished' });
  await expect(async () => {
    while ((await notices.count()) > 0) await notices.first().getByRole('button').click({ timeout: 1000 });
    await expect(notices).toHaveCount(0);
  }).toPass();
}

/** An image that came a second time with other content. */
async function quarantineOne(
  page: Page,
  application: string,
  { target, scratch }: { target: Awaited<ReturnType<typeof openScpDoor>>; scratch: string },
): Promise<string> {
  const first = buildInstance({ PatientID: 'CONFLICT-1', PatientName: 'Phantom^Conflict' });
  const files = { 'first.dcm': first, 'other.dcm': sameUidOtherContent(first) };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(scratch, name);
    await writeFile(file, content);
    await store(target, [file]);
  }
  const kept = async () => (await ask(page, 'quarantine.list', { application })).rows;
  await expect.poll(async () => (await kept()).length).toBe(1);
  return (await kept())[0]!.id;
}

/** The study whose patient was processed, and what lies in it. */
async function imagesOf(page: Page, application: string) {
  const { rows: studies } = await ask(page, 'studies.list', { application, search: 'CT' });
  const study = studies.find(({ PatientID }) => PatientID === 'DEMO-0001')!;
  const { series } = await ask(page, 'studies.get', { application, study: study.id });
  const first = series[0]!.id;
  const { rows } = await ask(page, 'instances.list', { application, series: first });
  const [instance, other] = rows.map(({ SOPInstanceUID }) => SOPInstanceUID);
  return { study: study.id, patient: study.patient, series: first, instance: instance!, other: other! };
}
