import { toEngineError } from '../../../../contract/index.ts';
import type { ApplicationOptions, Peer } from '../../../../contract/index.ts';
import type { KeyStore } from '../../context/index.ts';
import { identifiersOf } from '../../dicom/index.ts';
import { addressOf, webAddressOf } from '../../peers/index.ts';
import { findAnswers } from './findAnswers.ts';
import type { Answered } from './keys.ts';
import { webAnswers } from './webAnswers.ts';

/** Studies that are asked about in one query: their UIDs are 3 KB at most. */
const askedAtOnce = 50;

/** What a peer tells of a study before it comes. */
export interface StudyAhead {
  /** Orthanc-style identifier; null where it does not tell. */
  patientId: string | null;
  /** Description and date; may be empty. */
  title: string;
  /** Null where it does not tell. */
  instanceCount: number | null;
}

/**
 * Asks whose studies these are and how many instances they have, for many studies by a list of UIDs (PS3.4 C.2.2.2.2,
 * PS3.18 8.3.4.1). A peer that knows no lists is asked for each.
 * @returns by StudyInstanceUID what it told; without those of which it does not
 * @throws EngineError `peer-unreachable`, `cancelled`
 */
export async function studiesAhead(
  peer: Peer,
  options: ApplicationOptions,
  studyUids: readonly string[],
  signal: AbortSignal,
  keyStore?: KeyStore,
): Promise<Map<string, StudyAhead>> {
  const told = new Map<string, StudyAhead>();
  const wanted = [...new Set(studyUids)];
  for (let at = 0; at < wanted.length; at += askedAtOnce) {
    const asked = wanted.slice(at, at + askedAtOnce);
    const isAnswering = await ask(asked);
    for (const uid of asked) {
      if (told.has(uid) || asked.length === 1) continue;
      // One that refuses a single UID as well answers no such questions at all.
      if (!(await ask([uid])) && !isAnswering) return told;
    }
  }
  return told;

  /** @returns false where the peer refused the question */
  async function ask(uids: readonly string[]): Promise<boolean> {
    try {
      for (const answer of await answersOf(uids)) {
        const uid = answer.StudyInstanceUID?.trim() ?? '';
        if (uids.includes(uid)) told.set(uid, aheadOf(uid, answer));
      }
      return true;
    } catch (cause) {
      const { code } = toEngineError(cause);
      if (code === 'peer-unreachable' || code === 'cancelled') throw cause;
      return false;
    }
  }

  async function answersOf(uids: readonly string[]): Promise<Answered[]> {
    const keys = {
      PatientID: '',
      StudyDate: '',
      StudyDescription: '',
      NumberOfStudyRelatedInstances: '',
    };
    if (peer.kind === 'dicomweb') {
      const identifier = { ...keys, StudyInstanceUID: uids.join(',') };
      const address = await webAddressOf(peer, keyStore);
      return (await webAnswers(address, 'study', identifier, uids.length, signal)).answers;
    }
    const identifier = { ...keys, QueryRetrieveLevel: 'STUDY', StudyInstanceUID: uids.join('\\') };
    return (await findAnswers(addressOf(peer, options), identifier, uids.length, signal)).answers;
  }
}

function aheadOf(StudyInstanceUID: string, answer: Answered): StudyAhead {
  const { PatientID, StudyDescription = '', StudyDate = '', NumberOfStudyRelatedInstances: count } = answer;
  return {
    patientId:
      PatientID === undefined
        ? null
        : identifiersOf({ PatientID, StudyInstanceUID, SeriesInstanceUID: '', SOPInstanceUID: '' }).patient,
    title: `${StudyDescription} ${StudyDate}`.trim(),
    instanceCount: count !== undefined && /^\s*\d{1,9}\s*$/.test(count) ? Number(count) : null,
  };
}
