import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance, sameUidOtherContent } from '../../../../scripts/phantom/index.ts';
import { commandFields, encodePdu, fragments, noDataSet, statuses } from '../../dimse/index.ts';
import { encodeCommandSet } from '../../dimse/index.ts';
import {
  associate,
  associateRequest,
  connectRaw,
  dataSetOf,
  openAssociation,
  openTestScp,
  portOf,
  release,
  storeMessage,
} from './testing/index.ts';
import type { RawSender, TestScp } from './testing/index.ts';

const run = promisify(execFile);
const environment = { ...process.env, TCP_NODELAY: '1' };

const verification = '1.2.840.10008.1.1';

function uidOf(instance: number): string {
  return `1.2.826.0.1.3680043.2.1125.${instance}`;
}

/** Data set of an instance with that number. */
function dataSet(instance: number, changes: Parameters<typeof buildInstance>[0] = {}): Buffer {
  return dataSetOf(buildInstance({ SOPInstanceUID: uidOf(instance), InstanceNumber: instance, ...changes }));
}

async function store(sender: RawSender, bytes: Buffer, announced: Parameters<typeof storeMessage>[1]) {
  sender.send(...storeMessage(bytes, announced));
  return sender.answer();
}

/** Ends the associations; resolves when nothing is in the staging folder any more. */
async function untilTidy(test: TestScp, ...senders: RawSender[]): Promise<void> {
  for (const sender of senders) sender.close();
  await expect.poll(() => test.leftovers(), { interval: 10, timeout: 5000 }).toEqual([]);
}

describe('an instance', () => {
  it('is stored as it was sent, with our file meta information before it', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const bytes = dataSet(1);
    const answer = await store(sender, bytes, { SOPInstanceUID: uidOf(1), messageId: 77 });
    expect(answer).toMatchObject({
      CommandField: 0x8001,
      MessageIDBeingRespondedTo: 77,
      Status: statuses.success,
      AffectedSOPInstanceUID: uidOf(1),
    });
    await release(sender);
    const file = test.stored().get(uidOf(1));
    expect(file && dataSetOf(file)).toEqual(bytes);
    expect(file?.toString('latin1', 0, 400)).toContain('DCM_PROCESSOR');
    expect(file?.toString('latin1', 0, 400)).toContain('RAW ');
    await untilTidy(test);
  });

  it('is answered with success when the archive has it already', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    for (const messageId of [1, 2]) {
      const answer = await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1), messageId });
      expect(answer.Status).toBe(statuses.success);
    }
    expect(test.instances()).toEqual([uidOf(1)]);
    expect(test.summary('scp')?.counts).toMatchObject({ new: 1, alreadyThere: 1 });
  });

  it('of other content under the same UID is kept aside, and its sender may delete its own', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const other = sameUidOtherContent(buildInstance({ SOPInstanceUID: uidOf(1) }));
    await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1) });
    const answer = await store(sender, dataSetOf(other), { SOPInstanceUID: uidOf(1) });
    expect(answer.Status).toBe(statuses.success);
    expect(test.quarantined()).toMatchObject([{ reason: 'conflicting' }]);
    await untilTidy(test, sender);
  });

  it.each([
    ['another instance', { SOPInstanceUID: uidOf(2) }],
    ['another class', { SOPInstanceUID: uidOf(1), SOPClassUID: '1.2.840.10008.5.1.4.1.1.4' }],
    ['what is no UID', { SOPInstanceUID: '../../1' }],
  ])('that was announced as %s is put into quarantine and refused', async (_name, announced) => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const answer = await store(sender, dataSet(1), announced);
    expect(answer.Status).toBe(statuses.dataSetDoesNotMatch);
    expect(answer.ErrorComment).toMatch(/differ/);
    expect(test.quarantined()).toMatchObject([{ reason: 'mismatch' }]);
    expect(test.instances()).toEqual([]);
    await untilTidy(test, sender);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -8), 'damaged'],
    ['no DICOM', () => Buffer.from('<html>nothing of the kind</html>'.repeat(30)), /damaged|not-understood/],
  ])('that is %s is put into quarantine and refused', async (_name, change, reason) => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const answer = await store(sender, change(dataSet(1)), { SOPInstanceUID: uidOf(1) });
    expect(answer.Status).toBe(statuses.cannotUnderstand);
    expect(answer.ErrorComment).not.toBe('');
    expect(test.quarantined()).toMatchObject([{ reason: expect.stringMatching(reason) }]);
    await untilTidy(test, sender);
  });

  it('without a data set is refused', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const command = {
      CommandField: commandFields.storeRequest,
      MessageID: 3,
      CommandDataSetType: noDataSet,
      AffectedSOPInstanceUID: uidOf(1),
    };
    sender.send(...fragments(1, 'command', encodeCommandSet(command), true, 0));
    expect((await sender.answer()).Status).toBe(statuses.cannotUnderstand);
    await untilTidy(test, sender);
  });

  it('is refused with out-of-resources while the disk guard wants nothing', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const { diskGuard } = test.context.options();
    test.setOptions({ diskGuard: { ...diskGuard, refusePercent: 100 } });
    await expect.poll(() => test.door.describe().state, { timeout: 10_000 }).toBe('paused');
    expect((await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1) })).Status).toBe(
      statuses.outOfResources,
    );
    // Who comes now is told the same, and can still verify the connection.
    const contexts = [
      ...associateRequest().contexts,
      { id: 3, abstractSyntax: verification, transferSyntaxes: ['1.2.840.10008.1.2'] },
    ];
    const late = await openAssociation(test.port, associateRequest({ contexts }));
    expect((await store(late, dataSet(2), { SOPInstanceUID: uidOf(2) })).Status).toBe(
      statuses.outOfResources,
    );
    const echo = { CommandField: commandFields.echoRequest, MessageID: 7, CommandDataSetType: noDataSet };
    late.send(
      ...fragments(3, 'command', encodeCommandSet({ ...echo, AffectedSOPClassUID: verification }), true, 0),
    );
    expect((await late.answer()).Status).toBe(statuses.success);
    late.close();
    test.setOptions({ diskGuard });
    await expect.poll(() => test.door.describe().state, { timeout: 10_000 }).toBe('open');
    expect((await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1) })).Status).toBe(statuses.success);
  });
});

