import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scpOptionsSchema } from '../../../../../contract/index.ts';
import { buildInstance } from '../../../../../scripts/phantom/index.ts';
import { removeStaged } from '../../../archive/index.ts';
import { createDiskPace } from '../../../context/index.ts';
import { element, item } from '../../../dicom/testing/bytes.ts';
import {
  commandFields,
  contextResults,
  encodeCommandSet,
  encodePdu,
  fragments,
  noDataSet,
  userInformation,
} from '../../../dimse/index.ts';
import type { CommandSet } from '../../../dimse/index.ts';
import { acceptAssociation } from '../../../dimse/acceptor/index.ts';
import type { FromThread } from '../protocol.ts';
import { associateRequest, dataSetOf, storeMessage } from '../testing/index.ts';
import { createEngine } from './engine.ts';
import { createService } from './service.ts';
import { shareReads } from './sharedReads.ts';
import { createStagingFiles } from './stagingFiles.ts';

const streams = 10_000;
/** Streams that are under way at once. */
const atOnce = 32;
/** A stream that has not come to its end after this is a hang, in milliseconds; the time-outs of the door are longer. */
const longest = 10_000;

/** Numbers that follow from a seed (mulberry32), so that a stream that fails can be made again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const command = (set: CommandSet, contextId = 1) =>
  Buffer.concat(fragments(contextId, 'command', encodeCommandSet(set), true, 0));
const open = encodePdu(
  associateRequest(
    {
      contexts: [
        { id: 1, abstractSyntax: '1.2.840.10008.5.1.4.1.1.2', transferSyntaxes: ['1.2.840.10008.1.2.1'] },
        { id: 3, abstractSyntax: '1.2.840.10008.1.20.1', transferSyntaxes: ['1.2.840.10008.1.2'] },
      ],
    },
    {
      implementationVersionName: 'FUZZ',
      operationsWindow: { invoked: 4, performed: 1 },
      roles: [{ SOPClassUID: '1.2.840.10008.1.20.1', scu: true, scp: false }],
      extendedNegotiations: [{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', information: Buffer.from([1, 0]) }],
      userIdentity: {
        type: 2,
        responseRequested: true,
        primary: Buffer.from('user'),
        secondary: Buffer.from('word'),
      },
    },
  ),
);
const dataSet = dataSetOf(buildInstance({ SOPInstanceUID: '1.2.3.4', Rows: 32, Columns: 32 }));
const store = Buffer.concat(storeMessage(dataSet, { SOPInstanceUID: '1.2.3.4' }, 512));
const echo = command({
  CommandField: commandFields.echoRequest,
  MessageID: 1,
  CommandDataSetType: noDataSet,
});
const releaseRequest = encodePdu({ type: 'release-request' });
const accept = encodePdu({
  type: 'associate-accept',
  calledAeTitle: 'A',
  callingAeTitle: 'B',
  applicationContext: '1.2.840.10008.3.1.1.1',
  contexts: [{ id: 1, result: contextResults.acceptance, transferSyntax: '1.2.840.10008.1.2' }],
  user: userInformation({ maxLength: 16_384, userIdentityResponse: Buffer.from('x') }),
});
const action: CommandSet = {
  RequestedSOPClassUID: '1.2.840.10008.1.20.1',
  CommandField: commandFields.actionRequest,
  MessageID: 2,
  CommandDataSetType: 0,
  RequestedSOPInstanceUID: '1.2.840.10008.1.20.1.1',
  ActionTypeID: 1,
};

const implicit = { explicit: false };
const asked = Buffer.concat([
  element(0x0008_1195, 'UI', '1.9', implicit),
  element(
    0x0008_1199,
    'SQ',
    item(
      Buffer.concat([
        element(0x0008_1150, 'UI', '1.2.840.10008.5.1.4.1.1.2', implicit),
        element(0x0008_1155, 'UI', '1.2.3.4', implicit),
      ]),
    ),
    implicit,
  ),
]);

/** Every kind of PDU and message, in an order that makes sense and in others. */
const seeds: readonly Buffer[] = [
  Buffer.concat([open, store, releaseRequest]),
  Buffer.concat([open, store, echo, store, releaseRequest]),
  Buffer.concat([open, echo, releaseRequest]),
  Buffer.concat([open, command(action, 3), ...fragments(3, 'data-set', asked, true, 0), releaseRequest]),
  Buffer.concat([open, encodePdu({ type: 'abort', source: 0, reason: 0 })]),
  Buffer.concat([open, encodePdu({ type: 'release-reply' })]),
  Buffer.concat([open, accept]),
  Buffer.concat([open, open]),
  Buffer.concat([accept]),
  Buffer.concat([encodePdu({ type: 'associate-reject', result: 1, source: 1, reason: 1 })]),
  Buffer.concat([store]),
];

