import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { commandFields, encodeCommandSet, fragments, noDataSet, withDataSet } from '../../dimse/index.ts';
import { acceptAssociation } from '../../dimse/acceptor/index.ts';
import type { CommandSet } from '../../dimse/index.ts';
import { element, item } from '../../dicom/testing/bytes.ts';
import { decodeCommitment, encodeCommitmentResult } from './commitment/index.ts';
import { createScpDoor } from './scpDoor.ts';
import {
  associateRequest,
  dataSetOf,
  freePort,
  openAssociation,
  openTestScp,
  release,
  storeMessage,
} from './testing/index.ts';
import type { RawSender, TestScp } from './testing/index.ts';

const pushModel = '1.2.840.10008.1.20.1';
const ct = '1.2.840.10008.5.1.4.1.1.2';
const implicit = '1.2.840.10008.1.2';
const explicit = '1.2.840.10008.1.2.1';

/** Action information of a request for these instances. */
function actionInformation(
  transaction: string,
  uids: readonly string[],
  options = { explicit: true },
): Buffer {
  const items = uids.map((uid) =>
    item(Buffer.concat([element(0x0008_1150, 'UI', ct, options), element(0x0008_1155, 'UI', uid, options)])),
  );
  return Buffer.concat([
    element(0x0008_1195, 'UI', transaction, options),
    element(0x0008_1199, 'SQ', Buffer.concat(items), options),
  ]);
}

function ask(sender: RawSender, dataSet: Buffer, changes: CommandSet = {}): void {
  const command: CommandSet = {
    RequestedSOPClassUID: pushModel,
    CommandField: commandFields.actionRequest,
    MessageID: 5,
    CommandDataSetType: withDataSet,
    RequestedSOPInstanceUID: `${pushModel}.1`,
    ActionTypeID: 1,
    ...changes,
  };
  sender.send(...fragments(3, 'command', encodeCommandSet(command), true, 0));
  sender.send(...fragments(3, 'data-set', dataSet, true, 0));
}

const request = associateRequest({
  contexts: [
    { id: 1, abstractSyntax: ct, transferSyntaxes: [explicit] },
    { id: 3, abstractSyntax: pushModel, transferSyntaxes: [implicit] },
  ],
});

async function storeOne(sender: RawSender, uid: string): Promise<void> {
  const dataSet = dataSetOf(buildInstance({ SOPInstanceUID: uid }));
  sender.send(...storeMessage(dataSet, { SOPInstanceUID: uid }));
  expect((await sender.answer()).Status).toBe(0);
}

const patience = { timeout: 15_000 };

/** A peer that takes reports of storage commitment. */
async function startPeer() {
  const told: { command: CommandSet; bytes: Buffer; caller: string }[] = [];
  const peer = createServer((socket) => {
    acceptAssociation(
      socket,
      { maxPduLength: 16_384, timeouts: { acse: 5, dimse: 5, network: 5 }, mostUnanswered: 1 },
      {
        negotiate: ({ contexts, user }) => ({
          accepted: true,
          contexts: new Map(contexts.map(({ id }) => [id, { transferSyntax: explicit }])),
          roles: user.roles,
          operationsWindow: null,
        }),
        opened: () => undefined,
        request(association, { command, answer }) {
          const parts: Buffer[] = [];
          return {
            dataSet: (bytes) => void parts.push(bytes),
            end() {
              told.push({ command, bytes: Buffer.concat(parts), caller: association.callingAeTitle });
              answer({
                CommandField: 0x8100,
                MessageIDBeingRespondedTo: command.MessageID ?? 0,
                CommandDataSetType: noDataSet,
                Status: 0,
              });
            },
            cancel: () => undefined,
          };
        },
        ended: () => undefined,
        failed: () => undefined,
      },
    );
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void peer.close());
  await once(peer, 'listening');
  const address = peer.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, told };
}

/** Knows the sender of these tests, on that port, and nobody else. */
function onlyRaw(port: number) {
  return (aeTitle: string) =>
    aeTitle === 'RAW'
      ? {
          host: '127.0.0.1',
          port,
          calledAeTitle: 'RAW',
          callingAeTitle: 'ANY',
          tls: null,
          timeouts: { connect: 5, acse: 5, dimse: 5, network: 5 },
        }
      : null;
}

/** Stores an instance, asks for its commitment, and ends the association when that is promised. */
async function askAndLeave(test: TestScp, transaction: string): Promise<void> {
  const sender = await openAssociation(test.port, request);
  await storeOne(sender, '1.2.3.4');
  ask(sender, actionInformation(transaction, ['1.2.3.4'], { explicit: false }));
  expect((await sender.answer()).Status).toBe(0);
  await release(sender);
}

