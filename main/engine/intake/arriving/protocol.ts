import type { ErrorReply, QuarantineReason } from '../../../../contract/index.ts';
import type { StagedInstance } from '../../archive/index.ts';
import type { InstanceHeader } from '../../dicom/index.ts';

/** What lies in the staging folder after all bytes of it have come, and what it turned out to be. */
export type Arrived =
  | { kind: 'instance'; staged: StagedInstance }
  /** DICOM that cannot be filed; it is put into quarantine. `file` lies in the staging folder. */
  | {
      kind: 'damaged';
      file: string;
      code: Exclude<QuarantineReason, 'conflicting' | 'replaced'>;
      message: string;
      /** As far as it could be read. */
      header: Partial<InstanceHeader> | null;
    }
  /** Removed already. */
  | { kind: 'not-dicom'; message: string };

/** What became of it. `message` is for the sender. */
export type Verdict =
  | { outcome: 'new' | 'already-there' }
  | { outcome: 'conflicting' | 'damaged' | 'not-dicom'; message: string };

/** What the thread of a door asks of the engine. */
export type DoorQuestion =
  | { ask: 'take'; sender: string; arrived: Arrived }
  /** May anything be taken at present, and is there room for so many bytes? */
  | { ask: 'room'; bytes: number };

/** Messages of a door's thread to the engine, beside its own. */
export type ToEngine =
  | { type: 'question'; id: number; question: DoorQuestion }
  /** Something was refused before it could be asked about; it is counted. */
  | { type: 'refused'; sender: string; message: string }
  /** The thread could not write what came. */
  | { type: 'write-failed'; problem: ErrorReply };

/** The engine's answer. */
export type FromEngine =
  | { type: 'answer'; id: number; verdict: Verdict | null }
  | { type: 'error'; id: number; error: ErrorReply };
