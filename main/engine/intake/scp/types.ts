import type { DoorState } from '../../../../contract/index.ts';
import type { RequestorOptions } from '../../dimse/requestor/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import type { Door, DoorIntake } from '../doors/index.ts';

/** What the C-STORE door is given. */
export interface ScpSurroundings {
  doors: DoorIntake;
  quarantine: Pick<Quarantine, 'keep'>;
  /**
   * An association ended, and nothing of it is under way any more.
   * @param studies that it delivered instances of
   * @param openStudies that associations which are still open have delivered instances of
   */
  associationEnded?: (sender: string, studies: readonly string[], openStudies: readonly string[]) => void;
  /**
   * A sender asked for storage commitment.
   * @param named SOP Instance UIDs, those that are not stored first
   */
  commitmentAsked?: (named: readonly string[]) => Promise<void>;
  /** How the peer with that AE title is called; null when none is known. */
  findPeer?: (aeTitle: string) => KnownPeer | null;
  /** Pause between two looks whether the certificate of the door was renewed, in milliseconds; for tests. */
  certificatePauseMs?: number;
  /** Pauses before results of storage commitment are told again, in milliseconds; for tests. */
  reportBackOff?: readonly number[];
}

/** How a peer is called that is to be told something. */
export type KnownPeer = Omit<RequestorOptions, 'contexts' | 'roles' | 'serve' | 'signal'>;

/** The C-STORE door of an application. */
export interface ScpDoor extends Door {
  /** Resolves when it is as its options want it, or has failed; for who has just changed them. */
  settled(): Promise<DoorState>;
  /** Lets instances that are under way come to their end, for some seconds, then closes. */
  close(): Promise<void>;
}
