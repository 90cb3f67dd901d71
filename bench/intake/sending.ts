import { rm } from 'node:fs/promises';
import path from 'node:path';
import { peerSchema } from '../../contract/index.ts';
import { followTask } from '../../main/link/index.ts';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import { flushDisks, median, rounded, spread, timed } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { storescp } from './receivers.ts';
import type { RunningReceiver } from './receivers.ts';
import { sendBy } from './send.ts';

const variables = { TCP_NODELAY: '1' };
/** Long enough that nothing is processed while sending is measured, in seconds. */
const never = 86_400;

interface Settings {
  rounds: number;
  scale: number;
  say(text: string): void;
}

/**
 * Sends stored CT instances to storescp by one association, beside dcmtk's storescu with the same files.
 * @returns the rate by that of storescu
 */
export async function measureSending(bench: Bench, { rounds, scale, say }: Settings): Promise<number> {
  const source = path.join(bench.folder, 'to-send');
  const { files } = await writePatients(loadPatients({ slices: Math.round(640 * scale), size: 512 }), source);
  const application = await bench.createApplication('Sending', { quietSeconds: never });
  await bench.importNew(application, source, files);
  const { rows } = await bench.client.request('studies.list', { application, limit: 1 });
  const study = rows[0]?.id ?? '';

  const own: number[] = [];
  const dcmtk: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [who, rates, send] of [
      ['own', own, (to: RunningReceiver) => sendStudy(bench, { application, study, files }, to)],
      ['storescu', dcmtk, (to: RunningReceiver) => sendBy(to, [source], files, variables)],
    ] as const) {
      await flushDisks();
      // Each in a folder of its own: where the same names are there already, nothing would be counted as new.
      const receiver = await storescp.start(path.join(bench.folder, `sent-${round}-${who}`), variables);
      try {
        rates.push(await send(receiver));
      } finally {
        await receiver.stop();
      }
    }
  }
  await rm(source, { recursive: true });
  say(`Sent CT per second to storescp: own ${spread(own)}   storescu ${spread(dcmtk)}`);
  return rounded(median(own) / median(dcmtk), 2);
}

async function sendStudy(
  bench: Bench,
  { application, study, files }: { application: string; study: string; files: number },
  to: RunningReceiver,
): Promise<number> {
  const peer = { kind: 'dicom', name: 'storescp', aeTitle: to.aeTitle, host: '127.0.0.1', port: to.port };
  await bench.client.request('applications.set_options', {
    application,
    options: { peers: [peerSchema.parse(peer)] },
  });
  const milliseconds = await timed(async () => {
    const request = { application, peer: 'storescp', studies: [study], associations: 1 };
    const task = await bench.client.request('peers.send', request);
    const ended = await followTask(bench.client, application, task, { progress: () => undefined });
    if (ended.state !== 'succeeded') throw new Error(`Sending ended otherwise: ${JSON.stringify(ended)}`);
  });
  const stored = await to.stored();
  if (stored !== files) throw new Error(`storescp has ${stored} of ${files} instances.`);
  return files / (milliseconds / 1000);
}
