import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { applicationOptionsSchema, peerSchema, queryKeysSchema } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { hasDcmqrscp, hasOrthanc, startDcmqrscp, startOrthanc } from '../../dimse/testing/index.ts';
import type { ArchiveProgram } from '../../dimse/testing/index.ts';
import { dataSetOf, openTestScp } from './testing/index.ts';
import { queryPeer } from '../pull/index.ts';

const run = promisify(execFile);
const env = { ...process.env, TCP_NODELAY: '1' };
const study = '1.2.3.4';
const files = [
  ...[1, 2, 3, 4, 5].map((InstanceNumber) =>
    buildInstance({
      StudyInstanceUID: study,
      InstanceNumber,
      Rows: 100,
      Columns: 100,
      PatientName: 'Müller^J',
    }),
  ),
  buildInstance({ StudyInstanceUID: '9.9', PatientID: 'other', StudyDate: '20200101' }),
];
const sorted = (all: readonly Buffer[]) => all.map((one) => dataSetOf(one).toString('base64')).sort();

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'dcmtk-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Files of a certificate and its key. */
interface Identity {
  certificate: string;
  key: string;
}

async function makeIdentity(): Promise<Identity> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
  });
  const identity = { certificate: path.join(root, 'own.pem'), key: path.join(root, 'own.key') };
  writeFileSync(identity.certificate, made.cert);
  writeFileSync(identity.key, made.private);
  return identity;
}

