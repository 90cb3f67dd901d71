import type { ApplicationOptions, Peer } from '../../../../contract/index.ts';
import type { KeyStore } from '../../context/index.ts';
import { addressOf } from '../../peers/index.ts';
import { findAnswers } from './findAnswers.ts';
import { studiesAhead } from './studiesAhead.ts';

/** Instances of a series that are counted one by one at most. */
const mostCounted = 100_000;
/** Series of a study that are looked at, at most. */
const mostSeries = 10_000;

/**
 * Asks a peer how many instances a study has: by NumberOfStudyRelatedInstances (PS3.4 C.3.4), and where a DICOM peer
 * does not tell it, series by series and at last by counting its instances.
 * @returns null where it does not know the study, or answers no such questions
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `cancelled`
 */
export async function countAtPeer(
  peer: Peer,
  options: ApplicationOptions,
  StudyInstanceUID: string,
  signal: AbortSignal,
  keyStore?: KeyStore,
): Promise<number | null> {
  const told = await studiesAhead(peer, options, [StudyInstanceUID], signal, keyStore);
  const study = told.get(StudyInstanceUID);
  if (study === undefined) return null;
  if (study.instanceCount !== null || peer.kind !== 'dicom') return study.instanceCount;
  const address = addressOf(peer, options);
  const { answers, isComplete } = await findAnswers(
    address,
    {
      QueryRetrieveLevel: 'SERIES',
      StudyInstanceUID,
      SeriesInstanceUID: '',
      NumberOfSeriesRelatedInstances: '',
    },
    mostSeries,
    signal,
  );
  if (!isComplete) return null;
  let count = 0;
  for (const { SeriesInstanceUID = '', NumberOfSeriesRelatedInstances: number } of answers) {
    if (number !== undefined && /^\s*\d{1,9}\s*$/.test(number)) {
      count += Number(number);
      continue;
    }
    const keys = { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID: '' };
    const images = await findAnswers(address, keys, mostCounted, signal);
    if (!images.isComplete) return null;
    count += images.answers.length;
  }
  return count;
}
