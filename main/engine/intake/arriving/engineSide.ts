import { EngineError, toEngineError } from '../../../../contract/index.ts';
import { removeStaged } from '../../archive/index.ts';
import type { Logger } from '../../context/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import type { DoorIntake, Origin } from '../doors/index.ts';
import { keepConflicting, keepUnfit } from '../keepAside.ts';
import type { Arrived, DoorQuestion, FromEngine, ToEngine, Verdict } from './protocol.ts';

/** What every door that has a thread of its own is given by the engine. */
export interface Taking {
  doors: DoorIntake;
  quarantine: Pick<Quarantine, 'keep'>;
  log: Logger;
}

/**
 * Takes what arrived: into the archive, or into quarantine.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; then nothing was taken
 */
export async function take(taking: Omit<Taking, 'log'>, arrived: Arrived, origin: Origin): Promise<Verdict> {
  if (arrived.kind === 'not-dicom') {
    taking.doors.refused(origin, arrived.message);
    return { outcome: 'not-dicom', message: arrived.message };
  }
  if (arrived.kind === 'damaged') {
    const { file, code, message, header } = arrived;
    try {
      taking.doors.assertSpace();
    } catch (cause) {
      removeStaged(file);
      throw cause;
    }
    const request = { file, origin, reason: { code, message }, ...(header === null ? {} : { header }) };
    await keepUnfit(taking, request);
    return { outcome: 'damaged', message };
  }
  const { staged } = arrived;
  const { outcome, first } = await taking.doors.receive(staged, origin);
  if (outcome !== 'conflicting') return { outcome };
  const { message, why } = await keepConflicting(taking, origin, { staged, first });
  if (why !== null) taking.doors.refused(origin, `${message} ${why}`);
  return { outcome, message };
}

/**
 * Answers what the thread of a door asks; its own messages are not for here.
 */
export async function answer(
  taking: Taking,
  door: Origin['door'],
  message: ToEngine,
  reply: (message: FromEngine) => void,
): Promise<void> {
  try {
    if (message.type === 'refused') taking.doors.refused({ door, sender: message.sender }, message.message);
    else if (message.type === 'write-failed') taking.doors.failed(EngineError.fromReply(message.problem));
    else reply({ type: 'answer', id: message.id, verdict: await answerTo(taking, door, message.question) });
  } catch (cause) {
    if (message.type === 'question')
      reply({ type: 'error', id: message.id, error: toEngineError(cause).toReply() });
    else taking.log.error({ door, cause: String(cause) }, 'a refusal could not be counted');
  }
}

async function answerTo(
  taking: Taking,
  door: Origin['door'],
  question: DoorQuestion,
): Promise<Verdict | null> {
  if (question.ask === 'room') {
    await taking.doors.assertRoom(question.bytes);
    return null;
  }
  return take(taking, question.arrived, { door, sender: question.sender });
}
