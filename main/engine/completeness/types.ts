import type { Grouping } from '../../../contract/index.ts';

/** What one commit of the archive added to one series. Row keys and Orthanc-style identifiers. */
export interface ArchivedSeries {
  patientKey: number;
  patientId: string;
  studyId: string;
  seriesId: string;
  seriesKey: number;
  /** Instances that were not in the archive before. */
  newInstances: number;
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
   * Makes one arrival, or all that are collecting, complete at once; those that wait after a problem are tried again.
   * @returns how many became complete; 0 for an arrival that already was
   * @throws EngineError `not-found`
   */
  processNow(arrivalId?: string): number;
  /**
   * Makes a complete arrival of all series that the archive holds of a patient, study or series.
   * @param key its Orthanc-style identifier
   * @returns the identifier of the arrival
   * @throws EngineError `not-found`
   */
  reprocess(level: Grouping, key: string): string;
  close(): Promise<void>;
}
