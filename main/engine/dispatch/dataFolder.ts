/** Orthanc-style identifier, as the archive and planning name instances by. */
const instanceFile = /^[0-9a-f]{8}(-[0-9a-f]{8}){4}\.dcm$/;

/** Folder of a run's input in its data folder, with `/`: `dicom/<patient>`. */
export function inputFolder(patientId: string): string {
  return `dicom/${patientId}`;
}

/**
 * True where a path relative to the data folder is one that planning copied there
 * (`dicom/<patient>/<series>/<instance>.dcm`), so no result, even when a job rewrote it in place.
 */
export function isInputFile(relative: string): boolean {
  const parts = relative.split('/');
  return parts.length === 4 && parts[0] === 'dicom' && instanceFile.test(parts[3] ?? '');
}
