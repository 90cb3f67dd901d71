import type { ArrivedSeries } from '../completeness/index.ts';
import type { Subject } from '../planning/index.ts';

/** Something to explain, with what completeness asks of its series. */
export interface ExplainedSubject extends Subject {
  /** Orthanc-style identifier of the patient, study or series. */
  key: string;
  PatientID: string;
  PatientName: string;
  facts: ArrivedSeries[];
}
