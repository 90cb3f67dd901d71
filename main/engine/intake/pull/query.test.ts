import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { applicationOptionsSchema, peerSchema, queryKeysSchema } from '../../../../contract/index.ts';
import type { Peer } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { hasDcmqrscp, hasOrthanc, startDcmqrscp, startOrthanc } from '../../dimse/testing/index.ts';
import type { ArchiveProgram } from '../../dimse/testing/index.ts';
import { queryPeer } from './query.ts';
import type { Query } from './query.ts';

const options = applicationOptionsSchema.parse({});
const never = new AbortController().signal;

function ask(
  peer: Peer,
  { keys, ...more }: { level?: Query['level']; limit?: number; keys?: object },
  signal = never,
) {
  return queryPeer(
    peer,
    options,
    { level: 'study', limit: 100, ...more, keys: queryKeysSchema.parse(keys ?? {}) },
    signal,
  );
}

const dicomPeer = ({ aeTitle, port }: ArchiveProgram) =>
  peerSchema.parse({ kind: 'dicom', name: aeTitle, aeTitle, host: '127.0.0.1', port });
const webPeer = ({ webUrl }: ArchiveProgram) =>
  peerSchema.parse({ kind: 'dicomweb', name: 'web', url: webUrl });

const files = [
  ...[1, 2, 3].map((InstanceNumber) =>
    buildInstance({ InstanceNumber, PatientID: 'A', PatientName: 'Müller^Jörg' }),
  ),
  buildInstance({
    PatientID: 'A',
    PatientName: 'Müller^Jörg',
    SeriesNumber: 2,
    Modality: 'MR',
    SeriesDescription: 'Späte',
  }),
  buildInstance({
    PatientID: 'B',
    PatientName: 'Other^Name',
    StudyDate: '20200101',
    AccessionNumber: 'ACC-7',
  }),
];

/** Peers by what is spoken with them, and how they are started. */
const kinds: [
  string,
  boolean,
  (root: string) => Promise<ArchiveProgram>,
  (program: ArchiveProgram) => Peer,
][] = [
  ['C-FIND of dcmqrscp', hasDcmqrscp, (root) => startDcmqrscp(root, files), dicomPeer],
  ['C-FIND of Orthanc', hasOrthanc, (root) => startOrthanc(root, files), dicomPeer],
  ['QIDO-RS of Orthanc', hasOrthanc, (root) => startOrthanc(root, files), webPeer],
];

describe.each(kinds)('a query by %s', (name, isInstalled, start, peerOf) => {
  let root: string;
  let program: ArchiveProgram;
  let peer: Peer;
  beforeAll(async () => {
    if (!isInstalled) return;
    root = mkdtempSync(path.join(os.tmpdir(), 'query-'));
    program = await start(root);
    peer = peerOf(program);
  });
  afterAll(async () => {
    if (!isInstalled) return;
    await program.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it.skipIf(!isInstalled)('tells all studies, with letters beyond ASCII as they are', async () => {
    const { matches, isComplete } = await ask(peer, {});
    expect(isComplete).toBe(true);
    const sorted = matches.toSorted((one, other) => one.PatientID.localeCompare(other.PatientID));
    expect(sorted).toMatchObject([
      { PatientID: 'A', PatientName: 'Müller^Jörg', StudyDate: '20240311', SeriesInstanceUID: '' },
      { PatientID: 'B', PatientName: 'Other^Name', StudyDate: '20200101', AccessionNumber: 'ACC-7' },
    ]);
    expect(sorted[0]?.StudyInstanceUID).toMatch(/^[0-9.]+$/);
    // dcmqrscp tells neither.
    const isTold = !name.includes('dcmqrscp');
    expect(sorted[0]?.instanceCount).toBe(isTold ? 4 : null);
    expect(sorted[0]?.ModalitiesInStudy.sort()).toEqual(isTold ? ['CT', 'MR'] : []);
  });

  it.skipIf(!isInstalled)('looks for what is asked for, wildcards, ranges and umlauts included', async () => {
    const idsFor = async (keys: object) =>
      (await ask(peer, { keys })).matches.map(({ PatientID }) => PatientID).sort();
    expect(await idsFor({ PatientID: 'B' })).toEqual(['B']);
    expect(await idsFor({ PatientName: 'Other*' })).toEqual(['B']);
    expect(await idsFor({ StudyDate: '20240101-20241231' })).toEqual(['A']);
    expect(await idsFor({ AccessionNumber: 'ACC-7' })).toEqual(['B']);
    expect(await idsFor({ PatientID: 'nobody' })).toEqual([]);
  });

  // dcmqrscp knows no modalities of a study.
  it.skipIf(!isInstalled || name.includes('dcmqrscp'))(
    'looks for studies with a series of a modality',
    async () => {
      expect((await ask(peer, { keys: { Modality: 'MR' } })).matches).toMatchObject([{ PatientID: 'A' }]);
    },
  );

  // dcmqrscp compares bytes, and this Orthanc the words of an address, whatever the character sets.
  it.skipIf(!isInstalled || name !== 'C-FIND of Orthanc')('looks for letters beyond ASCII', async () => {
    expect((await ask(peer, { keys: { PatientName: 'Müller*' } })).matches).toMatchObject([
      { PatientID: 'A' },
    ]);
  });

  it.skipIf(!isInstalled)('tells the series of a study', async () => {
    const { matches } = await ask(peer, { keys: { PatientID: 'A' } });
    const StudyInstanceUID = matches[0]?.StudyInstanceUID ?? '';
    const series = await ask(peer, { level: 'series', keys: { StudyInstanceUID } });
    const sorted = series.matches.toSorted((one, other) => one.Modality.localeCompare(other.Modality));
    expect(sorted).toMatchObject([
      { StudyInstanceUID, Modality: 'CT' },
      { StudyInstanceUID, Modality: 'MR' },
    ]);
    // dcmqrscp tells neither.
    const isTold = !name.includes('dcmqrscp');
    expect(sorted.map((one) => one.instanceCount)).toEqual(isTold ? [3, 1] : [null, null]);
    expect(sorted.map((one) => one.SeriesDescription)).toEqual(isTold ? ['Test series', 'Späte'] : ['', '']);
  });

  it.skipIf(!isInstalled)('stops at the limit and says that there is more', async () => {
    expect(await ask(peer, { limit: 1 })).toMatchObject({ isComplete: false, matches: [{}] });
    expect(await ask(peer, { limit: 2 })).toMatchObject({ isComplete: true, matches: [{}, {}] });
  });

  it.skipIf(!isInstalled)('can be cancelled', async () => {
    const stop = new AbortController();
    const asked = ask(peer, {}, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a query', () => {
  it('of series without a study is refused before anybody is asked', async () => {
    const peer = peerSchema.parse({ kind: 'dicom', name: 'a', aeTitle: 'A', host: '127.0.0.1', port: 1 });
    await expect(ask(peer, { level: 'series' })).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it.each([
    ['HTML', 200, '<html>'],
    ['JSON of another kind', 200, '{"a": 1}'],
    ['an error', 500, 'out of order'],
  ])('that a web server answers with %s fails in words', async (_name, status, body) => {
    const server = http.createServer((_request, response) => response.writeHead(status).end(body));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const peer = peerSchema.parse({ kind: 'dicomweb', name: 'a', url: `http://127.0.0.1:${port}` });
    await expect(ask(peer, {})).rejects.toMatchObject({ code: 'peer-failed' });
  });
});
