import { toEngineError } from '../../../../contract/index.ts';
import { findAnswers } from './findAnswers.ts';
import type { Fetch } from './protocol.ts';

/** Series of a study, and instances of a series, that are looked at at most. */
const mostSeries = 10_000;
const mostInstances = 100_000;

/** An instance that a peer has and did not hand over. */
export interface MissingInstance {
  SeriesInstanceUID: string;
  SOPInstanceUID: string;
  SOPClassUID: string;
}

/**
 * Asks a peer of what SOP classes the instances are that it did not hand over, by C-FIND at IMAGE level (PS3.4
 * C.6.2.1.5).
 * @returns null where it does not tell them; empty where it handed over all that it lists, whatever number it told
 * @throws EngineError `peer-unreachable`, `cancelled`
 */
export async function missingInstances(
  { address, item }: Extract<Fetch, { way: 'get' }>,
  handed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<MissingInstance[] | null> {
  const { StudyInstanceUID } = item;
  let isTold = false;
  /** By SOP Instance UID: some peers give all of a study for each of its series. */
  const missing = new Map<string, MissingInstance>();
  try {
    for (const SeriesInstanceUID of await seriesOf()) {
      const keys = { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID: '', SOPClassUID: '' };
      const asked = { QueryRetrieveLevel: 'IMAGE', ...keys };
      const { answers } = await findAnswers(address, asked, mostInstances, signal);
      for (const answer of answers) {
        const SOPInstanceUID = (answer.SOPInstanceUID ?? '').trim();
        const SOPClassUID = (answer.SOPClassUID ?? '').trim();
        isTold ||= SOPInstanceUID !== '';
        if (SOPInstanceUID === '' || handed.has(SOPInstanceUID)) continue;
        if (SOPClassUID === '') return null;
        missing.set(SOPInstanceUID, { SeriesInstanceUID, SOPInstanceUID, SOPClassUID });
      }
    }
  } catch (cause) {
    const { code } = toEngineError(cause);
    if (code === 'peer-unreachable' || code === 'cancelled') throw cause;
    return null;
  }
  return isTold ? [...missing.values()] : null;

  async function seriesOf(): Promise<string[]> {
    if (item.SeriesInstanceUID !== undefined) return [item.SeriesInstanceUID];
    const asked = { QueryRetrieveLevel: 'SERIES', StudyInstanceUID, SeriesInstanceUID: '' };
    const { answers } = await findAnswers(address, asked, mostSeries, signal);
    return answers.flatMap(({ SeriesInstanceUID }) => SeriesInstanceUID?.trim() ?? []);
  }
}
