import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { httpOptionsSchema } from '../../../../contract/index.ts';
import type { HttpOptions } from '../../../../contract/index.ts';
import {
  buildInstance,
  sameUidOtherContent,
  truncated,
  withoutPreamble,
} from '../../../../scripts/phantom/index.ts';
import { hasOrthanc, startOrthanc } from '../../dimse/testing/index.ts';
import { openTestDoors } from '../testing/index.ts';
import type { TestDoors } from '../testing/index.ts';
import { createHttpDoor } from './httpDoor.ts';
import type { HttpDoor } from './httpDoor.ts';

let root: string;
let test: TestDoors;
let door: HttpDoor;
let port: number;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function optionsWith(changes: Partial<HttpOptions>): HttpOptions {
  return httpOptionsSchema.parse({ enabled: true, port, ...changes });
}

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'http-'));
  port = await freePort();
  test = openTestDoors(root, { http: optionsWith({}) });
  door = createHttpDoor(test.context, { doors: test.doors.intake, quarantine: test.quarantine });
  test.doors.add(door);
  await door.settled();
});
afterEach(async () => {
  await door.close();
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: unknown;
}

/** One request as a program makes it; `body` may come in pieces. */
function ask(
  where: string,
  headers: http.OutgoingHttpHeaders,
  body: Buffer | readonly Buffer[],
  method = 'POST',
): Promise<Answer> {
  const { token } = door.access();
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, method, path: where, headers: { authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          const { statusCode = 0 } = response;
          resolve({
            status: statusCode,
            headers: response.headers,
            body: text === '' ? null : JSON.parse(text),
          });
        });
      },
    );
    request.on('error', reject);
    for (const piece of Buffer.isBuffer(body) ? [body] : body) request.write(piece);
    request.end();
  });
}

/** Numbers below a limit, the same in every run. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Sends bytes and waits until the other side has closed. */
async function sendRaw(bytes: Buffer): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.resume();
  socket.end(bytes);
  await closed;
}

/** Resolves when the first refusal is counted. */
function refusedOnce(): Promise<void> {
  return new Promise((resolve) => {
    test.context.events.listen(() => {
      if (test.summary('http')?.counts.refused === 1) resolve();
    });
  });
}

const dicom = { 'content-type': 'application/dicom' };
const related = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };

function multipart(...files: readonly Buffer[]): Buffer {
  const parts = files.flatMap((file) => [
    Buffer.from('\r\n--b\r\nContent-Type: application/dicom\r\n\r\n'),
    file,
  ]);
  return Buffer.concat([...parts, Buffer.from('\r\n--b--\r\n')]);
}

function uidOf(file: Buffer): string {
  const tag = file.indexOf(Buffer.from([8, 0, 0x18, 0, 0x55, 0x49]), 300);
  const length = file.readUInt16LE(tag + 6);
  return file.toString('latin1', tag + 8, tag + 8 + length).replace(/\0$/, '');
}

const instance = (InstanceNumber: number, StudyID = '1') => buildInstance({ InstanceNumber, StudyID });
const failures = (body: unknown) => JSON.stringify(body).match(/"00081197":\{"vr":"US","Value":\[\d+\]\}/g);

