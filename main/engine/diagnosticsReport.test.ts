import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { applicationOptionsSchema } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import { getTask } from './history/index.ts';

const patience = { timeout: 30_000, interval: 50 };

/** Whatever tells who the patient is, as it might stand anywhere. */
const patient = {
  PatientName: 'Birnbaum-Özdemir^Xaverine^Dr.',
  PatientID: 'KH-0815/47',
  PatientBirthDate: '19520229',
  AccessionNumber: 'ACC778899',
  StudyInstanceUID: '1.2.826.0.1.3680043.9.7777.1',
  SeriesInstanceUID: '1.2.826.0.1.3680043.9.7777.1.2',
  SOPInstanceUID: '1.2.826.0.1.3680043.9.7777.1.2.3',
};
const forbidden = [
  'Birnbaum',
  'Özdemir',
  'özdemir',
  'Xaverine',
  'KH-0815',
  '0815/47',
  '19520229',
  '1952-02-29',
  '29.02.1952',
  'ACC778899',
  '3680043.9.7777',
  'hunter2',
  'geheim99',
  'Nichtbekannt',
  'Unarchiviert',
  'Na, Li',
  '山田',
  '太郎',
];

test('nothing of a patient and no secret is in a report, wherever it stood', async ({ annotate }) => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'report-'));
  const logFile = path.join(home, 'logs', 'engine.log');
  mkdirSync(path.dirname(logFile));
  const engine = startEngine({ home, log: silentLogger, logFile, onStop: () => undefined });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const { id } = engine.createApplication({
    name: 'Ward',
    folder: undefined,
    options: {
      ...applicationOptionsSchema.parse({}),
      scp: applicationOptionsSchema.shape.scp.parse({ aeTitle: 'WARD7', port: 0 }),
      preServices: [
        { jobName: 'x', worker: 'y', params: { note: 'Xaverine Birnbaum, 29.02.1952', password: 'hunter2' } },
      ],
      python: '/home/nobody/Birnbaum Xaverine/python',
      watchedFolders: [
        {
          id: 'w',
          path: path.join(home, 'inbox', 'Birnbaum Xaverine'),
          enabled: true,
          recursive: true,
          watch: 'poll',
          pollSeconds: 60,
          settleSeconds: 5,
          after: 'keep',
          moveTo: null,
          pattern: 'Nichtbekannt*.dcm',
        },
      ],
    },
  });
  const file = path.join(home, 'Birnbaum.dcm');
  writeFileSync(file, buildInstance(patient));
  const short = path.join(home, 'short.dcm');
  writeFileSync(short, buildInstance({ PatientName: 'LI^NA=山田^太郎', PatientID: 'X' }));
  const application = engine.application(id);
  const task = application.intake.imports.start([file, short]);
  const { history } = application.context;
  await expect.poll(() => getTask(history, task.id).state, patience).toBe('succeeded');

  history.run('PRAGMA foreign_keys = OFF');
  history.run(
    `INSERT INTO job_run (id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms, state,
       open_dependencies, created_at, error)
     VALUES ('j', 'r', 0, 'volume', 'registry', '{}', 'default', 1, 1, 'failed', 0, 0, ?)`,
    [
      JSON.stringify({
        type: 'ValueError',
        message: `no liver in Xaverine of KH-0815/47, see ${file} and 'Unarchiviert'`,
        traceback: ['File "/srv/Unarchiviert.py"'],
      }),
    ],
  );
  const lines = [
    { level: 50, msg: 'a job failed', cause: 'KeyError: Xaverine', details: `File "${file}", line 3` },
    { level: 40, msg: 'Birnbaum-Özdemir^Xaverine could not be read', PatientID: patient.PatientID },
    { level: 30, msg: `series ${patient.SeriesInstanceUID} of 1952-02-29 arrived`, application: id },
    { level: 50, msg: `cannot open ${home}/archive/Unarchiviert Mensch/x.dcm: gone`, aeTitle: 'WARD7' },
    { level: 50, msg: 'no patient named "Nichtbekannt, Ida"', url: 'http://joe:geheim99@proxy.example/' },
    { level: 20, msg: 'debug Nichtbekannt' },
    { level: 50, msg: 'no liver in Na, Li nor in 山田 太郎 nor in 患者山田太郎的' },
  ].map((line) => JSON.stringify({ time: Date.now(), pid: 1, hostname: 'h', ...line }));
  writeFileSync(logFile, `${lines.join('\n')}\nRangeError of KH-0815/47 at birnbaum-özdemir\n`);

  const window = [`Window on ${file}`, 'Autostart: on'];
  const { text, maskedCount, fileName } = await engine.diagnostics.report(
    window,
    new AbortController().signal,
  );
  await annotate(text, 'report');
  expect(forbidden.filter((one) => text.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
  expect(maskedCount).toBeGreaterThan(8);
  expect(fileName).toMatch(/^dcm-processor-report-[\d-]+\.txt$/);
  // What helps is there: AE titles, kinds of errors, versions, settings, which checks failed.
  for (const needed of [
    'WARD7',
    'KeyError',
    'volume (default): ValueError: no liver in',
    'a job failed',
    'Application Ward',
    '"quietSeconds": 30',
    'Autostart: on',
    'Schema 1',
    'watched-folders (Ward): failed',
    `Node ${process.versions.node}`,
    'proxy.example',
  ])
    expect(text).toContain(needed);
}, 90_000);
