import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { EngineError } from '../../../../contract/index.ts';
import { element, item } from '../../dicom/testing/bytes.ts';
import { encodeCommandSet, encodePdu, fragments, userInformation } from '../index.ts';
import { freePort, hasOrthanc, startOrthanc, startPeer } from '../testing/index.ts';
import type { PeerProgram } from '../testing/index.ts';
import {
  createBlockMemory,
  echo,
  openAssociation,
  openDataSet,
  requestCommitment,
  serviceClasses,
  store,
} from './index.ts';
import type { RequestorOptions } from './index.ts';

const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
const ctImage = '1.2.840.10008.5.1.4.1.1.2';
const explicit = '1.2.840.10008.1.2.1';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'requestor-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function peerAt(port: number, changes: Partial<RequestorOptions> = {}): RequestorOptions {
  return {
    host: '127.0.0.1',
    port,
    calledAeTitle: 'PEER',
    callingAeTitle: 'TEST',
    tls: null,
    timeouts: { connect: 5, acse: 5, dimse: 5, network: 5 },
    contexts: [{ abstractSyntax: ctImage, transferSyntaxes: [explicit] }],
    ...changes,
  };
}

async function startStorescp(...args: string[]): Promise<PeerProgram & { folder: string }> {
  const port = await freePort();
  const folder = path.join(root, `received-${port}`);
  mkdirSync(folder);
  const peer = await startPeer('storescp', ['-od', folder, ...args, String(port)], port);
  onTestFinished(() => peer.stop());
  return { ...peer, folder };
}

