import type {
  DoorName,
  JsonObject,
  Quarantined,
  QuarantinedHeader,
  QuarantineReason,
  QuarantineTaken,
} from '../../../contract/index.ts';

/** What is to be kept aside. */
export type KeepRequest = (
  | {
      /** A file of the archive's staging folder. It is moved, and gone afterwards whatever comes of it. */
      file: string;
    }
  | {
      /** A file of somebody else, which is copied. */
      copyOf: string;
    }
) & {
  /** Who brought it; `door` is null and `sender` empty where that is not known any more. */
  origin: { door: DoorName | null; sender: string };
  /** Where it lay, as a person sees it: file, or `archive.zip » entry`. */
  path?: string;
  reason: {
    code: QuarantineReason;
    /** A sentence or two for people: what is wrong, what to do. */
    message: string;
    /** Technical cause. */
    details?: string;
  };
  /** What is known of its header. */
  header?: Partial<QuarantinedHeader>;
};

/** What became of it. */
export type Kept =
  | {
      kept: true;
      id: string;
      /** False when the same bytes lay there already for the same reason: they were only counted again. */
      isNew: boolean;
    }
  /** It was not kept; `why` is a sentence for people. Who brought it must be told that it was refused. */
  | { kept: false; why: string };

/** What can be seen of something in quarantine. */
export interface QuarantinedDetail extends Quarantined {
  file: string;
  tags: JsonObject;
  tagsProblem: string | null;
  firstBytes: string;
  taking: { possible: boolean; message: string };
}

/** What cannot be taken, with its reason. */
export interface Quarantine {
  /**
   * Keeps a file. Resolves when its bytes and its row are flushed. The same bytes for the same reason are kept once, so
   * that it can be called again after an interruption.
   * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; then nothing was kept, and a staging file is gone
   */
  keep(request: KeepRequest): Promise<Kept>;
  /** @throws EngineError `not-found` */
  get(id: string): Promise<QuarantinedDetail>;
  /** Takes them into the archive anyway, each for itself. @throws EngineError `disk-failed`, `database-failed` */
  take(ids: readonly string[]): Promise<QuarantineTaken[]>;
  /**
   * Deletes them, flushed.
   * @returns how many there were
   * @throws EngineError `disk-failed`, `database-failed`, `database-busy`
   */
  delete(ids: readonly string[]): Promise<number>;
  /**
   * Copies them into a folder.
   * @returns the copies
   * @throws EngineError `folder-not-usable`, `not-found`
   */
  exportTo(ids: readonly string[], folder: string): Promise<string[]>;
  /**
   * Makes rows for the files that have none after the history was restored, as far as they tell themselves what they
   * are; for when the archive has its rows again. Doing it twice does no harm.
   * @returns how many
   * @throws EngineError `disk-failed`, `database-failed`; the signal's reason when it is aborted
   */
  findAgain(signal: AbortSignal): Promise<number>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