describe('a sender', () => {
  it('that does not wait for answers gets them in the order of its requests', async () => {
    const test = await openTestScp();
    const request = associateRequest({}, { operationsWindow: { invoked: 0, performed: 1 } });
    const sender = await openAssociation(test.port, request);
    const count = 60;
    // A large one in front, so that the small ones behind it are ready before.
    const first = dataSet(1, { Rows: 512, Columns: 512 });
    sender.send(...storeMessage(first, { SOPInstanceUID: uidOf(1), messageId: 1 }));
    for (let number = 2; number <= count; number += 1) {
      sender.send(...storeMessage(dataSet(number), { SOPInstanceUID: uidOf(number), messageId: number }));
    }
    sender.send(encodePdu({ type: 'release-request' }));
    for (let number = 1; number <= count; number += 1) {
      expect(await sender.answer()).toMatchObject({ MessageIDBeingRespondedTo: number, Status: 0 });
    }
    expect(await sender.next()).toEqual({ kind: 'pdu', pdu: { type: 'release-reply' } });
    expect(test.instances()).toHaveLength(count);
  });

  it('is told which AE titles do not fit', async () => {
    const test = await openTestScp({ aeTitle: 'OURS', checkCalledAe: true, callingAeTitles: ['FRIEND'] });
    const ask = async (callingAeTitle: string, calledAeTitle: string) => {
      const sender = await connectRaw(test.port);
      return associate(sender, associateRequest({ callingAeTitle, calledAeTitle }));
    };
    const rejected = (reason: number) => ({ type: 'associate-reject', result: 1, source: 1, reason });
    expect(await ask('STRANGER', 'OURS')).toEqual(rejected(3));
    expect(await ask('FRIEND', 'OTHER')).toEqual(rejected(7));
    expect(await ask('FRIEND', 'OURS')).toMatchObject({ type: 'associate-accept' });
    expect(
      test
        .summary('scp')
        ?.senders.map(({ sender }) => sender)
        .sort(),
    ).toEqual(['FRIEND (127.0.0.1)', 'STRANGER (127.0.0.1)']);
  });

  it('is asked to come back when as many associations are open as are allowed, and gets in after that', async () => {
    const test = await openTestScp({ maxAssociations: 2 });
    const [first] = [await openAssociation(test.port), await openAssociation(test.port)];
    const third = await associate(await connectRaw(test.port), associateRequest());
    expect(third).toEqual({ type: 'associate-reject', result: 2, source: 3, reason: 2 });
    await release(first);
    await test.ended();
    await openAssociation(test.port);
  });

  it('may be one of 32 that send at once', async () => {
    const test = await openTestScp();
    const senders = await Promise.all(Array.from({ length: 32 }, () => openAssociation(test.port)));
    await Promise.all(
      senders.map(async (sender, index) => {
        for (const round of [1, 2, 3]) {
          const number = index * 3 + round;
          const answer = await store(sender, dataSet(number), { SOPInstanceUID: uidOf(number) });
          expect(answer.Status).toBe(statuses.success);
        }
      }),
    );
    expect(new Set(test.instances()).size).toBe(96);
    expect(test.door.describe().active).toBe(32);
  });

  it('that goes away in the middle of an instance leaves nothing behind', async () => {
    const test = await openTestScp();
    const bytes = dataSet(1, { Rows: 1024, Columns: 1024 });
    const parts = storeMessage(bytes, { SOPInstanceUID: uidOf(1) });
    const message = Buffer.concat(parts);
    const half = parts.slice(0, parts.length / 2 + (parts.length % 4) / 2);
    const abort = encodePdu({ type: 'abort', source: 0, reason: 0 });
    for (const sent of [
      message.subarray(0, 200),
      message.subarray(0, message.length / 2),
      message.subarray(0, -1),
      Buffer.concat([...half, abort]),
    ]) {
      const sender = await openAssociation(test.port);
      sender.send(sent);
      sender.socket.end();
      expect(await test.ended()).toMatchObject({ sender: 'RAW (127.0.0.1)', studies: [] });
    }
    await untilTidy(test);
    expect(test.instances()).toEqual([]);
    expect(test.summary('scp')?.senders[0]?.lastProblem?.message).toMatch(/middle of an instance/);
  });

  it('that is silent is given up after the time that fits what it does', async () => {
    const test = await openTestScp({ timeouts: { acse: 1, dimse: 1, network: 2 } });
    const silent = await connectRaw(test.port);
    const between = await openAssociation(test.port);
    const within = await openAssociation(test.port);
    within.send(storeMessage(dataSet(1), { SOPInstanceUID: uidOf(1) })[0]!);
    for (const sender of [silent, within, between]) {
      expect(await sender.next()).toMatchObject({ kind: 'pdu', pdu: { type: 'abort', source: 2 } });
    }
    await untilTidy(test);
  });

  it('that never reads its answers is given up, and is sent only so many', async () => {
    const test = await openTestScp({ timeouts: { dimse: 1, network: 1 } });
    const sender = await openAssociation(test.port);
    const command = { CommandField: commandFields.echoRequest, MessageID: 1, CommandDataSetType: noDataSet };
    const echoes = Buffer.concat(
      Array.from({ length: 1000 }, () => fragments(1, 'command', encodeCommandSet(command), true, 0)).flat(),
    );
    sender.socket.pause();
    const ended = test.ended();
    let isOver = false;
    void ended.then(() => (isOver = true));
    let sent = 0;
    while (!isOver) {
      if (sender.socket.writableLength < echoes.length) sent += Number(sender.socket.write(echoes));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(sent).toBeGreaterThan(5);
    expect((await ended).sender).toBe('RAW (127.0.0.1)');
  });

  it('has its studies told when its association has ended and all of it is stored', async () => {
    const test = await openTestScp();
    const other = await openAssociation(test.port);
    await store(other, dataSet(9, { StudyInstanceUID: '1.2.3.2' }), { SOPInstanceUID: uidOf(9) });
    const sender = await openAssociation(test.port);
    for (const number of [1, 2, 3]) {
      const study = number === 3 ? '1.2.3.2' : '1.2.3.1';
      await store(sender, dataSet(number, { StudyInstanceUID: study }), { SOPInstanceUID: uidOf(number) });
    }
    await release(sender);
    expect(await test.ended()).toEqual({
      sender: 'RAW (127.0.0.1)',
      studies: ['1.2.3.1', '1.2.3.2'],
      openStudies: ['1.2.3.2'],
    });
  });

  it('that asks for something else is answered and stays connected', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const command = { CommandField: commandFields.findRequest, MessageID: 9, CommandDataSetType: 0 };
    sender.send(
      ...fragments(1, 'command', encodeCommandSet(command), true, 0),
      ...fragments(1, 'data-set', Buffer.alloc(100), true, 0),
    );
    expect(await sender.answer()).toMatchObject({ CommandField: 0x8020, Status: 0x0211 });
    expect((await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1) })).Status).toBe(0);
  });
});