describe('POST /instances', () => {
  it('stores the bytes as they were sent and answers as Orthanc does', async () => {
    const file = instance(1);
    const first = await ask('/instances', dicom, file);
    expect(first).toMatchObject({
      status: 200,
      body: { Status: 'Success', ID: expect.stringMatching(/^\w{8}-/) },
    });
    expect(test.stored().get(uidOf(file))?.equals(file)).toBe(true);
    const again = await ask('/instances', { 'content-type': 'application/octet-stream' }, file);
    expect(again).toMatchObject({ status: 200, body: { Status: 'AlreadyStored' } });
    expect(test.summary('http')).toMatchObject({
      counts: { new: 1, alreadyThere: 1, bytes: file.length },
      senders: [{ sender: expect.stringContaining('127.0.0.1') }],
    });
    expect(test.leftovers()).toEqual([]);
  });

  it('takes a body of unknown length and of many megabytes without keeping it in memory', async () => {
    const file = buildInstance({ Rows: 4096, Columns: 4096 });
    const pieces = Array.from({ length: Math.ceil(file.length / 65_536) }, (_, index) =>
      file.subarray(index * 65_536, (index + 1) * 65_536),
    );
    expect((await ask('/instances', dicom, pieces)).status).toBe(200);
    expect(test.stored().get(uidOf(file))?.equals(file)).toBe(true);
  });

  it('refuses other content under a known UID and keeps it aside', async () => {
    const file = instance(1);
    await ask('/instances', dicom, file);
    const other = await ask('/instances', dicom, sameUidOtherContent(file));
    expect(other).toMatchObject({
      status: 409,
      body: { Message: expect.stringContaining('SOPInstanceUID') },
    });
    expect(test.quarantined()).toMatchObject([{ reason: 'conflicting' }]);
    expect(test.stored().get(uidOf(file))?.equals(file)).toBe(true);
  });

  it('keeps a damaged instance aside, and nothing of what is no DICOM', async () => {
    expect(await ask('/instances', dicom, truncated(instance(1)))).toMatchObject({ status: 400 });
    expect(await ask('/instances', dicom, Buffer.from('hello'))).toMatchObject({ status: 400 });
    expect(await ask('/instances', dicom, Buffer.alloc(0))).toMatchObject({ status: 400 });
    expect(test.quarantined()).toMatchObject([{ reason: 'damaged' }]);
    expect(test.summary('http')?.counts).toMatchObject({ new: 0, quarantined: 1 });
    expect(test.leftovers()).toEqual([]);
  });

  it('takes a file without preamble, as import does', async () => {
    const file = instance(1);
    expect((await ask('/instances', dicom, withoutPreamble(file))).status).toBe(200);
    expect(test.stored().get(uidOf(file))?.subarray(-1000).equals(file.subarray(-1000))).toBe(true);
    expect(test.leftovers()).toEqual([]);
  });

  it('refuses what is larger than allowed at once, and also when its length was not told', async () => {
    test.setOptions({ http: optionsWith({ maxInstanceBytes: 1024 }) });
    await door.settled();
    expect(
      (await ask('/instances', { ...dicom, 'content-length': instance(1).length }, instance(1))).status,
    ).toBe(413);
    expect((await ask('/instances', dicom, [instance(1)])).status).toBe(413);
    expect(test.leftovers()).toEqual([]);
  });

  it('leaves nothing of an instance whose sender hung up in its middle', async () => {
    const { token } = door.access();
    const socket = net.connect(port, '127.0.0.1');
    socket.write(
      `POST /instances HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Length: 9999\r\n\r\n`,
    );
    socket.write(instance(1).subarray(0, 600), () => socket.destroy());
    await refusedOnce();
    expect(test.leftovers()).toEqual([]);
    expect(test.instances()).toEqual([]);
  });
});

