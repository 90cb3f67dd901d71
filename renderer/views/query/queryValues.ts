import type { QueryKeys } from '../../../contract/index.ts';

/** What can be looked for, as its form holds it; dates as `YYYY-MM-DD`. */
export type QueryValues = Record<
  'PatientName' | 'PatientID' | 'from' | 'to' | 'AccessionNumber' | 'Modality' | 'StudyDescription',
  string
>;

export const emptyQuery: QueryValues = {
  PatientName: '',
  PatientID: '',
  from: '',
  to: '',
  AccessionNumber: '',
  Modality: '',
  StudyDescription: '',
};

/** From the form to what peers are asked (PS3.4 C.2.2.2). */
export function keysOf(values: QueryValues): Partial<QueryKeys> {
  const { PatientName, PatientID, AccessionNumber, Modality, StudyDescription } = values;
  return {
    PatientName: beginning(asPersonName(PatientName)),
    PatientID: PatientID.trim(),
    StudyDate: dateRange(values.from, values.to),
    AccessionNumber: AccessionNumber.trim(),
    Modality: Modality.trim().toUpperCase(),
    StudyDescription: beginning(StudyDescription.trim()),
  };
}

/** `Family, Given` as DICOM writes it. */
function asPersonName(typed: string): string {
  return typed
    .trim()
    .replaceAll(/\s*,\s*/g, '^')
    .replace(/\^$/, '');
}

/** Peers match a text as a whole: people who type a part mean its beginning. */
function beginning(text: string): string {
  return text === '' || /[*?]/.test(text) ? text : `${text}*`;
}

/** PS3.4 C.2.2.2.5.1; the two days may be given in any order. */
function dateRange(from: string, to: string): string {
  const isReversed = from !== '' && to !== '' && to < from;
  const [first = '', last = ''] = (isReversed ? [to, from] : [from, to]).map((day) =>
    day.replaceAll('-', ''),
  );
  return first === last ? first : `${first}-${last}`;
}