/** Changes some of the bytes: flips, other lengths, cuts, repetitions, insertions. */
function mutate(seed: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(seed);
  for (let change = random(4); change >= 0; change -= 1) {
    if (bytes.length < 12) break;
    const at = random(bytes.length - 8);
    switch (random(6)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes.writeUInt32BE(random(2) === 0 ? 0xffff_ffff : random(100_000), at);
        break;
      case 2:
        bytes.writeUInt16BE(random(0x1_0000), at);
        break;
      case 3:
        bytes = Buffer.from(bytes.subarray(0, at + 8));
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(at + 1))]);
        break;
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.alloc(random(40), random(256)),
          bytes.subarray(at),
        ]);
    }
  }
  return bytes;
}

type Ending = 'abort' | 'reject' | 'released' | 'closed' | 'hang';

/** Sends the bytes in odd pieces, and tells how the door ended it after the sender had said everything. */
async function send(port: number, bytes: Buffer, random: (below: number) => number): Promise<Ending> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  let last = 0;
  socket.on('data', (chunk: Buffer) => {
    // The type of the last PDU: those that end an association are short and come alone or at the end.
    last = chunk.length >= 10 ? chunk.readUInt8(chunk.length - 10) : last;
  });
  // The door may hang up before everything is said.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  const cut = random(bytes.length + 1);
  socket.write(bytes.subarray(0, cut));
  socket.end(bytes.subarray(cut));
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<'hang'>((resolve) => {
    timer = setTimeout(() => resolve('hang'), longest);
  });
  const outcome = await Promise.race([closed, hang]);
  clearTimeout(timer);
  socket.destroy();
  if (outcome === 'hang') return 'hang';
  return ({ 3: 'reject', 6: 'released', 7: 'abort' } as const)[last] ?? 'closed';
}

describe('10,000 mutated streams', () => {
  it('each end in an answer, an abort or a close; nothing crashes, hangs, grows or is left behind', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const told: Record<string, number> = {};
    /** What the door itself did not expect. */
    const faults: string[] = [];
    let active = 0;
    const engine = createEngine({
      postMessage(message: FromThread) {
        told[message.type] = (told[message.type] ?? 0) + 1;
        const text = JSON.stringify(message);
        if (text.includes('could not be handled')) faults.push(text);
        if (message.type === 'associations') active = message.active;
        if (message.type === 'staged' || message.type === 'unfit') {
          removeStaged(message.type === 'staged' ? message.staged.stagingFile : message.unfit.file);
          const answer = { status: 0, comment: null, study: '1.2' };
          setImmediate(() => engine.answered({ type: 'stored', id: message.id, answer }));
        }
        if (message.type === 'commitment') {
          const result = { ...message.request, stored: message.request.items, failed: [] };
          setImmediate(() =>
            engine.answered({ type: 'committed', id: message.id, kept: { key: 1, result } }),
          );
        }
      },
    });
    const pace = createDiskPace();
    const files = createStagingFiles(folder, pace);
    const options = scpOptionsSchema.parse({ maxAssociations: 1000, maxPduLength: 16_384 });
    const service = createService({ engine, files, pace, options: () => options, fullness: () => null });
    const server = net.createServer({ pauseOnConnect: true }, (accepted) => {
      const { socket, ...reads } = shareReads(accepted);
      acceptAssociation(
        socket,
        { maxPduLength: options.maxPduLength, timeouts: options.timeouts, mostUnanswered: 16, ...reads },
        service,
      );
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const endings: Partial<Record<Ending, number>> = {};
    const hung: number[] = [];
    let next = 0;
    let peak = 0;
    const before = process.memoryUsage.rss();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < streams) {
          const seed = next;
          next += 1;
          const random = randomFrom(seed);
          const bytes = mutate(seeds[seed % seeds.length] ?? Buffer.alloc(0), random);
          const ending = await send(port, bytes, random);
          endings[ending] = (endings[ending] ?? 0) + 1;
          if (ending === 'hang') hung.push(seed);
          if (seed % 100 === 0) peak = Math.max(peak, process.memoryUsage.rss());
        }
      }),
    );
    expect(hung).toEqual([]);
    // Mutations that reach nothing deep would prove nothing.
    expect(told['staged']).toBeGreaterThan(500);
    expect(told['unfit']).toBeGreaterThan(100);
    expect(told['commitment']).toBeGreaterThan(50);
    expect(faults).toEqual([]);
    expect(endings.abort).toBeGreaterThan(2000);
    expect(endings.released).toBeGreaterThan(100);
    expect(peak - before).toBeLessThan(300 * 1024 * 1024);
    await expect.poll(() => active).toBe(0);
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  }, 120_000);
});