describe('the door', () => {
  it('moves to another port while an association goes on over the old one', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const state = await test.setScp({ bindAddress: '127.0.0.2' });
    expect(state).toMatchObject({ state: 'open', address: expect.stringContaining('127.0.0.2') });
    await expect(connectRaw(test.port)).rejects.toThrow('ECONNREFUSED');
    expect((await store(sender, dataSet(1), { SOPInstanceUID: uidOf(1) })).Status).toBe(0);
  });

  it('says why it cannot be opened, and opens as soon as it can', async () => {
    const taken = await openTestScp();
    const test = await openTestScp({ port: taken.port });
    expect(test.door.describe()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('Another program listens'),
    });
    await taken.setScp({ enabled: false });
    await expect.poll(() => test.door.describe().state, { timeout: 15_000 }).toBe('open');
  });

  it('ends associations that do nothing when it is switched off, and nothing else', async () => {
    const test = await openTestScp();
    const idle = await openAssociation(test.port);
    const busy = await openAssociation(test.port);
    const message = Buffer.concat(storeMessage(dataSet(1), { SOPInstanceUID: uidOf(1) }));
    busy.send(message.subarray(0, 1000));
    await expect.poll(() => test.leftovers().length).toBeGreaterThan(0);
    expect(await test.setScp({ enabled: false })).toMatchObject({ state: 'off' });
    expect(await idle.next()).toMatchObject({ pdu: { type: 'abort' } });
    busy.send(message.subarray(1000));
    expect((await busy.answer()).Status).toBe(statuses.success);
    expect(portOf(test.door.describe())).toBe(0);
  });

  it('gives the memory of its thread back when it is switched off, and takes another when it is opened', async () => {
    const ends: Promise<unknown>[] = [];
    const note = (worker: Worker) => void ends.push(once(worker, 'exit'));
    process.on('worker', note);
    onTestFinished(() => void process.off('worker', note));
    const test = await openTestScp();
    const receiving = await openAssociation(test.port);
    const message = Buffer.concat(storeMessage(dataSet(1), { SOPInstanceUID: uidOf(1) }));
    receiving.send(message.subarray(0, 1000));
    await expect.poll(() => test.leftovers().length).toBeGreaterThan(0);
    await test.setScp({ enabled: false });
    const opened = await test.setScp({ enabled: true });
    const next = await openAssociation(portOf(opened));
    expect((await store(next, dataSet(2), { SOPInstanceUID: uidOf(2) })).Status).toBe(statuses.success);
    receiving.send(message.subarray(1000));
    expect((await receiving.answer()).Status).toBe(statuses.success);
    expect(ends).toHaveLength(2);
    await ends[0];
    expect(test.door.describe()).toMatchObject({ state: 'open', active: 1 });
  });
});

