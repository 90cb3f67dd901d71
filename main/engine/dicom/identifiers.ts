import { createHash } from 'node:crypto';
import type { Grouping } from '../../../contract/index.ts';

/** What identifies an instance. */
export interface InstanceUids {
  PatientID: string;
  StudyInstanceUID: string;
  SeriesInstanceUID: string;
  SOPInstanceUID: string;
}

/** The identifiers that services, folders and the window use for patient, study, series and instance. */
export interface Identifiers {
  patient: string;
  study: string;
  series: string;
  instance: string;
}

/**
 * Orthanc's identifiers: SHA-1 over PatientID, or over PatientID and the UIDs down to the level joined with `|`, in
 * UTF-8, printed as five groups of eight hexadecimal digits. Services written for Orthanc use them as keys.
 */
export function identifiersOf(uids: InstanceUids): Identifiers {
  const study = `${uids.PatientID}|${uids.StudyInstanceUID}`;
  const series = `${study}|${uids.SeriesInstanceUID}`;
  // Most instances are of the series of the one before.
  if (latest === null || !isSameSeries(latest.uids, uids)) {
    const ids = { patient: grouped(uids.PatientID), study: grouped(study), series: grouped(series) };
    const { PatientID, StudyInstanceUID, SeriesInstanceUID } = uids;
    latest = { uids: { PatientID, StudyInstanceUID, SeriesInstanceUID }, ids };
  }
  return { ...latest.ids, instance: grouped(`${series}|${uids.SOPInstanceUID}`) };
}

type SeriesUids = Omit<InstanceUids, 'SOPInstanceUID'>;
/** The series that was asked for last. */
let latest: { uids: SeriesUids; ids: Omit<Identifiers, 'instance'> } | null = null;

/** Each for itself: a value from outside may hold the sign that joins them. */
function isSameSeries(one: SeriesUids, other: SeriesUids): boolean {
  return (
    one.SeriesInstanceUID === other.SeriesInstanceUID &&
    one.StudyInstanceUID === other.StudyInstanceUID &&
    one.PatientID === other.PatientID
  );
}

/** The patient of all that came without a PatientID: as many people as it may be. */
export const nobody = grouped('');

/**
 * What belongs together: by the application's grouping; what came without a PatientID by study at most, since nobody
 * knows whether two such studies are of one patient.
 */
export function gatheredBy(grouping: Grouping, patientId: string): Grouping {
  return grouping === 'patient' && patientId === nobody ? 'study' : grouping;
}

function grouped(text: string): string {
  const digest = createHash('sha1').update(text, 'utf8').digest('hex');
  return [0, 8, 16, 24, 32].map((at) => digest.slice(at, at + 8)).join('-');
}
