import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { expect, it, onTestFinished, vi } from 'vitest';
import { encodePdu } from '../../dimse/index.ts';
import {
  associate,
  associateRequest,
  connectRaw,
  openAssociation,
  openTestScp,
  release,
} from './testing/index.ts';
import type { TestScp } from './testing/index.ts';

const short = { timeouts: { acse: 1, dimse: 1, network: 1 } };
const find = '1.2.840.10008.5.1.4.1.2.2.1';
const worklist = '1.2.840.10008.5.1.4.31';
const mpps = '1.2.840.10008.3.1.2.3.3';
const ct = '1.2.840.10008.5.1.4.1.1.2';
const implicit = '1.2.840.10008.1.2';

/** Senders of the door with what the window shows of them. */
function shown(test: TestScp) {
  const senders = test.summary('scp')?.senders ?? [];
  return senders.map(({ sender, refused, lastProblem }) => ({
    sender,
    refused,
    message: lastProblem?.message,
  }));
}

/** One refusal of that sender, with that message. */
const refusal = (sender: string, message: RegExp) => [
  { sender, refused: 1, message: expect.stringMatching(message) },
];
const nameless = 'without a title (127.0.0.1)';
const raw = 'RAW (127.0.0.1)';
const patience = { interval: 20, timeout: 10_000 };

async function say(port: number, bytes: string | Buffer): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  socket.resume().on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
}

const endsOfProbes = ['end', 'resetAndDestroy'] as const;

it('a sender with TLS at a door without is shown, and what to do', async () => {
  const test = await openTestScp();
  const socket = tls.connect({ port: test.port, host: '127.0.0.1', rejectUnauthorized: false });
  await expect(once(socket, 'secureConnect')).rejects.toThrow();
  await expect
    .poll(() => shown(test), patience)
    .toEqual(refusal(nameless, /secure connection \(TLS\).*Switch TLS on/));
});

it.each([
  ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', /spoke HTTP.*HTTP door/],
  ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n', /Check which program.*unknown type/],
  ['DICOM badly', encodePdu(associateRequest({ contexts: [] })), /is not valid.*mended/],
  ['an abort', encodePdu({ type: 'abort', source: 0, reason: 0 }), /did not ask for a DICOM association/],
])('a program that speaks %s is shown', async (_name, bytes, message) => {
  const test = await openTestScp();
  await say(test.port, bytes);
  await expect.poll(() => shown(test), patience).toEqual(refusal(nameless, message));
});

it.each(['with', 'without'])(
  'a program that only looks whether the port is open is not, %s TLS',
  async (how) => {
    const test = await openTestScp({ ...short, tls: { mode: how === 'with' ? 'on' : 'off' } });
    for (const end of endsOfProbes) {
      const socket = net.connect(test.port, '127.0.0.1');
      socket.resume().on('error', () => undefined);
      await once(socket, 'connect');
      socket[end]();
      await once(socket, 'close');
    }
    await say(test.port, how === 'with' ? 'no TLS, at last' : 'no DICOM, at last');
    await expect.poll(() => shown(test)).toMatchObject([{ refused: 1 }]);
  },
);

it('a connection that says nothing is shown when it is given up', async () => {
  const test = await openTestScp(short);
  const sender = await connectRaw(test.port);
  await sender.next();
  await expect.poll(() => shown(test), patience).toEqual(refusal(nameless, /connected and said nothing/));
});

it('an association that sends nothing is shown when it is given up', async () => {
  const test = await openTestScp(short);
  const sender = await openAssociation(test.port);
  await sender.next();
  await expect.poll(() => shown(test), patience).toEqual(refusal(raw, /sent nothing\. Check/));
});

it.each<[string, { abstractSyntax: string; transferSyntaxes: string[] }[], RegExp]>([
  [
    'query and worklist',
    [
      { abstractSyntax: find, transferSyntaxes: [implicit] },
      { abstractSyntax: worklist, transferSyntaxes: [implicit] },
    ],
    /does not do: query and retrieve, modality worklist\. .*another system/,
  ],
  [
    'what is of no patient',
    [{ abstractSyntax: '1.2.840.10008.5.1.4.39.1', transferSyntaxes: [implicit] }],
    /does not do: color palettes\. The door stores objects of patients/,
  ],
  ['procedure steps', [{ abstractSyntax: mpps, transferSyntaxes: [implicit] }], /\(MPPS\)/],
  [
    'what is hostile',
    [{ abstractSyntax: '<b>Doe^John', transferSyntaxes: [implicit] }],
    /do: none that is a UID\./,
  ],
  [
    'live video',
    [{ abstractSyntax: ct, transferSyntaxes: ['1.2.840.10008.1.2.7.1'] }],
    /no transfer syntax .*\(1\.2\.840\.10008\.1\.2\.7\.1\)\. Choose/,
  ],
])('a sender that asks only for %s is shown once, and what to do', async (_name, wanted, message) => {
  const test = await openTestScp(short);
  const contexts = wanted.map((one, index) => ({ id: 2 * index + 1, ...one }));
  const sender = await connectRaw(test.port);
  expect(await associate(sender, associateRequest({ contexts }))).toMatchObject({ type: 'associate-accept' });
  // Until it is given up, which is shown no second time.
  await sender.next();
  await expect.poll(() => shown(test), patience).toEqual(refusal(raw, message));
});

it('a sender that wants to receive is shown, and what to do', async () => {
  const test = await openTestScp();
  const roles = [{ SOPClassUID: ct, scu: false, scp: true }];
  await release(await openAssociation(test.port, associateRequest({}, { roles })));
  await expect.poll(() => shown(test), patience).toEqual(refusal(raw, /only wants to receive/));
});

it('a sender of which one context of several is accepted is not shown', async () => {
  const test = await openTestScp();
  const contexts = [find, ct].map((abstractSyntax, index) => ({
    id: 2 * index + 1,
    abstractSyntax,
    transferSyntaxes: [implicit],
  }));
  await release(await openAssociation(test.port, associateRequest({ contexts })));
  await test.ended();
  expect(shown(test)).toEqual([]);
});

it('an association that breaks the rules between two messages is shown', async () => {
  const test = await openTestScp();
  const sender = await openAssociation(test.port);
  sender.send(encodePdu(associateRequest()));
  await sender.next();
  await expect
    .poll(() => shown(test), patience)
    .toEqual(refusal(raw, /ended\. It broke the protocol: a PDU that is not expected/));
});

it.each(['with', 'without'])(
  'connections beyond those that may be open are shown and counted, %s TLS',
  async (how) => {
    const test = await openTestScp({ maxAssociations: 1, tls: { mode: how === 'with' ? 'on' : 'off' } });
    const sockets: net.Socket[] = [];
    onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
    async function open(): Promise<net.Socket> {
      const socket = net.connect(test.port, '127.0.0.1');
      socket.resume().on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
      return socket;
    }
    // Those that may be open: one association and those on the way to one.
    for (let index = 0; index < 257; index += 1) await open();
    for (let index = 0; index < 20; index += 1) {
      const socket = await open();
      await vi.waitUntil(() => socket.destroyed, patience);
    }
    await expect
      .poll(() => shown(test), patience)
      .toEqual([
        { sender: nameless, refused: 20, message: expect.stringMatching(/257 were open, .*Look for what/) },
      ]);
  },
  60_000,
);
