import type { DoorState } from '../../../../contract/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import type { Door, DoorIntake } from '../doors/index.ts';
import type { CommitmentResult } from './protocol.ts';

/** What the C-STORE door is given. */
export interface ScpSurroundings {
  doors: DoorIntake;
  quarantine: Pick<Quarantine, 'keep'>;
  /** An association ended, and nothing of it is under way any more. */
  associationEnded?: (sender: string, studies: readonly string[]) => void;
  /** Tells a result of storage commitment on an association of our own. */
  reportCommitment?: CommitmentReporter;
}

/**
 * Tells the peer with that AE title the result of its storage commitment request (PS3.4 J.3.3).
 * @param ourAeTitle by which it called us
 * @returns false when no such peer is known
 * @throws when it cannot be reached or does not take it
 */
export type CommitmentReporter = (
  peerAeTitle: string,
  ourAeTitle: string,
  result: CommitmentResult,
) => Promise<boolean>;

/** The C-STORE door of an application. */
export interface ScpDoor extends Door {
  /** Resolves when it is as its options want it, or has failed; for who has just changed them. */
  settled(): Promise<DoorState>;
  /** Lets instances that are under way come to their end, for some seconds, then closes. */
  close(): Promise<void>;
}
