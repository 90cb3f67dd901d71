import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance, sameUidOtherContent } from '../../../scripts/phantom/index.ts';
import { statuses } from '../dimse/index.ts';
import { dataSetOf, openAssociation, openTestScp, storeMessage } from './scp/testing/index.ts';
import { counts, openTestIntake } from './testing/index.ts';

const run = promisify(execFile);
const image = buildInstance({ SOPInstanceUID: '1.2.3.4', Rows: 100, Columns: 100 });

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'reencoded-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the same image in another encoding', () => {
  it('is taken once by the C-STORE door, and what differs is conflicting', async () => {
    const test = await openTestScp();
    async function store(file: Buffer, option: string): Promise<void> {
      const there = path.join(root, 'image.dcm');
      writeFileSync(there, file);
      const env = { ...process.env, TCP_NODELAY: '1' };
      await run('storescu', [option, '127.0.0.1', String(test.port), there], { env });
    }
    for (const option of ['-xe', '-xi', '-xb', '-xd']) await store(image, option);
    expect(test.summary('scp')?.senders).toMatchObject([{ new: 1, alreadyThere: 3, conflicting: 0 }]);
    await store(sameUidOtherContent(image), '-xi');
    expect(test.summary('scp')?.senders).toMatchObject([{ new: 1, alreadyThere: 3, conflicting: 1 }]);
    expect(test.leftovers()).toEqual([]);
  });

  it('is found by an import, and what differs goes to quarantine', async () => {
    const test = openTestIntake(path.join(root, 'application'));
    try {
      const there = path.join(root, 'image.dcm');
      writeFileSync(there, image);
      expect(await test.import(there)).toMatchObject({ counts: counts({ new: 1 }) });
      const [same, other] = [path.join(root, 'same.dcm'), path.join(root, 'other.dcm')];
      await run('dcmconv', ['+ti', there, same]);
      writeFileSync(there, sameUidOtherContent(image));
      await run('dcmconv', ['+ti', there, other]);
      expect(await test.import(same, other)).toMatchObject({
        counts: counts({ 'already-there': 1, conflicting: 1 }),
      });
      expect(test.quarantined()).toMatchObject([{ reason: 'conflicting', path: other }]);
      expect(test.leftovers()).toEqual([]);
    } finally {
      await test.close();
    }
  });
});

it('other content under the same UID is refused with what to do while the quarantine is full', async () => {
  const test = await openTestScp();
  test.setOptions({ quarantine: { maxFiles: 0, maxBytes: 1e9 } });
  const sender = await openAssociation(test.port);
  async function store(file: Buffer) {
    sender.send(...storeMessage(dataSetOf(file), { SOPInstanceUID: '1.2.3.4' }));
    return sender.answer();
  }
  expect((await store(image)).Status).toBe(statuses.success);
  expect(await store(sameUidOtherContent(image))).toMatchObject({
    Status: statuses.outOfResources,
    ErrorComment: 'UID is archived with other content, and the quarantine is full',
  });
  const told = test.summary('scp')?.senders[0]?.lastProblem?.message;
  expect(told).toMatch(/other content under the same SOPInstanceUID.*delete what is not needed/);
  sender.close();
});
