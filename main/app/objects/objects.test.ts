import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { objectOrigin, writeObjectAddress } from '../../../contract/index.ts';
import type { EngineClient, ObjectAddress, RunDetail } from '../../../contract/index.ts';
import { buildInstance, truncated } from '../../../scripts/phantom/index.ts';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import { answerObject, locateObject } from './index.ts';

let test: TestEngine;
let run: RunDetail;
let other: string;
const page = 'app://dcm-processor';

beforeAll(async () => {
  test = await openTestEngine();
  await test.install('write', {
    module:
      'def worker(jobName, headers, params, added_params, **kwargs):\n    open("result.nii", "wb").write(b"0123456789")\n    open("empty.nii", "wb").close()\n',
  });
  run = await test.process();
  const { id } = await test.ask('applications.create', { name: 'Other', options: {} });
  other = id;
  const damaged = path.join(test.folder('damaged'), 'cut.dcm');
  writeFileSync(damaged, truncated(buildInstance({ SOPInstanceUID: '9.9.9', PatientID: 'Q' })));
  const task = await test.ask('imports.start', { application: test.application, paths: [damaged] });
  await test.finished(task.id);
}, 60_000);
afterAll(() => test.close());

/** What the shell has of the engine: a client that asks it. */
const client = { request: (...asked: Parameters<TestEngine['ask']>) => test.ask(...asked) } as EngineClient;
function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const locate = (object: ObjectAddress) => locateObject({ ask: (question) => question(client) }, object);
  return answerObject(
    { url, method: init.method ?? 'GET', headers: new Headers(init.headers) },
    { locate, page },
  );
}
const instance = (SOPInstanceUID: string, application = test.application) =>
  ask(writeObjectAddress({ kind: 'instance', application, SOPInstanceUID }));
const result = (file: string, init?: RequestInit) =>
  ask(writeObjectAddress({ kind: 'result', application: test.application, run: run.id, path: file }), init);

it('gives the bytes of an archived instance, readable for the page alone and for nothing but bytes', async () => {
  const answer = await instance('1.2.3.1.1');
  expect(answer.status).toBe(200);
  const { path: file } = await test.ask('instances.locate', {
    application: test.application,
    SOPInstanceUID: '1.2.3.1.1',
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.equals(readFileSync(file))).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': page,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-length': String(bytes.length),
  });
});

it.skipIf(process.platform === 'win32')(
  'answers at once about a pipe that a job left, which nobody writes into',
  async () => {
    const { path: folder } = await test.ask('runs.locate_file', {
      application: test.application,
      run: run.id,
      path: '',
    });
    execFileSync('mkfifo', [path.join(folder, 'pipe.nii')]);
    expect((await result('pipe.nii')).status).toBe(404);
  },
);

it('gives a result of a run whole, in part and when it is empty', async () => {
  expect(await (await result('result.nii')).text()).toBe('0123456789');
  const part = await result('result.nii', { headers: { range: 'bytes=2-4' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  expect((await result('result.nii', { headers: { range: 'bytes=10-' } })).status).toBe(416);
  const empty = await result('empty.nii');
  expect([empty.status, await empty.text()]).toEqual([200, '']);
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'says in words that a file cannot be read',
  async () => {
    const asked = { application: test.application, run: run.id, path: 'closed.nii' };
    const { path: folder } = await test.ask('runs.locate_file', { ...asked, path: '' });
    writeFileSync(path.join(folder, 'closed.nii'), 'x');
    chmodSync(path.join(folder, 'closed.nii'), 0o000);
    const answer = await result('closed.nii');
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { message: 'The file cannot be read.', details: expect.stringContaining('EACCES') },
    ]);
  },
);

it.runIf(process.platform === 'linux')(
  'lets go of a file that was answered, whatever of it was asked for',
  async () => {
    const { path: file } = await test.ask('runs.locate_file', {
      application: test.application,
      run: run.id,
      path: 'result.nii',
    });
    const isOpen = () =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === realpathSync(file);
        } catch {
          return false;
        }
      });
    const left = await result('result.nii');
    expect(isOpen()).toBe(true);
    await left.body?.cancel();
    await (await result('result.nii')).text();
    await result('result.nii', { method: 'HEAD' });
    await result('result.nii', { headers: { range: 'bytes=10-' } });
    await expect.poll(isOpen).toBe(false);
  },
);

it('does not give what lies in quarantine, in another application or nowhere', async () => {
  const { total } = await test.ask('quarantine.list', { application: test.application });
  expect(total).toBe(1);
  const { rows } = await test.ask('quarantine.list', { application: test.application });
  for (const wanted of ['9.9.9', rows[0]!.id, '..', '1.2.3.1.99']) {
    const { status } = await instance(wanted);
    expect([wanted, status]).toEqual([wanted, 404]);
  }
  expect((await instance('1.2.3.1.1', other)).status).toBe(404);
  expect((await instance('1.2.3.1.1', 'nobody')).ok).toBe(false);
});

it('does not give what a link in the folder of a run leads to', async () => {
  const asked = { application: test.application, run: run.id, path: '' };
  const { path: data } = await test.ask('runs.locate_file', asked);
  const link = path.join(data, 'link.nii');
  symlinkSync(path.join(data, '..', '..', '..', 'application.json'), link);
  expect((await result('link.nii')).status).toBe(404);
  unlinkSync(link);
  expect((await result('dicom')).status).toBe(404);
});

it('answers nothing but reading', async () => {
  const address = writeObjectAddress({
    kind: 'result',
    application: test.application,
    run: run.id,
    path: 'result.nii',
  });
  expect((await ask(address, { method: 'POST' })).status).toBe(400);
  expect((await ask(`${objectOrigin}/${test.application}/result/${run.id}/..`)).status).toBe(400);
  const refused = await ask(`${objectOrigin}/x`);
  expect(refused.headers.get('access-control-allow-origin')).toBe(page);
});

it('says in words that a file is gone from the archive', async () => {
  const asked = { application: test.application, SOPInstanceUID: '1.2.3.1.2' };
  const { path: file } = await test.ask('instances.locate', asked);
  const bytes = readFileSync(file);
  unlinkSync(file);
  const answer = await instance('1.2.3.1.2');
  writeFileSync(file, bytes);
  expect([answer.status, await answer.json()]).toMatchObject([
    404,
    { message: 'The file of this object is not there any more.' },
  ]);
});