describe('STOW-RS', () => {
  it('stores all parts of a request and names them in the answer', async () => {
    const files = [instance(1), instance(2), instance(3, '2')];
    const answer = await ask('/dicom-web/studies', related, multipart(...files));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/dicom+json');
    const [first] = files;
    expect(answer.body).toMatchObject({
      '00081199': {
        vr: 'SQ',
        Value: [
          {
            '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
            '00081155': { vr: 'UI', Value: [uidOf(first!)] },
            '00081190': { vr: 'UR' },
          },
          {},
          {},
        ],
      },
    });
    expect(answer.body).not.toHaveProperty('00081198');
    for (const file of files) expect(test.stored().get(uidOf(file))?.equals(file)).toBe(true);
  });

  it('takes a single file without multipart', async () => {
    expect(await ask('/dicom-web/studies', dicom, instance(1))).toMatchObject({ status: 200 });
    expect(test.instances()).toEqual([uidOf(instance(1))]);
  });

  it('answers 202 when some failed and 409 when all did, with the reason of each', async () => {
    const study = buildInstance({ StudyInstanceUID: '1.2.3', InstanceNumber: 1 });
    const mixed = multipart(
      study,
      instance(1, '9'),
      sameUidOtherContent(study),
      Buffer.from('junk'),
      truncated(study),
    );
    const some = await ask('/dicom-web/studies/1.2.3', related, mixed);
    expect(some).toMatchObject({ status: 202, body: { '00081199': { Value: [{}] } } });
    expect(failures(some.body)).toEqual([
      expect.stringContaining('43264'),
      expect.stringContaining('273'),
      expect.stringContaining('49152'),
      expect.stringContaining('49152'),
    ]);
    expect(test.instances()).toEqual([uidOf(study)]);
    const none = await ask('/dicom-web/studies/9.9', related, multipart(study));
    expect(none).toMatchObject({ status: 409, body: { '00081198': { Value: [{}] } } });
    expect(test.leftovers()).toEqual([]);
  });

  it('does not let one part that is no DICOM file, or too large, keep the others out', async () => {
    test.setOptions({ http: optionsWith({ maxInstanceBytes: 20_000 }) });
    await door.settled();
    const [first, second] = [instance(1), instance(2)];
    const note = Buffer.from('\r\n--b\r\nContent-Type: text/plain\r\n\r\nseen by the radiologist');
    const nameless = Buffer.from('\r\n--b\r\nContent-Type: ???\r\n\r\n');
    const bodies = [
      [note, multipart(first)],
      [nameless, multipart(first)],
      [multipart(Buffer.alloc(500_000, 7), second)],
    ];
    for (const body of bodies) {
      const answer = await ask('/dicom-web/studies', related, Buffer.concat(body));
      expect(answer).toMatchObject({ status: 202, body: { '00081199': { Value: [{}] } } });
      expect(answer.body).toMatchObject({ '0008119A': { Value: [{}] } });
    }
    expect(test.instances().sort()).toEqual([uidOf(first), uidOf(second)].sort());
    const none = await ask(
      '/dicom-web/studies',
      related,
      Buffer.concat([note, Buffer.from('\r\n--b--\r\n')]),
    );
    expect(none.status).toBe(409);
    expect(test.summary('http')?.counts).toMatchObject({ new: 2, alreadyThere: 1, refused: 4 });
    expect(test.leftovers()).toEqual([]);
  });

  it('tells what was stored when the message breaks off behind it', async () => {
    const broken = multipart(instance(1), instance(2)).subarray(0, -1200);
    const answer = await ask('/dicom-web/studies', related, broken);
    expect(answer).toMatchObject({ status: 202, body: { '00081199': { Value: [{}] } } });
    expect(test.instances()).toEqual([uidOf(instance(1))]);
    expect(test.leftovers()).toEqual([]);
  });

  it.skipIf(!hasOrthanc)('is understood by Orthanc as a sender, without a byte changed', async () => {
    const files = [instance(1), instance(2), buildInstance({ StudyID: '2', PatientName: 'Müller^Jörg' })];
    const { token, dicomWebUrl } = door.access();
    const HttpHeaders = { Authorization: `Bearer ${token}` };
    const DicomWeb = { Enable: true, Servers: { ours: { Url: `${dicomWebUrl}/`, HttpHeaders } } };
    const orthanc = await startOrthanc(root, files, [], { DicomWeb });
    onTestFinished(() => orthanc.stop());
    const api = (orthanc.webUrl ?? '').replace('/dicom-web', '');
    const Resources: unknown = await (await fetch(`${api}/instances`)).json();
    const sent = await fetch(`${api}/dicom-web/servers/ours/stow`, {
      method: 'POST',
      body: JSON.stringify({ Resources, Synchronous: true }),
    });
    expect(await sent.text()).not.toContain('Error');
    expect(sent.status).toBe(200);
    const stored = test.stored();
    const dataSet = (file: Buffer) => file.subarray(144 + file.readUInt32LE(140)).toString('base64');
    expect([...stored.values()].map(dataSet).sort()).toEqual(files.map(dataSet).sort());
  });

  it('refuses what is no STOW-RS request of DICOM files', async () => {
    const body = multipart(instance(1));
    const statusFor = async (headers: http.OutgoingHttpHeaders) =>
      (await ask('/dicom-web/studies', headers, body)).status;
    const type = (text: string) => ({ 'content-type': text });
    expect(await statusFor(type('multipart/related; type="application/dicom"'))).toBe(400);
    expect(await statusFor(type('multipart/related; type="application/dicom"; boundary=zz'))).toBe(400);
    expect(await statusFor(type('multipart/related; type="application/dicom+json"; boundary=b'))).toBe(415);
    expect(await statusFor(type('multipart/form-data; boundary=b'))).toBe(415);
    expect(await statusFor({})).toBe(400);
    expect(await statusFor({ ...related, 'content-encoding': 'gzip' })).toBe(415);
    expect(test.instances()).toEqual([]);
  });
});

