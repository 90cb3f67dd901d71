import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import dcmjsDimse from 'dcmjs-dimse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { dataSetOf, freePort, openTestScp } from './testing/index.ts';
import type { KnownPeer } from './types.ts';

const environment = { ...process.env, TCP_NODELAY: '1' };
const hasOrthanc = spawnSync('Orthanc', ['--version']).status === 0;

/** Private elements and a character set: what libraries that encode anew lose. */
function richInstance(number: number): Buffer {
  return buildInstance(
    { InstanceNumber: number, PatientName: 'Müller^Änne', SpecificCharacterSet: 'ISO_IR 100' },
    {
      extra: [
        { tag: 0x0009_0010, vr: 'LO', value: 'SOME VENDOR' },
        { tag: 0x0009_1001, vr: 'UN', value: Buffer.from([1, 2, 3, 4]) },
      ],
    },
  );
}

describe.skipIf(!hasOrthanc)('Orthanc', () => {
  async function startOrthanc(folder: string, doorPort: number) {
    const [httpPort, dicomPort] = [await freePort(), await freePort()];
    const settings = {
      StorageDirectory: path.join(folder, 'orthanc'),
      IndexDirectory: path.join(folder, 'orthanc'),
      HttpPort: httpPort,
      DicomAet: 'ORTHANC',
      DicomPort: dicomPort,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      Plugins: [],
      DicomModalities: { door: ['DCM-PROCESSOR', '127.0.0.1', doorPort] },
    };
    const file = path.join(folder, 'orthanc.json');
    writeFileSync(file, JSON.stringify(settings));
    const orthanc = spawn('Orthanc', [file], { stdio: ['ignore', 'ignore', 'pipe'], env: environment });
    onTestFinished(() => void orthanc.kill('SIGKILL'));
    let said = '';
    await new Promise<void>((resolve) => {
      // Read on afterwards: nothing else empties the pipe.
      orthanc.stderr.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('Orthanc has started')) resolve();
      });
    });
    const ask = async <Type>(
      where: string,
      schema: z.ZodType<Type>,
      body?: Uint8Array | string,
    ): Promise<Type> => {
      const init = body === undefined ? {} : { method: 'POST', body: Buffer.from(body) };
      const reply = await fetch(`http://127.0.0.1:${httpPort}${where}`, init);
      return schema.parse(await reply.json());
    };
    return { ask, dicomPort };
  }

  it('sends what arrives byte for byte, and has its storage commitment confirmed', async () => {
    const peers = new Map<string, KnownPeer>();
    const test = await openTestScp({}, { findPeer: (aeTitle) => peers.get(aeTitle) ?? null });
    const { ask, dicomPort } = await startOrthanc(test.root, test.port);
    peers.set('ORTHANC', {
      host: '127.0.0.1',
      port: dicomPort,
      calledAeTitle: 'ORTHANC',
      callingAeTitle: 'DCM-PROCESSOR',
      tls: null,
      timeouts: { connect: 5, acse: 5, dimse: 5, network: 5 },
    });
    const stored = z.object({ ID: z.string() });
    const files = Array.from({ length: 10 }, (_one, index) => richInstance(index + 1));
    const ids: string[] = [];
    for (const file of files) ids.push((await ask('/instances', stored, file)).ID);
    const settings = JSON.stringify({ Resources: ids, StorageCommitment: true });
    const sent = await ask(
      '/modalities/door/store',
      z.object({ FailedInstancesCount: z.number(), StorageCommitmentTransactionUID: z.string() }),
      settings,
    );
    expect(sent.FailedInstancesCount).toBe(0);
    const sets = [...test.stored().values()].map((file) => dataSetOf(file).toString('base64'));
    expect(sets.sort()).toEqual(files.map((file) => dataSetOf(file).toString('base64')).sort());
    const commitment = z.object({ Status: z.string() });
    await expect
      .poll(() => ask(`/storage-commitment/${sent.StorageCommitmentTransactionUID}`, commitment), {
        timeout: 15_000,
      })
      .toMatchObject({ Status: 'Success' });
  });
});

describe('dcmjs-dimse', () => {
  it('echoes and sends', async () => {
    const test = await openTestScp();
    const { Client, requests, responses, constants, log } = dcmjsDimse;
    log.disableAll();
    const file = path.join(test.root, 'sent.dcm');
    writeFileSync(file, buildInstance({ SOPInstanceUID: '1.2.3.4' }));
    const statuses: number[] = [];
    const client = new Client();
    for (const request of [new requests.CEchoRequest(), new requests.CStoreRequest(file)]) {
      request.on('response', (response: InstanceType<typeof responses.CStoreResponse>) =>
        statuses.push(response.getStatus()),
      );
      client.addRequest(request);
    }
    const closed = new Promise<void>((resolve, reject) => {
      client.on('closed', resolve);
      client.on('networkError', reject);
    });
    client.send('127.0.0.1', test.port, 'DCMJS', 'DCM-PROCESSOR');
    await closed;
    expect(statuses).toEqual([constants.Status.Success, constants.Status.Success]);
    expect(test.instances()).toEqual(['1.2.3.4']);
  });
});
