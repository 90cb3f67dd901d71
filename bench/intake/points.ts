import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import { flushDisks } from '../support/index.ts';
import type { Receiver } from './receivers.ts';
import { sendBy } from './send.ts';

/** One point of the comparison: what is sent, by how many at once, and whether both ends send at once. */
export interface Point {
  kind: 'ct' | 'small';
  associations: number;
  /** `TCP_NODELAY=1` for sender and receiver; without it as dcmtk comes. */
  tuned: boolean;
  files: number;
}

/** Rows and columns of what is sent, 16 bit. */
const sizes = { ct: 512, small: 64 };

/** Instances per second of each receiver, one figure per round. */
export type Rates = Record<Receiver['name'], number[]>;

/** Distinguishes the instances of all measurements. */
let measurements = 0;

/** Measures a point: every receiver in turn, round by round, all of them warmed up and given the same files. */
export async function measurePoint(
  point: Point,
  receivers: readonly Receiver[],
  { rounds, folder }: { rounds: number; folder: string },
): Promise<Rates> {
  const variables: Record<string, string> = point.tuned ? { TCP_NODELAY: '1' } : {};
  const rates: Rates = { own: [], orthanc: [], storescp: [] };
  for (let round = 0; round < rounds; round += 1) {
    measurements += 1;
    // Nothing is deleted before the end of the benchmark: ext4 without a journal passes over inodes that were freed in
    // the last minutes one by one, which would be measured with every file that is created.
    const place = path.join(folder, `reception-${measurements}`);
    const source = path.join(place, 'source');
    const warmUp = path.join(place, 'warm-up');
    // Other instances in each round, since the own archive keeps those of the rounds before.
    const seed = `bench-${measurements}`;
    const { files } = await writePatients(
      loadPatients({
        seed,
        patients: point.associations,
        slices: Math.ceil(point.files / point.associations),
        size: sizes[point.kind],
      }),
      source,
    );
    const warm = await writePatients(loadPatients({ seed: `${seed}-warm`, slices: 40, size: 64 }), warmUp);
    const folders = (await readdir(source)).map((name) => path.join(source, name));
    for (const receiver of receivers) {
      const running = await receiver.start(path.join(place, receiver.name), variables);
      try {
        await sendBy(running, [warmUp], warm.files, { TCP_NODELAY: '1' });
        await flushDisks();
        rates[receiver.name].push(await sendBy(running, folders, files, variables));
      } finally {
        await running.stop();
      }
    }
  }
  return rates;
}