/** The archive of dcmtk; with TLS, which that has not, Orthanc. */
async function startArchive(
  identity: Identity | null,
  destinations: readonly { aeTitle: string; port: number }[] = [],
): Promise<ArchiveProgram> {
  if (identity === null) return stopped(await startDcmqrscp(root, files, destinations));
  const modalities = destinations.map(({ aeTitle, port }) => [
    aeTitle,
    { AET: aeTitle, Host: '127.0.0.1', Port: port, UseDicomTls: true },
  ]);
  const orthanc = stopped(
    await startOrthanc(root, [], [], {
      DicomModalities: Object.fromEntries(modalities),
      DicomTlsEnabled: true,
      DicomTlsCertificate: identity.certificate,
      DicomTlsPrivateKey: identity.key,
      DicomTlsTrustedCertificates: identity.certificate,
      DicomTlsRemoteCertificateRequired: false,
    }),
  );
  // Its web server opens after its DICOM port.
  await expect
    .poll(() =>
      fetch(restOf(orthanc, '/system')).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
  for (const file of files) await post(restOf(orthanc, '/instances'), new Uint8Array(file));
  return orthanc;
}

const restOf = ({ webUrl }: ArchiveProgram, place: string) => `${webUrl?.replace('/dicom-web', place)}`;

async function post(url: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const reply = await fetch(url, { method: 'POST', body });
  expect(await reply.text()).not.toMatch(/"HttpError"/);
}

function stopped(program: ArchiveProgram): ArchiveProgram {
  onTestFinished(() => program.stop());
  return program;
}

/** Runs a query tool of dcmtk against the archive. */
async function tool(
  name: 'findscu' | 'movescu' | 'getscu',
  { aeTitle, port }: ArchiveProgram,
  identity: Identity | null,
  ...args: string[]
): Promise<void> {
  const secure = identity === null ? [] : ['+tla', '-ic'];
  await run(name, ['-S', ...secure, '-aec', aeTitle, ...args, '127.0.0.1', String(port)], { env });
}

/** What findscu is told of all studies: UID, patient and date of each. */
async function askByFindscu(archive: ArchiveProgram, identity: Identity | null): Promise<string[]> {
  const folder = path.join(root, 'answers');
  mkdirSync(folder);
  const keys = ['QueryRetrieveLevel=STUDY', 'StudyInstanceUID', 'PatientID', 'StudyDate'];
  await tool('findscu', archive, identity, '-X', '-od', folder, ...keys.flatMap((key) => ['-k', key]));
  return Promise.all(
    readdirSync(folder).map(async (name) => {
      const value = await valuesIn(path.join(folder, name));
      return [value('0020000D'), value('00100020'), value('00080020')].join(' ');
    }),
  );
}

const answerSchema = z.record(z.string(), z.object({ Value: z.array(z.unknown()).optional() }));

/** A value of an answer that findscu wrote to a file. */
async function valuesIn(file: string): Promise<(tag: string) => string> {
  const { stdout } = await run('dcm2json', [file]);
  const answer = answerSchema.parse(JSON.parse(stdout));
  return (tag) => z.string().catch('').parse(answer[tag]?.Value?.[0]);
}

describe.each([
  ['without TLS', hasDcmqrscp, false],
  ['with TLS', hasOrthanc, true],
])('a query %s', (_name, isInstalled, isSecure) => {
  it.skipIf(!isInstalled)('is told the same studies as findscu', async () => {
    const identity = isSecure ? await makeIdentity() : null;
    const archive = await startArchive(identity);
    const told = await askByFindscu(archive, identity);
    const peer = peerSchema.parse({
      kind: 'dicom',
      name: 'archive',
      aeTitle: archive.aeTitle,
      host: '127.0.0.1',
      port: archive.port,
      tls: identity === null ? {} : { enabled: true, authorityFile: identity.certificate, checkHost: false },
    });
    const { matches } = await queryPeer(
      peer,
      applicationOptionsSchema.parse({}),
      { level: 'study', limit: 100, keys: queryKeysSchema.parse({}) },
      new AbortController().signal,
    );
    const own = matches.map((one) => [one.StudyInstanceUID, one.PatientID, one.StudyDate].join(' '));
    expect(own).toHaveLength(2);
    expect(own.toSorted()).toEqual(told.toSorted());
  });
});

const ofStudy = ['-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${study}`];

describe('the bytes of a study', () => {
  it.skipIf(!hasDcmqrscp)('come in as they are when movescu has an archive send them', async () => {
    const test = await openTestScp({ aeTitle: 'OURS' });
    const archive = await startArchive(null, [{ aeTitle: 'OURS', port: test.port }]);
    await tool('movescu', archive, null, '-aem', 'OURS', ...ofStudy);
    expect(sorted([...test.stored().values()])).toEqual(sorted(files.slice(0, 5)));
  });

  it.skipIf(!hasDcmqrscp)('are those that getscu is given', async () => {
    const archive = await startArchive(null);
    const folder = path.join(root, 'got');
    mkdirSync(folder);
    await tool('getscu', archive, null, '+B', '-od', folder, ...ofStudy);
    const got = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
    expect(sorted(got)).toEqual(sorted(files.slice(0, 5)));
  });

  it.skipIf(!hasOrthanc)('come in as they are when Orthanc sends them with TLS', async () => {
    const identity = await makeIdentity();
    const tls = { mode: 'on', certificateFile: identity.certificate, keyFile: identity.key } as const;
    const test = await openTestScp({ aeTitle: 'OURS', tls });
    const orthanc = await startArchive(identity, [{ aeTitle: 'OURS', port: test.port }]);
    const found = z.array(z.string()).parse(await (await fetch(restOf(orthanc, '/studies'))).json());
    await post(
      restOf(orthanc, '/modalities/OURS/store'),
      JSON.stringify({ Resources: found, Synchronous: true }),
    );
    expect(sorted([...test.stored().values()])).toEqual(sorted(files));
  });
});

describe('a door that stores', () => {
  it('refuses findscu, movescu and getscu what it does not offer, and goes on storing', async () => {
    const test = await openTestScp();
    const us = {
      port: test.port,
      aeTitle: 'DCM-PROCESSOR',
      webUrl: null,
      said: () => '',
      stop: async () => {},
    };
    for (const name of ['findscu', 'movescu', 'getscu'] as const) {
      await expect(tool(name, us, null, '-k', 'QueryRetrieveLevel=STUDY')).rejects.toThrow();
    }
    const file = path.join(root, 'one.dcm');
    writeFileSync(file, buildInstance({ SOPInstanceUID: '1.2.3.4.5' }));
    await run('storescu', ['127.0.0.1', String(test.port), file], { env });
    expect(test.instances()).toEqual(['1.2.3.4.5']);
  });
});
