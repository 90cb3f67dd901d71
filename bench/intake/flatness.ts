import path from 'node:path';
import { openHistory } from '../../main/engine/database/index.ts';
import { flushDisks, median, rounded, spread } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { measurePoint } from './points.ts';
import { ownReceiver } from './receivers.ts';

/** Instances that the index has before reception is measured. */
const fillings = [0, 10_000, 100_000, 1_000_000];
const instancesPerSeries = 200;

/**
 * Reception of small instances by 4 associations into indexes of growing size.
 * @returns the rate at a million instances by that of the empty archive
 */
export async function measureFlatness(
  bench: Bench,
  { rounds, say }: { rounds: number; say(text: string): void },
): Promise<number> {
  const medians: number[] = [];
  say('Small instances per second by 4 associations, by the size of the index:');
  for (const filling of fillings) {
    const receiver = ownReceiver(bench, (folder) => fillIndex(path.join(folder, 'history.sqlite'), filling));
    const point = { kind: 'small', associations: 4, tuned: true, files: 1600 } as const;
    await flushDisks();
    const rates = await measurePoint(point, [receiver], { rounds, folder: bench.folder });
    say(`  ${String(filling).padStart(9)} instances: ${spread(rates.own)}`);
    medians.push(median(rates.own));
  }
  return rounded((medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN), 2);
}

/** Adds rows to an index; their files do not exist. UIDs are spread like real ones, not in rising order. */
function fillIndex(file: string, instances: number): void {
  if (instances === 0) return;
  const history = openHistory(file);
  try {
    history.write(() => {
      history.run(
        `INSERT INTO patient (id, PatientID, PatientName, tags) VALUES ('filling', 'F', 'F', '{}')`,
      );
      history.run(
        `INSERT INTO study (id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription,
           AccessionNumber, tags, modalities, last_instance_at)
         SELECT 'filling', key, '1.2.3', '', '', '', '', '{}', 'CT', 0 FROM patient WHERE id = 'filling'`,
      );
      history.run(
        `WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < ?)
         INSERT INTO series (id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
           BodyPartExamined)
         SELECT 'filling-' || n, study.key, '1.2.3.' || n, 'CT', n, '', '' FROM number, study
         WHERE study.id = 'filling'`,
        [Math.ceil(instances / instancesPerSeries)],
      );
      history.run(
        `WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :instances)
         INSERT INTO instance (series_key, SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, size,
           content_hash, received_at)
         SELECT (SELECT min(key) FROM series WHERE SeriesInstanceUID LIKE '1.2.3.%') + n / CAST(:each AS INTEGER),
           '1.3.6.1.4.1.5962.99.1.' || abs(random() % 10000000000) || '.' || n, '1.2.840.10008.5.1.4.1.1.2',
           '1.2.840.10008.1.2.1', n % CAST(:each AS INTEGER), 9500, randomblob(32), 0
         FROM number`,
        { instances, each: instancesPerSeries },
      );
    });
  } finally {
    history.close();
  }
}
