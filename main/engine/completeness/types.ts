import type { Chosen, Grouping, Peer } from '../../../contract/index.ts';

/** What one commit of the archive added to one series. Row keys and Orthanc-style identifiers. */
export interface ArchivedSeries {
  patientKey: number;
  patientId: string;
  studyId: string;
  seriesId: string;
  seriesKey: number;
  /** Instances that were not in the archive before. */
  newInstances: number;
  /** Who sent them, as doors name senders; absent for imports. */
  senders?: readonly string[];
}

/** A study, or a part of it, that a task fetches. */
export interface ComingStudy {
  /** Its place in the request of the task. */
  item: number;
  StudyInstanceUID: string;
  /** Orthanc-style identifier of its patient; null where the peer does not tell. */
  patientId: string | null;
  /** Instances of the study; null where the peer does not tell, or only a part of it is fetched. */
  instanceCount: number | null;
  /** As its peer describes it; may be empty. */
  title: string;
}

/**
 * Asks a peer how many instances a study has; null: it does not tell.
 * @throws EngineError
 */
export type CountAtPeer = (peer: Peer, studyUid: string, signal: AbortSignal) => Promise<number | null>;

/** What tasks fetch. Kept in the history, so that a restart keeps waiting while the task goes on. */
export interface Fetches {
  /** A task is about to fetch these: arrivals of them, and of their patients, wait until they are there. */
  announce(task: string, studies: readonly ComingStudy[]): void;
  /** An item was fetched, or cannot be had: no more of it comes. */
  finished(task: string, item: number): void;
  /** The task ended, in whatever way. */
  ended(task: string): void;
}

/** Decides when a patient, study or series has arrived completely. */
export interface Completeness {
  /**
   * Takes note of new instances. Called inside the archive's transaction, so that an archived instance and the
   * arrival that will process it become true together.
   * @param at when they were archived, ms since the epoch
   */
  note(batch: readonly ArchivedSeries[], at: number): void;
  /**
   * An association ended after its instances were archived. Completes what it delivered where the application wants
   * that and nothing is missing. What it only sent again, and others deliver, goes on.
   * @param sender as the archive was told it
   * @param studyUids Study Instance UIDs that it delivered instances of
   * @param openStudyUids Study Instance UIDs that associations which are still open have delivered instances of
   */
  associationEnded(sender: string, studyUids: readonly string[], openStudyUids?: readonly string[]): void;
  /**
   * Somebody who knows told how many instances a study has. Its arrival waits for them, and is complete with the last
   * of them. Kept in the history until then. What a peer says of the study does not count any more.
   * @param count 0 takes back what was told: no more will come
   * @returns how many of them the archive has
   * @throws EngineError `validation-failed`
   */
  expected(studyUid: string, count: number): number;
  /**
   * A sender asked for storage commitment of these instances. Arrivals of a part of them wait for the others, where the
   * application wants that; several requests of a study count together. Kept in the history until then, and for a day
   * where none of them arrives.
   * @param named SOP Instance UIDs, those that are not archived first
   */
  commitmentAsked(named: readonly string[]): Promise<void>;
  fetches: Fetches;
  /**
   * Makes one arrival, or all that are collecting, complete at once; those that wait after a problem are tried again.
   * @param arrivalId may be one that was put aside
   * @returns how many became complete; 0 for an arrival that already was
   * @throws EngineError `not-found`
   */
  processNow(arrivalId?: string): number;
  /**
   * Keeps an arrival open for so many seconds longer than it would be.
   * @throws EngineError `not-found` when there is none that collects
   */
  extend(arrivalId: string, seconds: number): void;
  /**
   * Puts aside an arrival that waits for planning or is being planned.
   * @param message why, for people
   * @throws EngineError `not-found`
   */
  cancel(arrivalId: string, message: string): void;
  /**
   * Makes a complete arrival of all series that the archive holds of a patient, study or series.
   * @param key its Orthanc-style identifier
   * @returns the identifier of the arrival
   * @throws EngineError `not-found`
   */
  reprocess(level: Grouping, key: string): string;
  /**
   * Puts aside what is arriving of the chosen (by identifier) and of nothing else, because it is being deleted. Inside a
   * transaction.
   * @returns their identifiers
   */
  endArriving(chosen: Chosen): string[];
  /**
   * Forgets series (row keys) that lost their last instance, with all that stands for nothing but them. Called inside
   * the archive's transaction.
   */
  forgetSeries(seriesKeys: readonly number[]): void;
  /** Options of the application changed: they hold for what is collecting as well. */
  optionsChanged(): void;
  close(): Promise<void>;
}
