import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { completenessOptionsSchema, scpOptionsSchema } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { silentLogger } from './context/index.ts';
import { statuses } from './dimse/index.ts';
import { startEngine } from './engine.ts';
import { listArrivals, listRuns } from './history/index.ts';
import { dataSetOf, openAssociation, portOf, release, storeMessage } from './intake/scp/testing/index.ts';
import type { RawSender } from './intake/scp/testing/index.ts';

/** An engine with one application that is complete at the end of associations, and its C-STORE port. */
async function open() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'associations-'));
  const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const { id } = engine.createApplication({ name: 'Doors', folder: undefined, options: {} });
  const application = engine.application(id);
  engine.setOptions(id, {
    quietSeconds: 1000,
    completeness: completenessOptionsSchema.parse({ atAssociationEnd: true }),
    scp: scpOptionsSchema.parse({ enabled: true, port: 0 }),
  });
  const scp = () => application.intake.doors().doors.find((door) => door.door === 'scp');
  await expect.poll(() => scp()?.state, { interval: 10, timeout: 10_000 }).toBe('open');
  return { history: application.context.history, scp, port: portOf(scp()!) };
}

async function store(sender: RawSender, InstanceNumber: number): Promise<void> {
  const bytes = buildInstance({ InstanceNumber, SOPInstanceUID: `1.2.${InstanceNumber}` });
  sender.send(
    ...storeMessage(dataSetOf(bytes), {
      SOPInstanceUID: `1.2.${InstanceNumber}`,
      messageId: InstanceNumber,
    }),
  );
  expect(await sender.answer()).toMatchObject({ Status: statuses.success });
}

it('the end of an association completes a patient only when no other one delivers to it, over the real door', async () => {
  const { history, scp, port } = await open();
  const [first, second] = [await openAssociation(port), await openAssociation(port)];
  await store(first, 1);
  await store(second, 2);
  const [arrival] = listArrivals(history, 'open');
  expect(arrival?.senders).toEqual([expect.stringMatching(/ \(127\.0\.0\.1\)$/)]);
  await release(first);
  await expect.poll(() => scp()?.active, { interval: 10 }).toBe(1);
  await store(second, 3);
  expect(listArrivals(history, 'open')).toMatchObject([{ id: arrival?.id, state: 'collecting' }]);
  await release(second);
  await expect
    .poll(() => listRuns(history, { limit: 9 }).rows, { interval: 10 })
    .toMatchObject([{ version: 1, instanceCount: 3 }]);
  expect(history.all("SELECT 1 FROM arrival WHERE completed_by = 'association-end'")).toHaveLength(1);
});