describe('who may send', () => {
  it('is who shows the token, as a password too, and nobody else', async () => {
    const { token, file } = door.access();
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const [authorization, status] of [
      [`Bearer ${token}`, 200],
      [basic(`anyone:${token}`), 200],
      [`Bearer ${token.slice(1)}`, 401],
      [basic('anyone:wrong'), 401],
      ['', 401],
    ] as const) {
      expect((await ask('/instances', { ...dicom, authorization }, instance(1))).status).toBe(status);
    }
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8').trim()).toBe(token);
    const renewed = door.renewToken();
    expect(renewed.token).not.toBe(token);
    expect(
      (await ask('/instances', { ...dicom, authorization: `Bearer ${token}` }, instance(1))).status,
    ).toBe(401);
    expect((await ask('/instances', dicom, instance(1))).status).toBe(200);
  });

  it('is no page of a browser that gave its own name our address', async () => {
    for (const [host, status] of [
      ['evil.example:80', 403],
      ['localhost', 200],
      [`127.0.0.1:${port}`, 200],
      ['[::1]', 200],
    ] as const) {
      expect((await ask('/instances', { ...dicom, host }, instance(1))).status).toBe(status);
    }
    const preflight = await ask('/instances', { origin: 'http://evil.example' }, [], 'OPTIONS');
    expect(preflight.status).toBe(405);
    expect(preflight.headers['allow']).toBe('POST');
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('asks only those for the body who may send it', async () => {
    const expectContinue = { ...dicom, expect: '100-continue' };
    expect((await ask('/instances', expectContinue, instance(1))).status).toBe(200);
    expect((await ask('/instances', { ...expectContinue, authorization: 'Bearer no' }, [])).status).toBe(401);
  });
});

describe('the door', () => {
  it('hangs up on who sends nearly nothing, and takes others meanwhile', async () => {
    test.setOptions({ http: optionsWith({ idleSeconds: 1 }) });
    await door.settled();
    const { token } = door.access();
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /instances HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Length: 9999\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write('x'), 100);
    const counted = refusedOnce();
    expect((await ask('/instances', dicom, instance(1))).status).toBe(200);
    await once(socket, 'close');
    clearInterval(drip);
    await counted;
    expect(test.summary('http')?.senders[0]?.lastProblem?.message).toContain('nearly nothing');
    expect(test.leftovers()).toEqual([]);
  });

  it('says which port is taken, and opens by itself when it is free', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    test.setOptions({ http: optionsWith({ port: taken }) });
    expect(await door.settled()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining(String(taken)),
    });
    other.close();
    await once(other, 'close');
    test.setOptions({ http: optionsWith({ port: taken, maxRequests: 31 }) });
    expect(await door.settled()).toMatchObject({ state: 'open', problem: null });
  });

  it('closes without losing the request under way, and opens again elsewhere', async () => {
    const { token } = door.access();
    const file = instance(1);
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const request = http.request(
        { port, method: 'POST', path: '/instances', headers: { authorization: `Bearer ${token}`, ...dicom } },
        (response) => resolve(response.statusCode),
      );
      request.on('error', reject);
      request.write(file.subarray(0, 1000));
      const stop = test.context.events.listen(() => {
        if (door.describe().active !== 1) return;
        stop();
        test.setOptions({ http: optionsWith({ enabled: false }) });
        request.end(file.subarray(1000));
      });
    });
    expect(await answered).toBe(200);
    expect(await door.settled()).toMatchObject({ state: 'off' });
    expect(test.instances()).toEqual([uidOf(file)]);
    await expect(ask('/instances', dicom, file)).rejects.toThrow('ECONNREFUSED');
  });

  it('opens with changed options at once, while a request to the old ones is still under way', async () => {
    const { token } = door.access();
    const headers = { authorization: `Bearer ${token}`, ...dicom };
    const file = instance(1);
    const request = http.request({ port, method: 'POST', path: '/instances', headers });
    const answered = once(request, 'response');
    const isUnderWay = new Promise<void>((resolve) => {
      test.context.events.listen(() => {
        if (door.describe().active === 1) resolve();
      });
    });
    request.write(file.subarray(0, 1000));
    await isUnderWay;
    test.setOptions({ http: optionsWith({ maxRequests: 5 }) });
    expect(await door.settled()).toMatchObject({ state: 'open', active: 1 });
    expect((await ask('/instances', dicom, instance(2))).status).toBe(200);
    request.end(file.subarray(1000));
    await answered;
    expect(test.instances().toSorted()).toEqual([uidOf(file), uidOf(instance(2))].toSorted());
  });

  it('outlives whatever bytes are sent to it, and keeps nothing of them', async () => {
    const { token } = door.access();
    const body = multipart(instance(1), instance(2));
    const valid = Buffer.concat([
      Buffer.from(
        `POST /dicom-web/studies HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
          `Content-Type: ${related['content-type']}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
      ),
      body,
    ]);
    const random = seeded(7);
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(valid);
      for (let change = 0; change < 1 + random(4); change += 1)
        bytes[random(round % 2 === 0 ? 400 : bytes.length)] = random(256);
      await sendRaw(bytes.subarray(0, random(5) === 0 ? random(bytes.length) : bytes.length));
    }
    // What clients hung up on is still being stored, or kept aside.
    await vi.waitFor(() => expect(door.describe()).toMatchObject({ state: 'open', active: 0 }), 20_000);
    expect((await ask('/instances', dicom, instance(3))).status).toBe(200);
    expect(test.leftovers()).toEqual([]);
  });

  it('outlives a history that cannot be written, and tells the sender', async () => {
    // As on a disk that fails: rows cannot be written any more.
    test.context.history.run(
      "CREATE TRIGGER broken BEFORE INSERT ON instance BEGIN SELECT RAISE(FAIL, 'no'); END",
    );
    test.context.history.run(
      "CREATE TRIGGER also BEFORE INSERT ON door_sender BEGIN SELECT RAISE(FAIL, 'no'); END",
    );
    expect((await ask('/instances', { ...dicom, authorization: 'Bearer no' }, instance(1))).status).toBe(401);
    expect((await ask('/instances', dicom, instance(1))).status).toBe(500);
    test.context.history.run('DROP TRIGGER broken');
    test.context.history.run('DROP TRIGGER also');
    expect((await ask('/instances', dicom, instance(1))).status).toBe(200);
    expect(test.leftovers()).toEqual([]);
  });

  it('tells the sender that the disk is full instead of taking what it could not keep', async () => {
    const guard = test.context.options().diskGuard;
    const isFull = new Promise((resolve) => {
      test.context.events.listen(() => {
        if (test.doors.list().disk.state === 'full') resolve(true);
      });
    });
    test.setOptions({ diskGuard: { ...guard, refuseBytes: 2 ** 52 } });
    await isFull;
    const full = await ask('/instances', dicom, instance(1));
    expect(full.status).toBe(507);
    expect((await ask('/dicom-web/studies', related, multipart(instance(1)))).status).toBe(507);
    expect(test.leftovers()).toEqual([]);
  });
});
