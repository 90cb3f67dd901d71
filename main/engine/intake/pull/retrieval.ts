import { EngineError } from '../../../../contract/index.ts';
import { writeTexts } from '../../dicom/index.ts';
import { statuses } from '../../dimse/index.ts';
import type { CommandSet } from '../../dimse/index.ts';
import { statusText } from '../../dimse/requestor/index.ts';
import { elementsOf } from './keys.ts';
import type { FetchItem } from './protocol.ts';

/** A retrieval ended with sub-operations that failed (PS3.4 table C.4-3). */
const someFailed = 0xb000;

/**
 * The identifier of a retrieval (PS3.4 C.4.2.1.4, C.4.3.1.3).
 * @param item.SOPInstanceUIDs of the series; all where they are left out
 */
export function retrieveIdentifier(
  {
    StudyInstanceUID,
    SeriesInstanceUID,
    SOPInstanceUIDs,
  }: FetchItem & { SOPInstanceUIDs?: readonly string[] },
  transferSyntax: string,
): Buffer {
  const QueryRetrieveLevel =
    SOPInstanceUIDs !== undefined ? 'IMAGE' : SeriesInstanceUID === undefined ? 'STUDY' : 'SERIES';
  const SOPInstanceUID = SOPInstanceUIDs?.join('\\');
  const keys = { QueryRetrieveLevel, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID };
  return writeTexts(elementsOf(keys), transferSyntax);
}

/** What the last answer of C-GET or C-MOVE says: `problem` where the peer did not come to its end. */
export function retrieveEnd(
  peer: string,
  command: CommandSet,
): { failed: number; problem: EngineError | null } {
  const { Status, NumberOfFailedSuboperations: failed = 0 } = command;
  if (Status === statuses.success || Status === someFailed) return { failed, problem: null };
  const message = `${peer} did not hand over what was asked for.`;
  return { failed, problem: new EngineError('peer-failed', message, { details: statusText(command) }) };
}
