import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { applicationOptionsSchema, peerSchema } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { freePort, hasDcmqrscp, hasOrthanc, startDcmqrscp, startOrthanc } from '../../dimse/testing/index.ts';
import { countAtPeer } from './countAtPeer.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'count-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const study = '1.2.3.4';
const files = [1, 2, 3, 4, 5].map((InstanceNumber) =>
  buildInstance({
    StudyInstanceUID: study,
    SeriesInstanceUID: `${study}.${InstanceNumber < 4 ? 1 : 2}`,
    SeriesNumber: InstanceNumber < 4 ? 1 : 2,
    InstanceNumber,
  }),
);
files.push(buildInstance({ StudyInstanceUID: '9.9', SeriesInstanceUID: '9.9.1' }));

const options = applicationOptionsSchema.parse({});
const count = (peer: object, uid: string) =>
  countAtPeer(peerSchema.parse({ name: 'peer', ...peer }), options, uid, AbortSignal.timeout(20_000));

describe.each([
  // It does not tell any number: its instances are counted.
  ['dcmqrscp by C-FIND', hasDcmqrscp, startDcmqrscp, 'dicom'],
  ['Orthanc by C-FIND', hasOrthanc, startOrthanc, 'dicom'],
  ['Orthanc by QIDO-RS', hasOrthanc, startOrthanc, 'dicomweb'],
])('%s', (_name, isInstalled, start, kind) => {
  it.skipIf(!isInstalled)('tells how many instances a study has, and of an unknown one nothing', async () => {
    const program = await start(root, files, [{ aeTitle: 'OURS', port: await freePort() }]);
    onTestFinished(() => program.stop());
    const { aeTitle, port, webUrl } = program;
    const peer = kind === 'dicom' ? { kind, aeTitle, host: '127.0.0.1', port } : { kind, url: webUrl ?? '' };
    expect(await count(peer, study)).toBe(5);
    expect(await count(peer, '9.9')).toBe(1);
    expect(await count(peer, '1.1.1.1')).toBeNull();
  });
});

it('says that a peer is not there', async () => {
  const peer = { kind: 'dicom', aeTitle: 'NONE', host: '127.0.0.1', port: await freePort() };
  await expect(count(peer, study)).rejects.toMatchObject({ code: 'peer-unreachable' });
});
