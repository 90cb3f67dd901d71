import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** PatientID of the patient in it. */
export const samplePatientID = 'TOUR-0001';

/**
 * The archive with the patient of the guided tour: made by the build, and outside the archive of an installed program.
 * @throws Error when the installation is incomplete
 */
export function sampleFile(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = [
    // Installed: resources/app.asar/out/main → resources/sample.
    path.resolve(here, '..', '..', '..', 'sample', 'patient.zip'),
    // Checkout, bundled: out/main → out/sample.
    path.resolve(here, '..', 'sample', 'patient.zip'),
  ];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new Error('The sample patient of DCM Processor is missing; install the program again.');
  }
  return found;
}
