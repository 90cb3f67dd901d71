import { EngineError } from '../../../../contract/index.ts';
import type { QueryKeys, RouteRequest } from '../../../../contract/index.ts';
import type { TextElement } from '../../dicom/index.ts';

export type QueryLevel = RouteRequest<'peers.query'>['level'];

/** Elements of queries and their answers (PS3.4 C.6.1.1, C.6.2.1). */
export const queryElements = {
  SOPClassUID: [0x0008_0016, 'UI'],
  SOPInstanceUID: [0x0008_0018, 'UI'],
  StudyDate: [0x0008_0020, 'DA'],
  StudyTime: [0x0008_0030, 'TM'],
  AccessionNumber: [0x0008_0050, 'SH'],
  QueryRetrieveLevel: [0x0008_0052, 'CS'],
  Modality: [0x0008_0060, 'CS'],
  ModalitiesInStudy: [0x0008_0061, 'CS'],
  SOPClassesInStudy: [0x0008_0062, 'UI'],
  StudyDescription: [0x0008_1030, 'LO'],
  SeriesDescription: [0x0008_103e, 'LO'],
  PatientName: [0x0010_0010, 'PN'],
  PatientID: [0x0010_0020, 'LO'],
  StudyInstanceUID: [0x0020_000d, 'UI'],
  SeriesInstanceUID: [0x0020_000e, 'UI'],
  SeriesNumber: [0x0020_0011, 'IS'],
  NumberOfStudyRelatedInstances: [0x0020_1208, 'IS'],
  NumberOfSeriesRelatedInstances: [0x0020_1209, 'IS'],
} as const satisfies Record<string, readonly [number, TextElement['vr']]>;

export type QueryKeyword = keyof typeof queryElements;

/** What an answer tells; absent ones are missing. */
export type Answered = Partial<Record<QueryKeyword, string>>;

/** Elements with these values, as they are written. */
export function elementsOf(values: Answered): TextElement[] {
  return Object.entries(values).flatMap(([keyword, value]) => {
    const [tag, vr] = queryElements[keyword as QueryKeyword];
    return value === undefined ? [] : [{ tag, vr, value }];
  });
}

/**
 * What is asked at a level, by keyword: values to match, and empty ones to be told.
 * @throws EngineError `validation-failed` when series are asked for without their study
 */
export function keysAt(level: QueryLevel, keys: QueryKeys): Answered {
  const { Modality, ...others } = keys;
  if (level === 'study') {
    return {
      ...others,
      StudyTime: '',
      ModalitiesInStudy: Modality,
      NumberOfStudyRelatedInstances: '',
    };
  }
  if (keys.StudyInstanceUID === '') {
    throw new EngineError('validation-failed', 'Series can be looked for within one study only.', {
      advice: 'Look for the study first, and name its StudyInstanceUID.',
    });
  }
  return {
    StudyInstanceUID: keys.StudyInstanceUID,
    SeriesInstanceUID: '',
    Modality,
    SeriesNumber: '',
    SeriesDescription: '',
    NumberOfSeriesRelatedInstances: '',
  };
}
