import { toEngineError } from '../../../../contract/index.ts';
import type { StagedInstance } from '../../archive/index.ts';
import { removeStaged } from '../../archive/index.ts';
import { statuses } from '../../dimse/index.ts';
import type { Origin } from '../doors/index.ts';
import { keepConflicting, keepUnfit } from '../keepAside.ts';
import type { StoreAnswer, UnfitInstance } from './protocol.ts';
import type { ScpSurroundings } from './types.ts';

/** Sending it again is of no use before somebody looks through the quarantine. */
const noRoomForConflicting = 'UID is archived with other content, and the quarantine is full';

/** Hands a staged instance to the archive and finds what its sender is to be told. */
export async function storeStaged(
  { doors, quarantine }: Pick<ScpSurroundings, 'doors' | 'quarantine'>,
  staged: StagedInstance,
  origin: Origin,
): Promise<StoreAnswer> {
  const { stagingFile, header } = staged;
  try {
    const { outcome, first } = await doors.receive(staged, origin);
    if (outcome !== 'conflicting') return success(header.StudyInstanceUID);
    const { message, why } = await keepConflicting({ quarantine, doors }, origin, { staged, first });
    if (why !== null) return refused(statuses.outOfResources, `${message} ${why}`, noRoomForConflicting);
    // Its bytes are kept, so the sender may delete its own.
    return { ...success(header.StudyInstanceUID), comment: 'Kept aside: same UID with other content' };
  } catch (cause) {
    removeStaged(stagingFile);
    const { code, message } = toEngineError(cause);
    const isOurs = /^(disk|database)-/.test(code);
    return refused(isOurs ? statuses.outOfResources : statuses.processingFailure, message);
  }

  function refused(status: number, message: string, comment = message): StoreAnswer {
    doors.refused(origin, message);
    return { status, comment: commentOf(comment), study: null };
  }
}

/** Puts aside what cannot be taken; the sender is told why, or that it was not kept. */
export async function putAside(
  { doors, quarantine }: Pick<ScpSurroundings, 'doors' | 'quarantine'>,
  { file, reason, header, answer }: UnfitInstance,
  origin: Origin,
): Promise<StoreAnswer> {
  try {
    doors.assertSpace();
  } catch (cause) {
    removeStaged(file);
    const { message } = toEngineError(cause);
    doors.refused(origin, message);
    return { status: statuses.outOfResources, comment: commentOf(message), study: null };
  }
  try {
    await keepUnfit({ quarantine, doors }, { file, origin, reason, header });
  } catch (cause) {
    removeStaged(file);
    doors.refused(origin, `${reason.message} It could not be kept: ${toEngineError(cause).message}`);
  }
  return answer;
}

function success(study: string): StoreAnswer {
  return { status: statuses.success, comment: null, study };
}

/** ErrorComment is a short text of ASCII (PS3.7 C.4.2.1.13, LO). */
function commentOf(message: string): string {
  return message.replace(/[^\u0020-\u005b\u005d-\u007e]/g, '?').slice(0, 64);
}