/** What a peer is told of a transaction of `askAndLeave`. */
function committed(transactionUid: string): Buffer {
  const stored = [{ SOPClassUID: ct, SOPInstanceUID: '1.2.3.4' }];
  return encodeCommitmentResult({ transactionUid, stored, failed: [] }, explicit);
}

function pending({ context }: TestScp): number {
  return context.history.get<{ n: number }>('SELECT count(*) AS n FROM commitment_report')?.n ?? 0;
}

function attempts({ context }: TestScp): number {
  return context.history.get<{ n: number }>('SELECT sum(attempts) AS n FROM commitment_report')?.n ?? 0;
}

/** Asks for the commitment of these on an association of `request`; resolves with what is reported there. */
async function reported(sender: RawSender, transaction: string, uids: readonly string[]): Promise<Buffer> {
  ask(sender, actionInformation(transaction, uids, { explicit: false }));
  await sender.answer();
  const report = await sender.next();
  if (report.kind !== 'message') throw new Error('no report came');
  const answer: CommandSet = {
    CommandField: 0x8100,
    MessageIDBeingRespondedTo: report.command.MessageID ?? 0,
    CommandDataSetType: noDataSet,
    Status: 0,
  };
  sender.send(...fragments(3, 'command', encodeCommandSet(answer), true, 0));
  return report.dataSet;
}

