import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataSet, element, encapsulated, imageTags } from '../../dicom/testing/index.ts';
import { acceptAssociation } from '../../dimse/acceptor/index.ts';
import type { Association } from '../../dimse/acceptor/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { commandFields, noDataSet, responseBit, statuses, withDataSet } from '../../dimse/index.ts';
import { serviceClasses } from '../../dimse/requestor/index.ts';
import { hasOrthanc, startOrthanc } from '../../dimse/testing/index.ts';
import { openTestDoors } from '../testing/index.ts';
import type { TestDoors } from '../testing/index.ts';
import { startPullThread } from './pullThread.ts';
import { commonClasses, rareClasses } from './storageClasses.ts';
import { storageContexts } from './storageContexts.ts';

const syntax = '1.2.840.10008.1.2';
const explicit = `${syntax}.1`;
const study = '1.2.3.4';
const ct = '1.2.840.10008.5.1.4.1.1.2';
const vendor = '1.2.826.0.1.3680043.9.1';

/** Rare and new ones of PS3.6 table A-1. */
const rare = ['.4.110', '.4.111', '.4.112', '.8.1', '.1.98', '.4.92', '.4.93', '.4.104', '.4.105', '.4.106']
  .concat([100, 101, 102, 103, 104, 105, 106].map((number) => `.4.${number}.1`))
  .map((end) => `${syntax}${end}`);

interface Held {
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
}

function bytesOf({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID }: Held): Buffer {
  const isNative = TransferSyntaxUID === explicit;
  return dataSet({}, [
    element(0x0008_0016, 'UI', SOPClassUID),
    element(0x0008_0018, 'UI', SOPInstanceUID),
    element(0x0020_000d, 'UI', study),
    element(0x0020_000e, 'UI', `${study}.1`),
    ...imageTags(4, 4),
    isNative ? element(0x7fe0_0010, 'OW', Buffer.alloc(32)) : encapsulated([Buffer.alloc(60, 1)]),
  ]);
}

/**
 * A peer that takes the first transfer syntax of each context, and hands instances over as they are stored or not at
 * all; it answers no C-FIND.
 */
