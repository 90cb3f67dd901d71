import { createWriteStream, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TestContext } from 'vitest';
import { ZipFile } from 'yazl';
import { httpOptionsSchema, watchedFoldersOptionsSchema } from '../../../contract/index.ts';
import type { ApplicationOptions } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { statuses } from '../dimse/index.ts';
import { createHttpDoor } from './http/index.ts';
import { dataSetOf, freePort, openAssociation, openTestScp, storeMessage } from './scp/testing/index.ts';
import { openTestDoors, openTestIntake, withTinyDisk } from './testing/index.ts';
import type { TinyDisk } from './testing/index.ts';

const MiB = 1024 * 1024;
/** The disk is empty and the guard content; only the size of what comes is too much. */
const diskBytes = 120 * MiB;
const diskGuard = { warnPercent: 0, warnBytes: 0, refusePercent: 0, refuseBytes: 70 * MiB };
/** What may have been written before a look: two looks' worth, and what was on its way meanwhile. */
const leastFree = 10 * MiB;
const patience = { timeout: 30_000 };
const large = () => buildInstance({ SOPInstanceUID: '1.2.3', Rows: 7000, Columns: 7500 });

function diskFor(context: TestContext): TinyDisk {
  const disk = withTinyDisk() ?? context.skip('this process may not mount a small disk');
  disk.mount('-o', `remount,size=${diskBytes}`);
  return disk;
}
const grow = (disk: TinyDisk) => disk.mount('-o', 'remount,size=500m');
const free = ({ root }: TinyDisk) => {
  const { bavail, bsize } = statfsSync(path.join(root, 'archive'));
  return bavail * bsize;
};
function sourceFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'large-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
async function pack(folder: string): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(large(), 'large.dcm', { compress: false });
  zip.end();
  const file = path.join(folder, 'large.zip');
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}
function write(folder: string): string {
  const file = path.join(folder, 'large.dcm');
  writeFileSync(file, large());
  return file;
}

describe('an object that leaves less free than the disk guard wants', () => {
  it.for([
    ['a file', write],
    ['an entry of a ZIP archive', pack],
  ] as const)(
    'has an import wait that finds it as %s, and is taken as soon as there is room',
    async ([, make], context) => {
      const disk = diskFor(context);
      const test = openTestIntake(disk.root, { diskGuard });
      onTestFinished(() => test.close());
      const { id } = test.intake.imports.start([await make(sourceFolder())]);
      const waiting = await test.until(id, (task) => task.problem !== null || task.state !== 'running');
      expect(waiting).toMatchObject({
        state: 'running',
        problem: expect.stringMatching(/^It takes 0\.1 GB, .* too little.*goes on by itself/),
      });
      expect(free(disk)).toBeGreaterThan(diskGuard.refuseBytes);
      grow(disk);
      expect(await test.until(id, (task) => task.state !== 'running')).toMatchObject({
        state: 'succeeded',
        problem: null,
      });
      expect(test.instances()).toBe(1);
      expect(test.leftovers()).toEqual([]);
    },
  );

  it('pauses the watched folder in which it lies, and is taken as soon as there is room', async (context) => {
    const disk = diskFor(context);
    const folder = sourceFolder();
    write(folder);
    const watched = { id: 'f', path: folder, watch: 'poll', pollSeconds: 1, settleSeconds: 0, after: 'keep' };
    const watchedFolders = watchedFoldersOptionsSchema.parse([watched]);
    const test = openTestIntake(disk.root, { diskGuard, watchedFolders });
    onTestFinished(() => test.close());
    await expect
      .poll(() => test.intake.folders.list()[0], patience)
      .toMatchObject({ state: 'paused', problem: expect.stringMatching(/^It takes 0\.1 GB/) });
    expect(test.leftovers()).toEqual([]);
    grow(disk);
    await expect.poll(() => test.instances(), patience).toBe(1);
  });

  it('is refused over HTTP by 507: before its body where its length is told, else in the middle', async (context) => {
    const disk = diskFor(context);
    const { test, post } = await openHttp(disk, { diskGuard });
    const bytes = large();
    const told = post({ 'content-length': bytes.length });
    // None of it is sent, and it is answered all the same.
    told.request.flushHeaders();
    expect(await told.status).toBe(507);
    const untold = post({ 'transfer-encoding': 'chunked' });
    // The end is not sent either.
    untold.request.write(bytes.subarray(0, -1024));
    expect(await untold.status).toBe(507);
    await expect.poll(() => test.leftovers(), patience).toEqual([]);
    expect(test.summary('http')?.senders[0]?.lastProblem?.message).toMatch(/Only 0\.\d GB are free/);
    grow(disk);
    await expect.poll(() => test.doors.disk().state, patience).toBe('ok');
    const again = post({ 'content-length': bytes.length });
    again.request.end(bytes);
    expect(await again.status).toBe(200);
  });

  it('is refused by A700 where it comes by C-STORE, and what came of it is removed at once', async (context) => {
    const disk = diskFor(context);
    const test = await openTestScp({}, disk);
    test.setOptions({ diskGuard });
    const sender = await openAssociation(test.port);
    const pdus = storeMessage(dataSetOf(large()), { SOPInstanceUID: '1.2.3' });
    const [rest, begin] = [pdus.slice(-8), pdus.slice(0, -8)];
    let least = Number.POSITIVE_INFINITY;
    for (const pdu of begin) {
      if (!sender.socket.write(pdu)) await new Promise((resolve) => sender.socket.once('drain', resolve));
      least = Math.min(least, free(disk));
    }
    await vi.waitUntil(() => test.leftovers().length === 0, patience);
    expect(least).toBeGreaterThan(leastFree);
    sender.send(...rest);
    expect(await sender.answer()).toMatchObject({
      Status: statuses.outOfResources,
      ErrorComment: expect.stringMatching(/Only 0\.\d GB are free/),
    });
    // The guard has to see that there is space again.
    grow(disk);
    await expect.poll(() => test.door.describe().state, patience).toBe('open');
    sender.send(...pdus);
    expect((await sender.answer()).Status).toBe(statuses.success);
    sender.close();
    expect(test.instances()).toEqual(['1.2.3']);
  });
});

async function openHttp(disk: TinyDisk, options: Partial<ApplicationOptions>) {
  const port = await freePort();
  const test = openTestDoors(disk.root, {
    ...options,
    http: httpOptionsSchema.parse({ enabled: true, port }),
  });
  const door = createHttpDoor(test.context, { doors: test.doors.intake, quarantine: test.quarantine });
  test.doors.add(door);
  onTestFinished(async () => {
    await door.close();
    await test.close();
  });
  await door.settled();
  function post(headers: http.OutgoingHttpHeaders) {
    const authorization = `Bearer ${door.access().token}`;
    const request = http.request({
      port,
      method: 'POST',
      path: '/instances',
      headers: { ...headers, authorization },
    });
    const status = new Promise<number>((resolve, reject) => {
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      // One that is answered early is hung up on.
      request.on('error', reject);
    });
    return { request, status };
  }
  return { test, post };
}