/** A peer that does what the test wants. */
async function startFake(serve: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The data set of a file: all behind its file meta information. */
function dataSetOf(file: Buffer): Buffer {
  return file.subarray(144 + file.readUInt32LE(140));
}

function makeFile(name: string, bytes: Buffer): string {
  const file = path.join(root, name);
  writeFileSync(file, bytes);
  return file;
}

describe.skipIf(!hasDcmtk)('with dcmtk', () => {
  it('echoes', async () => {
    const { port } = await startStorescp();
    expect(await echo(peerAt(port))).toBeGreaterThan(0);
  });

  it('stores files whose data sets arrive byte for byte, private elements included, however long PDUs may be', async () => {
    for (const pdu of ['4096', '16384', '131072']) {
      const { port, folder } = await startStorescp('+B', '-pdu', pdu);
      const files = [
        buildInstance({ InstanceNumber: 1, Rows: 3, Columns: 1 }),
        buildInstance({ InstanceNumber: 2, Rows: 512, Columns: 512 }),
        buildInstance({ InstanceNumber: 3, Rows: 1200, Columns: 1100 }),
      ].map((bytes, index) => ({ bytes, file: makeFile(`${index}.dcm`, bytes) }));
      const association = await openAssociation(peerAt(port));
      const context = association.find(ctImage);
      const memory = createBlockMemory();
      for (const [index, { file }] of files.entries()) {
        const { id = 0 } = context ?? {};
        const dataSet = await openDataSet(file, { id, maxLength: association.maxLength }, memory);
        const SOPInstanceUID = `1.2.3.${index}`;
        const answer = await store(association, id, { SOPClassUID: ctImage, SOPInstanceUID }, dataSet);
        await dataSet.close();
        expect(answer.Status).toBe(0);
      }
      await association.release();
      expect(association.isOpen).toBe(false);
      // dcmtk names them by UID; ours are told apart by their lengths.
      const kept = readdirSync(folder).map((name) => dataSetOf(readFileSync(path.join(folder, name))));
      for (const { bytes } of files) {
        expect(kept.some((one) => one.equals(dataSetOf(bytes)))).toBe(true);
      }
    }
  });

  it('says so when the peer takes none of the proposed kinds', async () => {
    const { port } = await startStorescp();
    const contexts = [{ abstractSyntax: ctImage, transferSyntaxes: ['1.2.840.10008.1.2.4.50'] }];
    await expect(openAssociation(peerAt(port, { contexts }))).rejects.toMatchObject({
      code: 'peer-refused',
      message: expect.stringContaining('PEER (127.0.0.1'),
    });
  });

  it('says why an association was refused', async () => {
    const { port } = await startStorescp('--refuse');
    await expect(echo(peerAt(port))).rejects.toMatchObject({
      code: 'peer-refused',
      details: expect.stringContaining('A-ASSOCIATE-RJ'),
    });
  });

  it('notices an abort in the middle of an instance instead of waiting for its answer', async () => {
    const { port } = await startStorescp('--abort-during');
    const file = makeFile('1.dcm', buildInstance({ Rows: 2000, Columns: 2000 }));
    const association = await openAssociation(peerAt(port));
    const dataSet = await openDataSet(file, { id: 1, maxLength: association.maxLength }, createBlockMemory());
    const stored = store(association, 1, { SOPClassUID: ctImage, SOPInstanceUID: '1.2.3' }, dataSet);
    await expect(stored).rejects.toMatchObject({ code: 'peer-failed' });
    await dataSet.close();
    await association.release();
  });
});

describe('a peer that', () => {
  it('is not there is told from one that is', async () => {
    await expect(echo(peerAt(await freePort()))).rejects.toMatchObject({
      code: 'peer-unreachable',
      message: expect.stringContaining('Nothing listens there'),
    });
    await expect(echo(peerAt(104, { host: 'no.such.host.invalid' }))).rejects.toMatchObject({
      code: 'peer-unreachable',
    });
  });

  it('never answers is given up after the time for it', async () => {
    const port = await startFake(() => undefined);
    const timeouts = { connect: 5, acse: 0.1, dimse: 5, network: 5 };
    await expect(openAssociation(peerAt(port, { timeouts }))).rejects.toMatchObject({
      code: 'peer-failed',
      message: expect.stringContaining('silent'),
    });
  });

  it.each([
    ['hangs up', (socket: net.Socket) => socket.once('data', () => socket.destroy())],
    [
      'speaks HTTP',
      (socket: net.Socket) => socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ],
    [
      'announces a PDU without end',
      (socket: net.Socket) => socket.write(Buffer.from([2, 0, 255, 255, 255, 255])),
    ],
    [
      'sends data before it accepts',
      (socket: net.Socket) => socket.write(Buffer.from([4, 0, 0, 0, 0, 6, 0, 0, 0, 2, 1, 3])),
    ],
    [
      'answers with an abort',
      (socket: net.Socket) => socket.write(Buffer.from([7, 0, 0, 0, 0, 4, 0, 0, 2, 1])),
    ],
  ])('%s is told about, and nothing waits for ever', async (_name, serve) => {
    const port = await startFake(serve);
    await expect(openAssociation(peerAt(port))).rejects.toMatchObject({ code: 'peer-failed' });
  });

  it('keeps us waiting can be left by a cancel', async () => {
    const port = await startFake(() => undefined);
    const stop = new AbortController();
    const opening = openAssociation(peerAt(port, { signal: stop.signal }));
    stop.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await expect(openAssociation(peerAt(port, { signal: stop.signal }))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('does not speak TLS, or has a certificate that nobody vouches for, is told about in words', async () => {
    const tls = { authorities: null, certificate: null, key: null, checkHost: true };
    const plain = await startFake((socket) => socket.end('hello'));
    await expect(echo(peerAt(plain, { tls }))).rejects.toMatchObject({
      code: 'peer-unreachable',
      message: expect.stringContaining('TLS'),
    });
  });
});

describe('what is sent', () => {
  it('is refused when it is no DICOM file, before anything of it goes out', async () => {
    const file = makeFile('no.dcm', Buffer.alloc(10_000));
    await expect(openDataSet(file, { id: 1, maxLength: 0 }, createBlockMemory())).rejects.toThrow(
      'no complete DICOM',
    );
    const cut = makeFile('cut.dcm', buildInstance({}).subarray(0, 200));
    await expect(openDataSet(cut, { id: 1, maxLength: 0 }, createBlockMemory())).rejects.toThrow(
      'no complete DICOM',
    );
  });

  it('is cut into pieces that fit, also for a peer that announces to take 4 GiB at once', async () => {
    const file = makeFile('large.dcm', buildInstance({ Rows: 1200, Columns: 1200 }));
    for (const maxLength of [0, 1, 0x8000_0000, 0xffff_ffff]) {
      const dataSet = await openDataSet(file, { id: 1, maxLength }, createBlockMemory());
      const parts: Buffer[] = [];
      for (let pdus = await dataSet.next(); pdus !== null; pdus = await dataSet.next())
        parts.push(...pdus.map((part) => Buffer.from(part)));
      await dataSet.close();
      const sent = Buffer.concat(parts.filter((_, index) => index % 2 === 1));
      expect(sent.equals(dataSetOf(readFileSync(file)))).toBe(true);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(262_144);
    }
  });

  it('uses the same memory for one file after the other', async () => {
    const file = makeFile('large.dcm', buildInstance({ Rows: 2048, Columns: 2048 }));
    const taken = new Set<Buffer>();
    const memory = createBlockMemory();
    const counting = {
      take: () => {
        const block = memory.take();
        taken.add(block);
        return block;
      },
      giveBack: memory.giveBack,
    };
    for (let round = 0; round < 3; round += 1) {
      const dataSet = await openDataSet(file, { id: 1, maxLength: 16_384 }, counting);
      let bytes = 0;
      for (let pdus = await dataSet.next(); pdus !== null; pdus = await dataSet.next())
        bytes += Buffer.concat([...pdus]).length;
      await dataSet.close();
      expect(bytes).toBeGreaterThan(2048 * 2048 * 2);
    }
    expect(taken.size).toBeLessThanOrEqual(2);
  });
});

describe('storage commitment', () => {
  it.skipIf(!hasOrthanc)('is asked for, and the peer takes the request', async () => {
    const peer = await startOrthanc(root, [], [{ aeTitle: 'TEST', port: await freePort() }]);
    onTestFinished(() => peer.stop());
    const { storageCommitment } = serviceClasses;
    const contexts = [{ abstractSyntax: storageCommitment, transferSyntaxes: [explicit] }];
    const association = await openAssociation(peerAt(peer.port, { contexts }));
    const reference = [element(0x0008_1150, 'UI', ctImage), element(0x0008_1155, 'UI', '1.2.3')];
    const answer = await requestCommitment(
      association,
      Buffer.concat([
        element(0x0008_1195, 'UI', '1.2.3.4'),
        element(0x0008_1199, 'SQ', item(Buffer.concat(reference))),
      ]),
    );
    expect(answer.Status).toBe(0);
    await association.release();
  });
});

const accept = encodePdu({
  type: 'associate-accept',
  calledAeTitle: 'PEER',
  callingAeTitle: 'TEST',
  applicationContext: '1.2.840.10008.3.1.1.1',
  contexts: [{ id: 1, result: 0, transferSyntax: explicit }],
  user: userInformation({ maxLength: 16_384, implementationClassUid: '1.2' }),
});

describe('a peer that accepted', () => {
  const timeouts = { connect: 5, acse: 0.1, dimse: 0.1, network: 0.1 };

  it.each([
    ['never answers the message', [accept], 'an answer did not come'],
    [
      'ends the association in place of an answer',
      [accept, encodePdu({ type: 'release-request' })],
      'by itself',
    ],
    ['accepts twice', [accept, accept], 'not expected now'],
    [
      'asks for something itself',
      [accept, Buffer.concat(fragments(1, 'command', ownRequest(), true, 0))],
      'nobody asked',
    ],
  ])('and %s is told about', async (_name, answers, words) => {
    const port = await startFake((socket) => {
      const left = [...answers];
      socket.on('data', () => {
        const next = left.shift();
        if (next !== undefined) socket.write(next);
      });
    });
    await expect(echo(peerAt(port, { timeouts }))).rejects.toMatchObject({
      code: 'peer-failed',
      message: expect.stringContaining(words),
    });
  });

  it('and takes nothing of what it is sent is given up after the time for it', async () => {
    const port = await startFake((socket) => {
      socket.once('data', () => {
        socket.write(accept);
        socket.pause();
      });
    });
    const file = makeFile('large.dcm', buildInstance({ Rows: 4096, Columns: 4096 }));
    const association = await openAssociation(peerAt(port, { timeouts }));
    const dataSet = await openDataSet(file, { id: 1, maxLength: 16_384 }, createBlockMemory());
    const instance = { SOPClassUID: ctImage, SOPInstanceUID: '1.2.3' };
    await expect(store(association, 1, instance, dataSet)).rejects.toMatchObject({
      code: 'peer-failed',
      message: expect.stringContaining('took nothing'),
    });
    await dataSet.close();
  });
});

describe('a peer that sends whatever bytes', () => {
  it('ends in an answer or a failure in words, and never in waiting', async () => {
    // What a real acceptor answers to a C-ECHO.
    const echoAnswer = encodeCommandSet({
      AffectedSOPClassUID: serviceClasses.verification,
      CommandField: 0x8030,
      MessageIDBeingRespondedTo: 1,
      CommandDataSetType: 0x0101,
      Status: 0,
    });
    const answers = [
      accept,
      Buffer.concat(fragments(1, 'command', echoAnswer, true, 16_384)),
      encodePdu({ type: 'release-reply' }),
    ];
    const random = seeded(11);
    const port = await startFake((socket) => {
      const left = answers.map((bytes) => mutated(bytes, random));
      socket.on('data', () => {
        const next = left.shift();
        if (next !== undefined) socket.write(next);
      });
    });
    const timeouts = { connect: 5, acse: 0.05, dimse: 0.05, network: 0.05 };
    const outcomes = new Set<string>();
    for (let round = 0; round < 300; round += 1) {
      outcomes.add(
        await echo(peerAt(port, { timeouts })).then(
          () => 'answered',
          (cause: unknown) => (cause instanceof EngineError ? cause.code : String(cause)),
        ),
      );
    }
    expect([...outcomes].sort()).toEqual(['answered', 'peer-failed', 'peer-refused']);
  });
});

function ownRequest(): Buffer {
  return encodeCommandSet({ CommandField: 0x0030, MessageID: 9, CommandDataSetType: 0x0101 });
}

/** Numbers below a limit, the same in every run. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function mutated(bytes: Buffer, random: (limit: number) => number): Buffer {
  const changed = Buffer.from(bytes);
  if (random(2) === 0) changed[random(changed.length)] = random(256);
  return random(10) === 0 ? changed.subarray(0, random(changed.length)) : changed;
}