async function startPeer(held: readonly Held[], { countsFailed = true } = {}) {
  const sent: string[] = [];
  const offered: string[][] = [];

  async function handOver(association: Association, contexts: readonly number[]): Promise<number> {
    let failed = 0;
    for (const { SOPClassUID, SOPInstanceUID, TransferSyntaxUID } of held) {
      const context = contexts
        .map((id) => association.context(id))
        .find((one) => one?.abstractSyntax === SOPClassUID && one.transferSyntax === TransferSyntaxUID);
      if (context === undefined) {
        failed += 1;
        continue;
      }
      sent.push(SOPInstanceUID);
      const { Status } = await association.request(
        context.id,
        {
          AffectedSOPClassUID: SOPClassUID,
          CommandField: commandFields.storeRequest,
          Priority: 0,
          CommandDataSetType: withDataSet,
          AffectedSOPInstanceUID: SOPInstanceUID,
        },
        bytesOf({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID }),
      );
      if (Status !== statuses.success) failed += 1;
    }
    return failed;
  }
  const server = createServer((socket) => {
    let contexts: readonly number[] = [];
    acceptAssociation(
      socket,
      { maxPduLength: 16_384, timeouts: { acse: 5, dimse: 5, network: 5 }, mostUnanswered: 16 },
      {
        negotiate(request) {
          if (request.contexts.every(({ abstractSyntax }) => abstractSyntax === serviceClasses.studyRootFind))
            return { accepted: false, reject: { type: 'associate-reject', result: 1, source: 1, reason: 1 } };
          contexts = request.contexts.map(({ id }) => id);
          offered.push(request.contexts.flatMap(({ transferSyntaxes }) => transferSyntaxes));
          return {
            accepted: true,
            contexts: new Map(
              request.contexts.map(({ id, transferSyntaxes: [first = ''] }) => [
                id,
                { transferSyntax: first },
              ]),
            ),
            roles: request.user.roles,
            operationsWindow: null,
          };
        },
        opened: () => undefined,
        request: (association, { command, answer }) => ({
          dataSet: () => undefined,
          end() {
            void handOver(association, contexts).then((left) => {
              const failed = countsFailed ? left : 0;
              answer({
                AffectedSOPClassUID: command.AffectedSOPClassUID ?? '',
                CommandField: commandFields.getRequest | responseBit,
                MessageIDBeingRespondedTo: command.MessageID ?? 0,
                CommandDataSetType: noDataSet,
                Status: failed === 0 ? statuses.success : failed === held.length ? 0xa702 : 0xb000,
                NumberOfFailedSuboperations: failed,
              });
            });
          },
          cancel: () => undefined,
        }),
        ended: () => undefined,
        failed: () => undefined,
      },
    );
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, sent, offered };
}

function openTest(): TestDoors {
  const root = mkdtempSync(path.join(os.tmpdir(), 'get-syntaxes-'));
  const test = openTestDoors(root);
  onTestFinished(async () => {
    await test.close();
    rmSync(root, { recursive: true, force: true });
  });
  return test;
}

async function getFrom(
  test: TestDoors,
  port: number,
  SOPClassUIDs: string[],
  instanceCount: number | null = null,
) {
  const taking = { doors: test.doors.intake, quarantine: test.quarantine, log: test.context.log };
  const thread = startPullThread(taking, new AbortController().signal);
  try {
    return await thread.fetch(
      {
        way: 'get',
        item: { StudyInstanceUID: study },
        stagingFolder: test.context.folders.staging,
        sender: 'peer',
        address: {
          host: '127.0.0.1',
          port,
          calledAeTitle: 'PEER',
          callingAeTitle: 'OURS',
          tls: null,
          timeouts: { connect: 5, acse: 5, dimse: 5, network: 5 },
        },
        SOPClassUIDs,
        instanceCount,
      },
      () => undefined,
    );
  } finally {
    await thread.close();
  }
}

const heldOf = (syntaxes: readonly string[], classes = [ct]): Held[] =>
  classes.flatMap((SOPClassUID, kind) =>
    syntaxes.map((TransferSyntaxUID, index) => ({
      SOPClassUID,
      SOPInstanceUID: `1.2.3.${kind + 1}.${index + 1}`,
      TransferSyntaxUID,
    })),
  );

it('brings instances of every rare transfer syntax on one association where the study has few SOP classes', async () => {
  const test = openTest();
  const held = heldOf([explicit, ...rare]);
  const { port, offered } = await startPeer(held);
  expect(await getFrom(test, port, [ct])).toEqual({ failed: 0, advice: null });
  expect(test.instances().sort()).toEqual(held.map((one) => one.SOPInstanceUID).sort());
  expect(offered).toHaveLength(1);
});

it('asks again for what no accepted transfer syntax fitted, and for nothing else', async () => {
  const test = openTest();
  const classes = [ct, vendor, ...Array.from({ length: 8 }, (_one, index) => `${vendor}.${index + 1}`)];
  const held = heldOf([explicit, `${syntax}.4.70`, `${syntax}.4.112`], [ct, vendor]);
  const { port, sent, offered } = await startPeer(held);
  expect(await getFrom(test, port, classes)).toEqual({ failed: 0, advice: null });
  expect(test.instances().sort()).toEqual(held.map((one) => one.SOPInstanceUID).sort());
  expect([...sent].sort()).toEqual(held.map((one) => one.SOPInstanceUID).sort());
  expect(offered.length).toBeGreaterThan(1);
});

it('asks again also where nothing at all came, and says what never came', async () => {
  const test = openTest();
  const classes = Array.from({ length: 60 }, (_one, index) => `${vendor}.${index + 1}`);
  const later = await startPeer(heldOf([`${syntax}.4.90`], [classes[3]!]));
  expect(await getFrom(test, later.port, classes)).toEqual({ failed: 0, advice: null });
  expect(test.instances()).toHaveLength(1);
  const never = await startPeer(heldOf(['1.2.3.99'], [classes[3]!]));
  await expect(getFrom(test, never.port, classes)).rejects.toMatchObject({
    code: 'peer-failed',
    advice: expect.stringMatching(/Set this peer to C-MOVE/),
  });
  expect(never.offered.length).toBe(8);
});

describe('a peer that does not tell the SOP classes of a study', () => {
  const siemens = '1.3.12.2.1107.5.9.1';
  const rareClass = '1.2.840.10008.5.1.4.1.1.13.1.4';

  it('is asked for rare ones and those of well-known makers, only when something did not come', async () => {
    const test = openTest();
    const plain = await startPeer(heldOf([explicit]));
    expect(await getFrom(test, plain.port, [])).toEqual({ failed: 0, advice: null });
    expect(plain.offered).toHaveLength(1);
    const held = heldOf([explicit], [ct, rareClass, siemens]);
    const { port, sent } = await startPeer(held);
    expect(await getFrom(test, port, [])).toEqual({ failed: 0, advice: null });
    expect(test.instances().sort()).toEqual(held.map((one) => one.SOPInstanceUID).sort());
    expect(new Set(sent).size).toBe(3);
  });

  it('is shown with what to do where some are of none of these', async () => {
    const { port } = await startPeer(heldOf([explicit], [ct, vendor]));
    const test = openTest();
    const { failed, advice } = await getFrom(test, port, []);
    expect(failed).toBe(1);
    expect(advice).toMatch(/does not tell of which SOP classes.*Set this peer to C-MOVE/);
    expect(test.instances()).toHaveLength(1);
  });

  it('and leaves out without a word what it cannot hand over, is asked again where it told how many there are', async () => {
    const held = heldOf([explicit], [ct, rareClass]);
    const { port } = await startPeer(held, { countsFailed: false });
    const test = openTest();
    expect(await getFrom(test, port, [], 2)).toEqual({ failed: 0, advice: null });
    expect(test.instances()).toHaveLength(2);
  });

  it.skipIf(!hasOrthanc).each([
    [true, { failed: 0, advice: null }, 3],
    [
      false,
      {
        failed: 1,
        advice: expect.stringMatching(/nothing of the SOP class .*9\.1 \(private, 1 instance\)\. Set/),
      },
      2,
    ],
  ])(
    'is asked for those of the instances that did not come, where it tells them at IMAGE level: Orthanc that takes unknown ones: %s',
    async (UnknownSopClassAccepted, result, count) => {
      const root = mkdtempSync(path.join(os.tmpdir(), 'get-classes-'));
      const program = await startOrthanc(root, [], [], { UnknownSopClassAccepted });
      onTestFinished(async () => {
        await program.stop();
        rmSync(root, { recursive: true, force: true });
      });
      for (const [index, SOPClassUID] of [ct, rareClass, vendor].entries()) {
        const posted = await fetch(`${program.webUrl?.replace('/dicom-web', '')}/instances`, {
          method: 'POST',
          body: new Uint8Array(
            buildInstance({ StudyInstanceUID: study, SOPClassUID, InstanceNumber: index + 1 }),
          ),
        });
        expect(posted.status).toBe(200);
      }
      const test = openTest();
      expect(await getFrom(test, program.port, [])).toEqual(result);
      expect(test.instances()).toHaveLength(count);
    },
  );
});

it('proposes no SOP class twice', () => {
  const all = [...commonClasses, ...rareClasses];
  expect(new Set(all).size).toBe(all.length);
  for (const uid of all) expect(uid).toMatch(/^[0-9]+(\.(0|[1-9][0-9]*))+$/);
});

it.each([1, 2, 10, 40, 60])(
  'offers all transfer syntaxes for %i SOP classes, within 127 contexts',
  (count) => {
    const classes = Array.from({ length: count }, (_one, index) => `1.2.${index + 1}`);
    const rounds = storageContexts(classes);
    const offered = new Set<string>();
    for (const contexts of rounds) {
      expect(contexts.length).toBeLessThanOrEqual(127);
      expect(new Set(contexts.map(({ abstractSyntax }) => abstractSyntax))).toEqual(new Set(classes));
      for (const { transferSyntaxes } of contexts) for (const one of transferSyntaxes) offered.add(one);
    }
    for (const one of rare) expect(offered).toContain(one);
    expect(rounds.length).toBeLessThanOrEqual(8);
    const alone = rounds.flat().filter(({ transferSyntaxes }) => transferSyntaxes.length === 1);
    const asked = alone.map(
      ({ abstractSyntax, transferSyntaxes }) => `${abstractSyntax} ${transferSyntaxes[0]}`,
    );
    expect(new Set(asked).size).toBe(asked.length);
  },
);

it('keeps requests for the most SOP classes shorter than what dcmtk takes', () => {
  for (const contexts of storageContexts(Array.from({ length: 127 }, (_one, index) => `1.2.${index + 1}`))) {
    const named = contexts.flatMap(({ transferSyntaxes }) => transferSyntaxes).join('    ');
    expect(named.length).toBeLessThan(96 * 1024);
  }
});