describe('a thread that dies', () => {
  it('is told, and started again by itself', async () => {
    const workers: Worker[] = [];
    const note = (worker: Worker) => void workers.push(worker);
    process.on('worker', note);
    onTestFinished(() => void process.off('worker', note));
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    await Promise.all(workers.map((worker) => worker.terminate()));
    expect(test.door.describe()).toMatchObject({ state: 'failed', active: 0 });
    expect(await sender.next()).toEqual({ kind: 'closed' });
    await expect.poll(() => test.door.describe().state, { timeout: 15_000 }).toBe('open');
    const again = await openAssociation(portOf(test.door.describe()));
    expect((await store(again, dataSet(1), { SOPInstanceUID: uidOf(1) })).Status).toBe(statuses.success);
  });
});

describe('dcmtk', () => {
  it('finds that the door answers, and that it refuses others', async () => {
    const test = await openTestScp({ callingAeTitles: ['FRIEND'] });
    await run('echoscu', ['-aet', 'FRIEND', '127.0.0.1', String(test.port)], { env: environment });
    await expect(
      run('echoscu', ['-aet', 'STRANGER', '127.0.0.1', String(test.port)], { env: environment }),
    ).rejects.toThrow('Calling AE Title Not Recognized');
  });

  it.each([
    ['storescu', ['-xe']],
    ['dcmsend', []],
  ])('%s sends a folder', async (tool, options) => {
    const test = await openTestScp();
    const folder = path.join(test.root, 'sent');
    mkdirSync(folder);
    const files = Array.from({ length: 30 }, (_one, index) => path.join(folder, `${index}.dcm`));
    files.forEach((file, index) => writeFileSync(file, buildInstance({ InstanceNumber: index + 1 })));
    await run(tool, [...options, '127.0.0.1', String(test.port), ...files], { env: environment });
    expect(test.instances()).toHaveLength(30);
    expect((await test.ended()).studies).toHaveLength(1);
  });
});
