import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { identifiersOf } from './identifiers.ts';
import { readHeader } from './readHeader.ts';
import { readTags } from './readTags.ts';
import { dataSet, element, fileHead, imageTags, item, syntaxes } from './testing/bytes.ts';

const hasOrthanc = spawnSync('Orthanc', ['--version']).status === 0;

let folder: string;
let orthanc: ChildProcess;
let base: string;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Starts an Orthanc of our own and waits for the line in which it says that it has started. */
async function startOrthanc(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const settings = {
    StorageDirectory: path.join(folder, 'storage'),
    IndexDirectory: path.join(folder, 'storage'),
    HttpPort: port,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    Plugins: [],
  };
  const file = path.join(folder, 'orthanc.json');
  writeFileSync(file, JSON.stringify(settings));
  orthanc = spawn('Orthanc', [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve) => {
    // Read on afterwards: nothing else empties the pipe.
    orthanc.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Orthanc has started')) resolve();
    });
  });
}

const storedSchema = z.object({
  ID: z.string(),
  ParentPatient: z.string(),
  ParentStudy: z.string(),
  ParentSeries: z.string(),
});
const tagsSchema = z.record(z.string(), z.json());
const mainTagsSchema = z.object({ MainDicomTags: z.record(z.string(), z.string()) });

async function ask<Reply>(route: string, schema: z.ZodType<Reply>, body?: Uint8Array): Promise<Reply> {
  const post = body === undefined ? {} : { method: 'POST', body: new Uint8Array(body) };
  return schema.parse(await (await fetch(base + route, post)).json());
}

/** Orthanc's tags without what is left out here: null for bulk and long values, group lengths, private elements. */
function comparable(tags: unknown): unknown {
  if (Array.isArray(tags)) return tags.map(comparable);
  if (typeof tags !== 'object' || tags === null) return tags;
  const kept = Object.entries(tags).filter(
    ([keyword, value]) =>
      value !== null && !/^(GenericGroupLength|PrivateCreator|Unknown Tag & Data)$/.test(keyword),
  );
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, comparable(value)]));
}

const doubles = Buffer.alloc(24);
[0.1, 1e-7, 1e300].forEach((value, index) => doubles.writeDoubleLE(value, index * 8));
const floats = Buffer.alloc(12);
[0.1, -3, 1e20].forEach((value, index) => floats.writeFloatLE(value, index * 4));
const odd = Buffer.concat([
  fileHead(syntaxes.explicit),
  element(0x0008_0000, 'UL', Buffer.from([9, 0, 0, 0])),
  element(0x0008_0005, 'CS', 'ISO_IR 100'),
  element(0x0008_0008, 'CS', ' A\\ B \\C '),
  dataSet({}, [
    element(0x0008_0050, 'SH', '  acc\0\0\0 '),
    element(0x0008_1030, 'LO', 'a\0b '),
    element(0x0008_1032, 'SQ', item(element(0x0008_0104, 'LO', 'B\xe4d'))),
    element(0x0009_0010, 'LO', 'CREATOR'),
    element(0x0009_1001, 'LO', 'secret'),
    element(0x0010_4000, 'LT', '  lead\\back  \r\n '),
    element(0x0028_0009, 'AT', Buffer.from([0x18, 0, 0x63, 0x10])),
    element(0x0028_0106, 'SS', Buffer.from([0xfb, 0xff])),
    element(0x0072_0065, 'OB', 'ab'),
    element(0x0072_006e, 'ST', 'x'.repeat(256)),
    element(0x0072_0070, 'UT', 'y'.repeat(257)),
    element(0x0072_0074, 'FD', doubles),
    element(0x0072_0076, 'FL', floats),
    element(0x6000_0010, 'US', Buffer.from([2, 0])),
    element(0x6000_3000, 'OW', 'ab'),
  ]),
]);
const files: Record<string, Buffer> = {
  'a CT image': buildInstance({}),
  'umlauts and odd blanks in the identity': buildInstance({
    PatientID: '  PÄT 1',
    PatientName: 'Müller^Hänß=a^b',
  }),
  'values of every kind': odd,
  'an implicit file': Buffer.concat([
    fileHead(syntaxes.implicit),
    dataSet({ explicit: false }, imageTags(2, 3, { explicit: false })),
  ]),
};

// Skipped where Orthanc, which is compared with, is not installed.
describe.skipIf(!hasOrthanc)('beside a real Orthanc', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'orthanc-'));
    await startOrthanc();
  });
  afterAll(async () => {
    orthanc.kill();
    await once(orthanc, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(files))('%s: the same identifiers, tags and main tags', async (_name, bytes) => {
    const file = path.join(folder, 'file.dcm');
    writeFileSync(file, bytes);
    const fd = openSync(file, 'r');
    const reading = await readHeader(fd, statSync(file).size);
    closeSync(fd);
    if (reading.kind !== 'instance') throw new Error(reading.reason);

    const stored = await ask('/instances', storedSchema, bytes);
    expect(identifiersOf(reading.header)).toEqual({
      patient: stored.ParentPatient,
      study: stored.ParentStudy,
      series: stored.ParentSeries,
      instance: stored.ID,
    });
    const tags = await ask(`/instances/${stored.ID}/simplified-tags`, tagsSchema);
    const meta = await ask(`/instances/${stored.ID}/header?simplify`, tagsSchema);
    expect(await readTags(file)).toEqual(comparable({ ...meta, ...tags }));
    const patient = await ask(`/patients/${stored.ParentPatient}`, mainTagsSchema);
    const study = await ask(`/studies/${stored.ParentStudy}`, mainTagsSchema);
    expect(reading.header.patientTags).toEqual(patient.MainDicomTags);
    expect(reading.header.studyTags).toEqual(study.MainDicomTags);
    await fetch(`${base}/patients/${stored.ParentPatient}`, { method: 'DELETE' });
  });
});
