import { createHash } from 'node:crypto';
import { isUid } from './instanceHeader.ts';
import type { InstanceHeader } from './instanceHeader.ts';

/**
 * Gives an instance the UIDs that it lacks, derived from what it says, so that the slices of one series stay together
 * and the same instance always gets the same ones. They are UUIDs as UIDs (PS3.5 B.2).
 * @param from what a missing SOPInstanceUID is made of: that of the file meta information, where there is one, else
 *   the digest of the data set, which tells instances apart
 * @returns the header with all UIDs and the keywords of those that were filled; null without a SOPClassUID, which
 *   nothing can stand for
 */
export function fillUids(
  header: InstanceHeader,
  from: { MediaStorageSOPInstanceUID: string; contentHash: string },
): { header: InstanceHeader; filled: string[] } | null {
  if (!isUid(header.SOPClassUID)) return null;
  const filled: string[] = [];
  const { PatientID, PatientName, StudyDate, StudyTime, AccessionNumber, studyTags } = header;

  function uidOr(keyword: 'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID', ...parts: string[]) {
    if (isUid(header[keyword])) return header[keyword];
    filled.push(keyword);
    return derivedUid(keyword, ...parts);
  }
  const StudyInstanceUID = uidOr(
    'StudyInstanceUID',
    PatientID,
    PatientName,
    StudyDate,
    StudyTime,
    AccessionNumber,
    studyTags['StudyID'] ?? '',
  );
  const SeriesInstanceUID = uidOr(
    'SeriesInstanceUID',
    StudyInstanceUID,
    header.Modality,
    header.SeriesNumber,
    header.SeriesDescription,
  );
  const derived = uidOr('SOPInstanceUID', SeriesInstanceUID, from.contentHash);
  const isToldByMeta = derived !== header.SOPInstanceUID && isUid(from.MediaStorageSOPInstanceUID);
  const SOPInstanceUID = isToldByMeta ? from.MediaStorageSOPInstanceUID : derived;
  return {
    header: {
      ...header,
      StudyInstanceUID,
      SeriesInstanceUID,
      SOPInstanceUID,
      studyTags: { ...studyTags, StudyInstanceUID },
    },
    filled,
  };
}

/** `2.25.` and 128 bits of a digest as a decimal number. */
function derivedUid(...parts: string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}
