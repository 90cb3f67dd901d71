import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildInstance, loadPatients, samplePatient, writePatients } from '../../scripts/phantom/index.ts';
import type { PatientPlan } from '../../scripts/phantom/index.ts';

/** How the sample patient is shown by the window. */
export const samplePatientName = 'Phantom, Demo';

/** The sample patient with its two studies and three series, but with few and small images. */
function smallPatient(): PatientPlan {
  const plan = samplePatient();
  return {
    ...plan,
    studies: plan.studies.map((study) => ({
      ...study,
      series: study.series.map((series) => ({ ...series, rows: 32, columns: 32, slices: 4 })),
    })),
  };
}

/** Writes the small patient below a folder. Returns how many files. */
export async function writeSmallPatient(folder: string): Promise<number> {
  return (await writePatients([smallPatient()], folder)).files;
}

/** Writes one patient of so many images that their import takes a while. */
export async function writeLargePatient(folder: string, images: number): Promise<void> {
  await writePatients(loadPatients({ slices: images, size: 64 }), folder);
}

/** Writes a single tiny image of a patient of its own; for tests in which the images do not matter. */
export async function writeTinyPatient(folder: string, PatientID = 'TINY-1'): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, `${PatientID}.dcm`),
    buildInstance({ PatientID, PatientName: 'Phantom^Tiny' }),
  );
}
