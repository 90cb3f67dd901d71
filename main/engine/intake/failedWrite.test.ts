import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpOptionsSchema, peerSchema } from '../../../contract/index.ts';
import { buildInstance, truncated } from '../../../scripts/phantom/index.ts';
import { freePort, hasOrthanc, startOrthanc } from '../dimse/testing/index.ts';
import { take } from './arriving/index.ts';
import { createHttpDoor } from './http/index.ts';
import { createPull } from './pull/index.ts';
import { putAside } from './scp/outcomes.ts';
import { takeResult } from './takeResult.ts';
import { openTestDoors, withTinyDisk } from './testing/index.ts';
import type { TestDoors } from './testing/index.ts';

const study = '1.2.3.4';
const file = buildInstance({ StudyInstanceUID: study });

/** Has something come by one door, which cannot be written. */
type Bring = (test: TestDoors) => Promise<unknown>;

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function post(where: string, type: string, body: Buffer): Bring {
  return async (test) => {
    const port = await freePort();
    test.setOptions({ http: httpOptionsSchema.parse({ enabled: true, port }) });
    const door = createHttpDoor(test.context, { doors: test.doors.intake, quarantine: test.quarantine });
    onTestFinished(() => door.close());
    await door.settled();
    const { token } = door.access();
    const answer = await fetch(`http://127.0.0.1:${port}${where}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: new Uint8Array(body),
    });
    expect(answer.status).toBe(507);
  };
}

function retrieve(way: 'get' | 'web'): Bring {
  return async (test) => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'failed-write-'));
    const { port, webUrl, stop } = await startOrthanc(root, [file]);
    onTestFinished(async () => {
      await stop();
      rmSync(root, { recursive: true, force: true });
    });
    const peer =
      way === 'web'
        ? peerSchema.parse({ kind: 'dicomweb', name: 'peer', url: webUrl })
        : peerSchema.parse({ kind: 'dicom', name: 'peer', aeTitle: 'ORTHANC', host: '127.0.0.1', port });
    const pull = createPull(test.context, {
      doors: test.doors.intake,
      quarantine: test.quarantine,
      peers: { get: () => peer },
      fetches: { announce: () => undefined, finished: () => undefined, ended: () => undefined },
      scp: { describe: () => off, settled: async () => off },
    });
    onTestFinished(() => pull.close());
    pull.retrieve({ peer: 'peer', items: [{ StudyInstanceUID: study }] });
  };
}
const off = { state: 'off' as const, address: null, active: 0, problem: null, details: null };

const multipart = Buffer.concat([
  Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
  file,
  Buffer.from('\r\n--b--\r\n'),
]);
const doors: [string, boolean, Bring][] = [
  ['POST of an instance', true, post('/instances', 'application/dicom', file)],
  [
    'STOW-RS',
    true,
    post('/dicom-web/studies', 'multipart/related; type="application/dicom"; boundary=b', multipart),
  ],
  ['C-GET', hasOrthanc, retrieve('get')],
  ['WADO-RS', hasOrthanc, retrieve('web')],
  [
    'a result of a job',
    true,
    ({ doors: { intake }, quarantine, context }) =>
      expect(
        takeResult({ doors: intake, quarantine }, context.folders.staging, once(file), 'peer'),
      ).rejects.toMatchObject({ code: 'disk-full' }),
  ],
];

const origin = { door: 'scp', sender: 'SCANNER (10.0.0.5)' } as const;
const reason = { code: 'damaged', message: 'It ends early.' } as const;
const keeping: [string, (taking: Parameters<typeof putAside>[0], file: string) => Promise<unknown>][] = [
  [
    'a C-STORE',
    (taking, part) => {
      const answer = { status: 0xc000, comment: null, study: null };
      return putAside(taking, { file: part, reason, header: {}, answer }, origin);
    },
  ],
  [
    'the thread of another door',
    (taking, part) =>
      expect(
        take(taking, { kind: 'damaged', file: part, ...reason, header: null }, origin),
      ).rejects.toMatchObject({ code: 'database-failed' }),
  ],
];

describe('what could not be written', () => {
  it.for(doors)(
    'by %s is found out by the disk guard, until it can be',
    async ([, isPossible, bring], context) => {
      if (!isPossible) context.skip('Orthanc is not installed');
      const disk = withTinyDisk() ?? context.skip('this process may not mount a small disk');
      const test = openTestDoors(disk.root);
      onTestFinished(() => test.close());
      const state = () => test.doors.disk().state;
      await expect.poll(() => test.doors.disk().totalBytes, { timeout: 10_000 }).toBeGreaterThan(0);
      // Free space and permissions are as before.
      const inTheWay = disk.fill();
      expect(state()).toBe('ok');
      await bring(test);
      await expect.poll(state, { timeout: 20_000 }).toBe('full');
      for (const one of inTheWay) rmSync(one);
      await expect.poll(state, { timeout: 20_000 }).toBe('ok');
    },
  );

  it.each(keeping)('into quarantine, from %s, as well', async (_from, keep) => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'failed-write-'));
    const test = openTestDoors(root);
    onTestFinished(async () => {
      await test.close();
      rmSync(root, { recursive: true, force: true });
    });
    const { history, folders } = test.context;
    const part = path.join(folders.staging, 'one.part');
    writeFileSync(part, truncated(file));
    const taking = { doors: test.doors.intake, quarantine: test.quarantine };
    history.run('PRAGMA query_only = ON');
    await keep(taking, part);
    await expect.poll(() => test.doors.disk().state, { timeout: 20_000 }).toBe('failed');
    history.run('PRAGMA query_only = OFF');
    await expect.poll(() => test.doors.disk().state, { timeout: 20_000 }).toBe('ok');
  });
});