describe('storage commitment', () => {
  it('is reported on the association that asked for it while it lives', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port, request);
    await storeOne(sender, '1.2.3.4');
    ask(sender, actionInformation('1.9.1', ['1.2.3.4', '1.2.3.5'], { explicit: false }));
    expect(await sender.answer()).toMatchObject({
      CommandField: 0x8130,
      Status: 0,
      MessageIDBeingRespondedTo: 5,
    });
    const report = await sender.next();
    if (report.kind !== 'message') throw new Error('no report came');
    expect(report).toMatchObject({
      contextId: 3,
      command: { CommandField: commandFields.eventReportRequest, EventTypeID: 2 },
    });
    const expected = encodeCommitmentResult(
      {
        transactionUid: '1.9.1',
        stored: [{ SOPClassUID: ct, SOPInstanceUID: '1.2.3.4' }],
        failed: [{ SOPClassUID: ct, SOPInstanceUID: '1.2.3.5', reason: 0x0112 }],
      },
      implicit,
    );
    expect(report.dataSet).toEqual(expected);
    const answer: CommandSet = {
      CommandField: 0x8100,
      MessageIDBeingRespondedTo: report.command.MessageID ?? 0,
      CommandDataSetType: noDataSet,
      Status: 0,
    };
    sender.send(...fragments(3, 'command', encodeCommandSet(answer), true, 0));
    await release(sender);
  });

  it('is refused for what has other content in quarantine, until that is decided', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port, request);
    const [first, other] = ['A', 'B'].map((PatientName) =>
      dataSetOf(buildInstance({ SOPInstanceUID: '1.2.3.4', PatientName })),
    );
    async function store(dataSet: Buffer, uid: string) {
      sender.send(...storeMessage(dataSet, { SOPInstanceUID: uid }));
      return (await sender.answer()).Status;
    }
    expect(await store(first!, '1.2.3.4')).toBe(0);
    expect(await store(other!, '1.2.3.4')).toBe(0);
    await storeOne(sender, '1.2.3.5');
    const committed = (transaction: string) => reported(sender, transaction, ['1.2.3.4', '1.2.3.5']);
    const items = ['1.2.3.4', '1.2.3.5'].map((uid) => ({ SOPClassUID: ct, SOPInstanceUID: uid }));
    const [conflicting, sound] = items;
    expect(await committed('1.9.1')).toEqual(
      encodeCommitmentResult(
        { transactionUid: '1.9.1', stored: [sound!], failed: [{ ...conflicting!, reason: 0x0110 }] },
        implicit,
      ),
    );
    expect(test.summary('scp')?.senders[0]?.lastProblem?.message).toMatch(/lies in quarantine/);
    const aside = test.context.history.all<{ id: string }>('SELECT id FROM quarantine');
    expect(await test.quarantine.delete(aside.map(({ id }) => id))).toBe(1);
    expect(await committed('1.9.2')).toEqual(
      encodeCommitmentResult({ transactionUid: '1.9.2', stored: items, failed: [] }, implicit),
    );
    await release(sender);
  });

  it('is refused for what has other content in quarantine whose reason was lost with the history, and for nothing else', async () => {
    const test = await openTestScp();
    const [first, other] = ['A', 'B'].map((PatientName) =>
      buildInstance({ SOPInstanceUID: '1.2.3.4', PatientName }),
    );
    const second = buildInstance({ SOPInstanceUID: '1.2.3.5' });
    // Both come back with nothing to compare them with, and the same as one of them is archived later.
    for (const bytes of [other!, second]) {
      writeFileSync(
        path.join(test.context.folders.quarantine, `lost-${bytes.length}-${bytes === second}.dcm`),
        bytes,
      );
    }
    expect(await test.quarantine.findAgain(new AbortController().signal)).toBe(2);
    expect(test.quarantined().map(({ reason }) => reason)).toEqual(['unknown', 'unknown']);
    const sender = await openAssociation(test.port, request);
    for (const bytes of [first!, second]) await test.store(bytes);
    const [conflicting, sound] = ['1.2.3.4', '1.2.3.5'].map((uid) => ({
      SOPClassUID: ct,
      SOPInstanceUID: uid,
    }));
    expect(await reported(sender, '1.9.1', ['1.2.3.4', '1.2.3.5'])).toEqual(
      encodeCommitmentResult(
        { transactionUid: '1.9.1', stored: [sound!], failed: [{ ...conflicting!, reason: 0x0110 }] },
        implicit,
      ),
    );
    await release(sender);
  });

  it('is looked up in quarantine by an index', async () => {
    const { context } = await openTestScp();
    const plan = context.history.explain(
      `SELECT 1 FROM quarantine WHERE reason IN ('conflicting', 'unknown') AND header ->> 'SOPInstanceUID' = ?`,
      ['1.2.3.4'],
    );
    expect(plan.join()).toMatch(/SEARCH quarantine USING INDEX/);
  });

  it('is reported on an association of our own when the one that asked for it has ended', async () => {
    const { port, told } = await startPeer();
    const test = await openTestScp({}, { findPeer: onlyRaw(port) });
    await askAndLeave(test, '1.9.2');
    await expect.poll(() => told, patience).toHaveLength(1);
    expect(told).toEqual([
      {
        caller: 'DCM-PROCESSOR',
        command: expect.objectContaining({ EventTypeID: 1, AffectedSOPClassUID: pushModel }),
        bytes: committed('1.9.2'),
      },
    ]);
    await expect.poll(() => pending(test), patience).toBe(0);
  });

  it('is reported when the engine ended before it could be told, and once only', async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'commitment-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const { port, told } = await startPeer();
    const nowhere = await freePort();
    const first = await openTestScp({}, { root, findPeer: onlyRaw(nowhere) });
    await askAndLeave(first, '1.9.3');
    await askAndLeave(first, '1.9.4');
    await expect.poll(() => attempts(first), patience).toBeGreaterThan(0);
    expect(pending(first)).toBe(2);
    await first.door.close();
    // What was to be tried much later, and what an association was still hearing.
    first.context.history.run(
      "UPDATE commitment_report SET attempts = 0, next_at = next_at + 60000 WHERE transaction_uid = '1.9.3'",
    );
    first.context.history.run(
      "UPDATE commitment_report SET attempts = 1, next_at = 0 WHERE transaction_uid = '1.9.4'",
    );
    const second = createScpDoor(first.context, {
      doors: first.doors.intake,
      quarantine: first.quarantine,
      findPeer: onlyRaw(port),
    });
    onTestFinished(() => second.close());
    await expect.poll(() => told.map(({ bytes }) => bytes), patience).toHaveLength(2);
    expect(told.map(({ bytes }) => bytes)).toEqual([committed('1.9.3'), committed('1.9.4')]);
    await expect.poll(() => pending(first), patience).toBe(0);
  });

  it('says at the sender that it cannot be told while it is no peer, and is told when it is one', async () => {
    const { port, told } = await startPeer();
    let isPeer = false;
    const known = onlyRaw(port);
    const test = await openTestScp({}, { findPeer: (aeTitle) => (isPeer ? known(aeTitle) : null) });
    await askAndLeave(test, '1.9.5');
    await askAndLeave(test, '1.9.6');
    const shown = () => test.summary('scp')?.senders[0];
    await expect
      .poll(() => shown()?.lastProblem?.message ?? '', patience)
      .toMatch(/no peer has the AE title RAW/);
    isPeer = true;
    test.context.events.emit('applications.changed', { application: test.context.id });
    await expect.poll(() => told, patience).toHaveLength(2);
    // One sentence for a sender, however much it asked for.
    expect(shown()?.refused).toBe(1);
    await expect.poll(() => pending(test), patience).toBe(0);
  });

  it('is given up after a day, and the sender shows why', async () => {
    const nowhere = await freePort();
    const test = await openTestScp({}, { findPeer: onlyRaw(nowhere), reportBackOff: [20] });
    await askAndLeave(test, '1.9.7');
    await expect
      .poll(() => test.summary('scp')?.senders[0]?.lastProblem?.message ?? '', patience)
      .toMatch(/could not be told.*tried again/);
    test.context.history.run('UPDATE commitment_report SET asked_at = asked_at - 86400000');
    await expect.poll(() => pending(test), patience).toBe(0);
    expect(test.summary('scp')?.senders[0]?.lastProblem?.message).toMatch(/tried for a day/);
  });

  it('tells what it names, what is not stored first, and is answered also where that cannot be noted', async () => {
    const told: (readonly string[])[] = [];
    const test = await openTestScp(
      {},
      {
        async commitmentAsked(named) {
          told.push(named);
          throw new Error('the history cannot be written');
        },
      },
    );
    const sender = await openAssociation(test.port, request);
    await storeOne(sender, '1.2.3.4');
    ask(sender, actionInformation('1.9.9', ['1.2.3.4', '1.2.3.5'], { explicit: false }));
    expect((await sender.answer()).Status).toBe(0);
    expect(told).toEqual([['1.2.3.5', '1.2.3.4']]);
  });

  it('is not promised where the result cannot be kept', async () => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port, request);
    test.context.history.run('DROP TABLE commitment_report');
    ask(sender, actionInformation('1.9.8', ['1.2.3.4'], { explicit: false }));
    expect((await sender.answer()).Status).toBe(0x0110);
  });

  it.each<[string, CommandSet, Buffer, number]>([
    ['cannot be read', {}, Buffer.from([8, 0, 0x99, 0x11, 0xff, 0xff, 0, 0]), 0x0110],
    ['names no instance', {}, actionInformation('1.9', [], { explicit: false }), 0x0110],
    [
      'is of another action',
      { ActionTypeID: 2 },
      actionInformation('1.9', ['1.2'], { explicit: false }),
      0x0123,
    ],
    ['is about another instance', { RequestedSOPInstanceUID: '1.2' }, Buffer.alloc(0), 0x0112],
  ])('that %s is refused', async (_name, changes, dataSet, status) => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port, request);
    ask(sender, dataSet, changes);
    expect((await sender.answer()).Status).toBe(status);
  });
});

