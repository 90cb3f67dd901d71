import type { MessagePort } from 'node:worker_threads';
import type { QuarantineReason, ScpOptions } from '../../../../contract/index.ts';
import type { StagedInstance } from '../../archive/index.ts';

/** An instance of the storage commitment push model (PS3.4 J.3). */
export interface CommitmentItem {
  SOPClassUID: string;
  SOPInstanceUID: string;
}

/** What a sender wants to know of: whether these are safely stored. */
export interface CommitmentRequest {
  transactionUid: string;
  items: CommitmentItem[];
}

/** The answer: those that are, and the others with their failure reason (PS3.3 C.14.1.1). */
export interface CommitmentResult {
  transactionUid: string;
  stored: CommitmentItem[];
  failed: (CommitmentItem & { reason: number })[];
}

/** Who asked for storage commitment. */
export interface CommitmentAsker {
  /** As the window names it. */
  sender: string;
  callingAeTitle: string;
  /** The one by which it knows us. */
  calledAeTitle: string;
}

/** A result that is kept until its sender has heard it. */
export interface KeptCommitment {
  key: number;
  result: CommitmentResult;
}

/** Certificate and key as they are used, read by the engine. */
export interface TlsMaterial {
  certificate: string;
  key: string;
  authorities: string | null;
}

/** What the thread is to do from now on. */
export interface ScpSettings {
  options: ScpOptions;
  /** Null without TLS. */
  tls: TlsMaterial | null;
}

/** What becomes of a C-STORE, as the sender is told (PS3.4 B.2.3). */
export interface StoreAnswer {
  status: number;
  /** At most 64 characters; null when there is nothing to say. */
  comment: string | null;
  /** The study that the instance was taken into; null when it was not taken. */
  study: string | null;
}

/** An instance that cannot be taken, in the staging folder. */
export interface UnfitInstance {
  file: string;
  reason: { code: QuarantineReason; message: string };
  /** What is known of its header. */
  header: Partial<StagedInstance['header']>;
  /** What the sender is told when it was put into quarantine. */
  answer: StoreAnswer;
}

/** From the engine to the thread. */
export type ToThread =
  | { type: 'settings'; settings: ScpSettings }
  /** Nothing can be taken for now, and why; null when it can again. */
  | { type: 'space'; problem: string | null }
  | { type: 'stored'; id: number; answer: StoreAnswer }
  /** Null: it could not be kept, and the sender must ask again. */
  | { type: 'committed'; id: number; kept: KeptCommitment | null }
  /**
   * Ends all associations, those in the middle of a message last, and then the thread. `soon`: such a message gets a
   * few seconds; else all the time it needs.
   */
  | { type: 'close'; soon: boolean };

/** From the thread to the engine. */
export type FromThread =
  /** It listens, or not; `details`: the technical cause. */
  | { type: 'listening'; port: number }
  | { type: 'not-listening'; problem: string | null; details: string | null }
  | { type: 'quick-ack'; problem: string | null }
  | { type: 'associations'; active: number }
  /** The staged instance waits for the archive's decision. */
  | { type: 'staged'; id: number; sender: string; staged: StagedInstance }
  | { type: 'unfit'; id: number; sender: string; unfit: UnfitInstance }
  /** A sender was refused, or did something wrong; so often, once where it is absent. */
  | { type: 'refused'; sender: string; message: string; count?: number }
  /** Much was written since this was told last: time for the disk guard to look. */
  | { type: 'written' }
  /** A staging file could not be written. */
  | { type: 'disk-failed'; details: string }
  /** `openStudies`: those that associations which are still open have delivered instances of. */
  | { type: 'association-ended'; sender: string; studies: string[]; openStudies: string[] }
  | { type: 'commitment'; id: number; asker: CommitmentAsker; request: CommitmentRequest }
  /** The association that asked for it has heard the result of that key; or it ended before. */
  | { type: 'commitment-told'; key: number }
  | { type: 'commitment-untold'; key: number }
  | { type: 'log'; level: 'debug' | 'info' | 'warn'; fields: object; message: string }
  | { type: 'closed' };

/** What the thread is started with. */
export interface ThreadData {
  port: MessagePort;
  stagingFolder: string;
}
