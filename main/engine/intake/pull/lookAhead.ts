import { toEngineError } from '../../../../contract/index.ts';
import type { ApplicationOptions, Peer } from '../../../../contract/index.ts';
import type { KeyStore } from '../../context/index.ts';
import { addressOf, webAddressOf } from '../../peers/index.ts';
import { findAnswers } from './findAnswers.ts';
import type { Answered } from './keys.ts';
import type { FetchItem } from './protocol.ts';
import { webAnswers } from './webAnswers.ts';

/** What a peer tells of a study or series before it is fetched. */
export interface Ahead {
  /** Null where it does not tell. */
  instanceCount: number | null;
  /** Of the study; empty where it does not tell. */
  SOPClassUIDs: readonly string[];
}

/**
 * Asks how much there is to fetch, and of what kinds. A peer that does not answer such questions may still hand it
 * over.
 * @throws EngineError `peer-unreachable`, `cancelled`
 */
export async function lookAhead(
  peer: Peer,
  options: ApplicationOptions,
  item: FetchItem,
  signal: AbortSignal,
  keyStore?: KeyStore,
): Promise<Ahead> {
  try {
    const study = await ask(peer, options, 'study', {
      StudyInstanceUID: item.StudyInstanceUID,
      NumberOfStudyRelatedInstances: '',
      SOPClassesInStudy: '',
    });
    const SOPClassUIDs = (study.SOPClassesInStudy ?? '')
      .split('\\')
      .filter((uid) => /^[0-9.]+$/.test(uid.trim()));
    if (item.SeriesInstanceUID === undefined) {
      return { instanceCount: countOf(study.NumberOfStudyRelatedInstances), SOPClassUIDs };
    }
    const series = await ask(peer, options, 'series', {
      StudyInstanceUID: item.StudyInstanceUID,
      SeriesInstanceUID: item.SeriesInstanceUID,
      NumberOfSeriesRelatedInstances: '',
    });
    return { instanceCount: countOf(series.NumberOfSeriesRelatedInstances), SOPClassUIDs };
  } catch (cause) {
    const { code } = toEngineError(cause);
    if (code === 'peer-unreachable' || code === 'cancelled') throw cause;
    return { instanceCount: null, SOPClassUIDs: [] };
  }

  async function ask(
    from: Peer,
    given: ApplicationOptions,
    level: 'study' | 'series',
    identifier: Answered,
  ): Promise<Answered> {
    const { answers } =
      from.kind === 'dicomweb'
        ? await webAnswers(await webAddressOf(from, keyStore), level, identifier, 1, signal)
        : await findAnswers(
            addressOf(from, given),
            { ...identifier, QueryRetrieveLevel: level.toUpperCase() },
            1,
            signal,
          );
    return answers[0] ?? {};
  }
}

function countOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}
