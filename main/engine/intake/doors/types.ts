import type { DoorCounts, DoorName, DoorState } from '../../../../contract/index.ts';
import type { StagedInstance, TakenInstance } from '../../archive/index.ts';

/** By which door something came, and from whom. */
export interface Origin {
  door: DoorName;
  /** As people recognise it: `CALLINGAE (192.168.1.5)`, a folder's path, the name of a peer, an HTTP client. */
  sender: string;
  /** What jobs made: no arrival begins with it. */
  isResult?: boolean;
}

/** One way by which DICOM comes in, as the list of doors shows it. */
export interface Door {
  name: DoorName;
  describe(): DoorState;
}

/** What became of a received instance, as the archive decided. */
export type Received = Pick<TakenInstance, 'outcome' | 'first'>;

/** The one way from every door into the archive. */
export interface DoorIntake {
  /**
   * Takes an instance. Resolves when its file lies flushed under its final name and its row is flushed as well, so
   * that the sender may be told; or when it is known already. The staging file of a conflicting one is left where it
   * is, for the quarantine; all others are gone afterwards.
   * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; then nothing was taken
   */
  receive(staged: StagedInstance, origin: Origin): Promise<Received>;
  /**
   * Counts what a door handed to the archive by itself; inside the transaction that takes it. `problem` is shown with
   * the sender.
   */
  count(origin: Origin, counts: Partial<DoorCounts>, problem?: string): void;
  /**
   * Counts something that was not taken, or an error of the sender; `message` is shown with the sender. Outside a
   * transaction; where the history cannot be written, it is kept in memory until it can.
   * @param count so often, once where it is absent
   */
  refused(origin: Origin, message: string, count?: number): void;
  /** Counts something that was put into quarantine. Inside or outside a transaction. */
  quarantined(origin: Origin, message: string): void;
  /** Resolves when none of the SOP Instance UIDs is being taken. */
  untilSettled(uids: readonly string[]): Promise<void>;
  /** @throws EngineError `disk-full`, `disk-failed`, `database-failed` while the disk guard wants nothing to be taken */
  assertSpace(): void;
  /**
   * The same by a new look at the disk, for what may be large: before it is written, and from time to time meanwhile.
   * @param bytes that are still to be written, as far as that is known
   */
  assertRoom(bytes: number): Promise<void>;
  /**
   * Every door reports here what it could not write: where that was archive or history, the disk guard finds out
   * whether anything can be.
   */
  failed(cause: unknown): void;
  /** Tells that the state of a door changed. */
  changed(): void;
}
