import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { completenessOptionsSchema, peerSchema, scpOptionsSchema } from '../../contract/index.ts';
import type { CompletenessOptions } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { silentLogger } from './context/index.ts';
import { freePort, hasOrthanc, startOrthanc } from './dimse/testing/index.ts';
import { startEngine } from './engine.ts';
import { listArrivals, listRuns } from './history/index.ts';

const patience = { interval: 50, timeout: 60_000 };
const study = '1.2.3.4';
const files = [1, 2, 3, 4, 5].map((InstanceNumber) =>
  buildInstance({
    StudyInstanceUID: study,
    SeriesInstanceUID: `${study}.1`,
    SOPInstanceUID: `${study}.1.${InstanceNumber}`,
    InstanceNumber,
  }),
);

/** An engine with an application that no quiet time completes, and an Orthanc that has five instances and sends to it. */
async function open(completeness: Partial<CompletenessOptions>) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'told-'));
  const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const port = await freePort();
  const orthanc = await startOrthanc(home, files, [{ aeTitle: 'DCM-PROCESSOR', port }]);
  onTestFinished(() => orthanc.stop());
  const { id } = engine.createApplication({ name: 'Told', folder: undefined, options: {} });
  const application = engine.application(id);
  engine.setOptions(id, {
    quietSeconds: 3600,
    completeness: completenessOptionsSchema.parse(completeness),
    scp: scpOptionsSchema.parse({ enabled: true, port }),
    peers: [
      peerSchema.parse({
        kind: 'dicom',
        name: 'pacs',
        aeTitle: 'ORTHANC',
        host: '127.0.0.1',
        port: orthanc.port,
      }),
    ],
  });
  const scp = () => application.intake.doors().doors.find((door) => door.door === 'scp');
  await expect.poll(() => scp()?.state, patience).toBe('open');

  async function ask<Type>(where: string, schema: z.ZodType<Type>, body?: object): Promise<Type> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const reply = await fetch(new URL(where, orthanc.webUrl ?? ''), init);
    return schema.parse(await reply.json());
  }
  const instances = await ask('/instances', z.array(z.string()));
  const { history } = application.context;
  return {
    ask,
    /** Has Orthanc send so many of its instances, in one association. */
    async send(from: number, to: number): Promise<void> {
      const sent = await ask(
        '/modalities/DCM-PROCESSOR/store',
        z.object({ FailedInstancesCount: z.number() }),
        { Resources: instances.slice(from, to) },
      );
      expect(sent.FailedInstancesCount).toBe(0);
    },
    arrivals: () => listArrivals(history, 'open'),
    runs: () => listRuns(history, { limit: 9 }).rows,
    completedBy: () =>
      history.all<{ by: string }>('SELECT completed_by AS by FROM arrival').map(({ by }) => by),
  };
}

describe.skipIf(!hasOrthanc)('Orthanc, asked by C-FIND how much it has of what it sends,', () => {
  it('completes an arrival with its last instance, without quiet time', async () => {
    const { send, arrivals, runs, completedBy } = await open({
      askForCount: 'sender',
      atExpectedInstances: true,
    });
    await send(0, 3);
    await expect
      .poll(() => arrivals()[0]?.missing[0]?.message, patience)
      .toMatch(/^3 of 5 expected instances of the study/);
    expect(arrivals()).toMatchObject([{ state: 'collecting' }]);
    await send(3, 5);
    await expect.poll(runs, patience).toMatchObject([{ version: 1, instanceCount: 5 }]);
    expect(completedBy()).toEqual(['expected-instances']);
  });
});

const ct = '1.2.840.10008.5.1.4.1.1.2';

describe.skipIf(!hasOrthanc)('Orthanc, asking for storage commitment', () => {
  it('holds an arrival until all that it names is there, which then is complete without quiet time', async () => {
    const { ask, send, arrivals, runs, completedBy } = await open({
      awaitCommitted: true,
      atExpectedInstances: true,
    });
    const status = z.object({ Status: z.string(), Failures: z.array(z.object({ Description: z.string() })) });
    const askForAll = async () => {
      const { ID } = await ask('/modalities/DCM-PROCESSOR/storage-commitment', z.object({ ID: z.string() }), {
        DicomInstances: [1, 2, 3, 4, 5].map((number) => [ct, `${study}.1.${number}`]),
      });
      return () => ask(`/storage-commitment/${ID}`, status);
    };
    await send(0, 3);
    const early = await askForAll();
    await expect
      .poll(() => arrivals()[0]?.missing[0]?.message, patience)
      .toMatch(/^3 of 5 instances that were named for storage commitment/);
    // It is told at once which ones it has to send again.
    await expect.poll(early, patience).toMatchObject({ Status: 'Failure', Failures: [{}, {}] });
    expect(arrivals()).toMatchObject([{ state: 'collecting' }]);
    await send(3, 5);
    await expect.poll(runs, patience).toMatchObject([{ version: 1, instanceCount: 5 }]);
    expect(completedBy()).toEqual(['expected-instances']);
    await expect.poll(await askForAll(), patience).toMatchObject({ Status: 'Success' });
  });
});