describe('a request', () => {
  const items = [
    { SOPClassUID: ct, SOPInstanceUID: '1.2' },
    { SOPClassUID: ct, SOPInstanceUID: '1.2.3' },
  ];
  it('is read in both encodings', () => {
    const uids = items.map((one) => one.SOPInstanceUID);
    for (const [isExplicit, syntax] of [
      [true, explicit],
      [false, implicit],
    ] as const) {
      const bytes = actionInformation('1.9', uids, { explicit: isExplicit });
      expect(decodeCommitment(bytes, syntax)).toEqual({ transactionUid: '1.9', items });
    }
  });

  it('with sequences and items of undefined length, and others inside, is read', () => {
    const undefinedLength = { length: null };
    const inner = [
      element(0x0008_1110, 'SQ', Buffer.alloc(0), undefinedLength),
      item(null),
      element(0x0008_1155, 'UI', '9.9'),
      delimiter(0xe00d),
      delimiter(0xe0dd),
    ];
    const bytes = Buffer.concat([
      element(0x0008_1195, 'UI', '1.9'),
      element(0x0008_1199, 'SQ', Buffer.alloc(0), undefinedLength),
      ...items.flatMap((one) => [
        item(null),
        ...inner,
        element(0x0008_1150, 'UI', one.SOPClassUID),
        element(0x0008_1155, 'UI', one.SOPInstanceUID),
        delimiter(0xe00d),
      ]),
      delimiter(0xe0dd),
    ]);
    expect(decodeCommitment(bytes, explicit)).toEqual({ transactionUid: '1.9', items });
  });

  it('nested without end is refused', () => {
    const level = Buffer.concat([element(0x0008_1199, 'SQ', Buffer.alloc(0), { length: null }), item(null)]);
    expect(decodeCommitment(Buffer.concat(Array.from({ length: 10_000 }, () => level)), explicit)).toBeNull();
  });
});

function delimiter(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(0xfffe, 0);
  bytes.writeUInt16LE(number, 2);
  return bytes;
}
